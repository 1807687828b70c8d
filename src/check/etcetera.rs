//! Warns of texts that say *etc.* (L-233).

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    AskKind, Aspect, Choice, Control, DepthBlock, Form, Numbering, Procedure, Rule, Scheme,
    Treatment, Type,
};
use crate::source::{Place, Text};

/// A text leaves it to the reader what else is meant.
pub static ET_CETERA: Code = Code::warning("P0534", "text that says `etc.`");

/// Reports `etc.` in the titles, questions, explanations, reasons and procedures of a scheme. The texts by which people
/// judge are checked for more words in `check_wording`.
#[must_use]
pub fn check_etcetera(scheme: &Scheme) -> Diagnostics {
    let mut texts = Texts::default();
    texts.edition(scheme);
    texts.vocabulary(scheme);
    texts.process(scheme);
    for (_, control) in scheme.controls.iter() {
        texts.control(control);
    }
    for (_, procedure) in scheme.procedures.iter() {
        texts.procedure(procedure);
    }
    for (_, form) in scheme.forms.iter() {
        texts.form(form);
    }
    texts.diagnostics
}

/// Searches texts and collects the reports.
#[derive(Default)]
struct Texts {
    diagnostics: Diagnostics,
}

impl Texts {
    /// Searches the texts of an item.
    fn look<'t>(&mut self, place: Place, key: &str, texts: impl IntoIterator<Item = &'t Text>) {
        if texts.into_iter().any(|text| says_etc(text)) {
            self.diagnostics.push(et_cetera(place, key));
        }
    }

    /// Searches an item with a title and perhaps an `about`.
    fn titled(&mut self, place: Place, key: &str, title: &Text, about: Option<&Text>) {
        self.look(place, key, [title].into_iter().chain(about));
    }

    fn edition(&mut self, scheme: &Scheme) {
        let edition = &scheme.edition;
        self.look(
            edition.place,
            &edition.key,
            [&edition.title].into_iter().chain(&edition.about),
        );
        for (_, catalog) in scheme.catalogs.iter() {
            let reason = catalog.part_of.as_ref().map(|part| &part.because);
            self.look(
                catalog.place,
                &catalog.key,
                [&catalog.title]
                    .into_iter()
                    .chain(&catalog.about)
                    .chain(reason),
            );
        }
        for (_, group) in scheme.groups.iter() {
            self.titled(group.place, &group.key, &group.title, group.about.as_ref());
        }
        for relation in &scheme.relations {
            let focal = &scheme.controls[relation.focal].name;
            self.look(relation.place, focal, &relation.because);
        }
        for (_, interpretation) in scheme.interpretations.iter() {
            self.look(
                interpretation.place,
                &interpretation.key,
                [&interpretation.title]
                    .into_iter()
                    .chain(&interpretation.question)
                    .chain(&interpretation.ruling),
            );
        }
    }

    fn vocabulary(&mut self, scheme: &Scheme) {
        for (_, fact) in scheme.facts.iter() {
            self.look(
                fact.place,
                &fact.key,
                [&fact.question].into_iter().chain(labels(&fact.answer)),
            );
        }
        for (_, inventory) in scheme.inventories.iter() {
            self.titled(
                inventory.place,
                &inventory.key,
                &inventory.title,
                inventory.about.as_ref(),
            );
            for (_, asked) in inventory.attributes.iter() {
                self.look(
                    asked.place,
                    &asked.key,
                    [&asked.question].into_iter().chain(labels(&asked.answer)),
                );
            }
        }
        for (_, subset) in scheme.subsets.iter() {
            self.look(subset.place, &subset.key, [&subset.title]);
        }
        for (_, derive) in scheme.derives.iter() {
            self.look(derive.place, &derive.key, [&derive.title]);
        }
        for (_, constraint) in scheme.constraints.iter() {
            self.look(constraint.place, &constraint.title, [&constraint.title]);
        }
        for (_, kind) in scheme.evidence.iter() {
            self.look(
                kind.place,
                &kind.key,
                [&kind.title].into_iter().chain(&kind.contains),
            );
        }
    }

    fn process(&mut self, scheme: &Scheme) {
        for (_, party) in scheme.parties.iter() {
            self.look(party.place, &party.key, [&party.title]);
        }
        for (_, role) in scheme.roles.iter() {
            self.titled(role.place, &role.key, &role.title, role.about.as_ref());
        }
        for (_, phase) in scheme.phases.iter() {
            self.titled(phase.place, &phase.key, &phase.title, phase.about.as_ref());
        }
        for (_, configuration) in scheme.configurations.iter() {
            self.titled(
                configuration.place,
                &configuration.key,
                &configuration.title,
                configuration.about.as_ref(),
            );
        }
        for (_, event) in scheme.events.iter() {
            let texts = [&event.title]
                .into_iter()
                .chain(&event.about)
                .chain(event.kinds.iter().filter_map(label));
            self.look(event.place, &event.key, texts);
        }
        for (_, rule) in scheme.rules.iter() {
            self.rule(rule);
        }
    }

    fn rule(&mut self, rule: &Rule) {
        let breach = match &rule.breach {
            Numbering::Given(breach) => Some(breach),
            Numbering::Unknown | Numbering::Unsaid => None,
        };
        self.look(
            rule.place,
            &rule.key,
            [&rule.title].into_iter().chain(&rule.about).chain(breach),
        );
    }

    fn control(&mut self, control: &Control) {
        let ground = match &control.treatment {
            Treatment::Assessed(_) => None,
            Treatment::Covered { because, .. } | Treatment::NotAssessed { because } => {
                Some(because)
            }
        };
        // The wording of a licensed copy is not ours to change.
        let title = (!control.is_official(Aspect::Title)).then_some(&control.title);
        self.look(
            control.place,
            &control.name,
            title
                .into_iter()
                .chain(&control.objective)
                .chain(&control.guidance)
                .chain(&control.gap_because)
                .chain(ground),
        );
    }

    fn procedure(&mut self, procedure: &Procedure) {
        self.look(
            procedure.place,
            &procedure.key,
            [&procedure.title].into_iter().chain(&procedure.about),
        );
        for block in &procedure.depths {
            self.block(procedure, block);
        }
    }

    fn block(&mut self, procedure: &Procedure, block: &DepthBlock) {
        let texts = block
            .equipment
            .iter()
            .chain(&block.deliveries)
            .chain(&block.record)
            .chain(&block.stop);
        self.look(block.place, &procedure.key, texts);
        for case in &block.cases {
            self.look(
                case.place,
                &case.key,
                [&case.title]
                    .into_iter()
                    .chain(&case.steps)
                    .chain(&case.record),
            );
        }
    }

    fn form(&mut self, form: &Form) {
        self.look(
            form.place,
            &form.key,
            [&form.title].into_iter().chain(&form.about),
        );
        for (_, section) in form.sections.iter() {
            self.look(
                section.place,
                &section.key,
                [&section.title].into_iter().chain(&section.about),
            );
            for ask in &section.asks {
                let choices = match &ask.kind {
                    AskKind::OneOf(choices) => choices.as_slice(),
                    AskKind::Blank(_) => &[],
                };
                let texts = [&ask.title]
                    .into_iter()
                    .chain(&ask.about)
                    .chain(choices.iter().filter_map(label));
                self.look(ask.place, &ask.key, texts);
            }
        }
    }
}

fn labels(answer: &Type) -> impl Iterator<Item = &Text> {
    answer.choices().iter().filter_map(label)
}

fn label(choice: &Choice) -> Option<&Text> {
    choice.label.as_ref()
}

/// Says whether a text has the word `etc`.
fn says_etc(text: &str) -> bool {
    let mut matches = text.match_indices("etc").chain(text.match_indices("Etc"));
    matches.any(|(at, word)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text
            .get(at + word.len()..)
            .and_then(|after| after.chars().next());
        let is_border = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
        // `/etc` is a folder.
        is_border(before) && before != Some('/') && is_border(after)
    })
}

fn et_cetera(place: Place, key: &str) -> Diagnostic {
    let message = format!("a text of `{key}` says `etc.`, which leaves open what else is meant");
    Diagnostic::at(&ET_CETERA, place, message).help(
        "name all of it, or say what they have in common: `every port, unpopulated pads included`",
    )
}

#[cfg(test)]
mod tests {
    use super::says_etc;

    #[test]
    fn only_the_word_counts() {
        for text in ["keys, etc.", "etc", "(Etc)"] {
            assert!(says_etc(text), "{text}");
        }
        for text in ["/etc/passwd", "a sketch", "fetch", ""] {
            assert!(!says_etc(text), "{text}");
        }
    }
}
