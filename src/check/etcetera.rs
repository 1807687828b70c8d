//! No text that people read ends in *etc.*

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    AskKind, Aspect, Choice, Control, DepthBlock, Form, Numbering, Procedure, Rule, Scheme,
    Treatment, Type,
};
use crate::source::{Place, Text};

/// A text leaves it to the reader what else is meant.
pub static ET_CETERA: Code = Code::warning("P0534", "text that says `etc.`");

/// Reports `etc.` in titles, questions, explanations, reasons and work of a scheme; statements, pass criteria,
/// what cases expect and what rules state are looked through for more words.
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
    texts.found
}

/// Looks through texts and keeps what it finds.
#[derive(Default)]
struct Texts {
    found: Diagnostics,
}

impl Texts {
    /// Looks through the texts of an item.
    fn look<'t>(&mut self, place: Place, key: &str, texts: impl IntoIterator<Item = &'t Text>) {
        if texts.into_iter().any(|text| says_etc(text)) {
            self.found.push(et_cetera(place, key));
        }
    }

    /// Looks through an item that has a title, and perhaps more about it.
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
        for (_, one) in scheme.catalogs.iter() {
            let reason = one.part_of.as_ref().map(|part| &part.because);
            self.look(
                one.place,
                &one.key,
                [&one.title].into_iter().chain(&one.about).chain(reason),
            );
        }
        for (_, one) in scheme.groups.iter() {
            self.titled(one.place, &one.key, &one.title, one.about.as_ref());
        }
        for one in &scheme.relations {
            let focal = &scheme.controls[one.focal].name;
            self.look(one.place, focal, &one.because);
        }
        for (_, one) in scheme.interpretations.iter() {
            self.look(
                one.place,
                &one.key,
                [&one.title]
                    .into_iter()
                    .chain(&one.question)
                    .chain(&one.ruling),
            );
        }
    }

    fn vocabulary(&mut self, scheme: &Scheme) {
        for (_, one) in scheme.facts.iter() {
            self.look(
                one.place,
                &one.key,
                [&one.question].into_iter().chain(labels(&one.answer)),
            );
        }
        for (_, one) in scheme.inventories.iter() {
            self.titled(one.place, &one.key, &one.title, one.about.as_ref());
            for (_, asked) in one.attributes.iter() {
                self.look(
                    asked.place,
                    &asked.key,
                    [&asked.question].into_iter().chain(labels(&asked.answer)),
                );
            }
        }
        for (_, one) in scheme.subsets.iter() {
            self.look(one.place, &one.key, [&one.title]);
        }
        for (_, one) in scheme.derives.iter() {
            self.look(one.place, &one.key, [&one.title]);
        }
        for (_, one) in scheme.constraints.iter() {
            self.look(one.place, &one.title, [&one.title]);
        }
        for (_, one) in scheme.evidence.iter() {
            self.look(
                one.place,
                &one.key,
                [&one.title].into_iter().chain(&one.contains),
            );
        }
    }

    fn process(&mut self, scheme: &Scheme) {
        for (_, one) in scheme.parties.iter() {
            self.look(one.place, &one.key, [&one.title]);
        }
        for (_, one) in scheme.roles.iter() {
            self.titled(one.place, &one.key, &one.title, one.about.as_ref());
        }
        for (_, one) in scheme.phases.iter() {
            self.titled(one.place, &one.key, &one.title, one.about.as_ref());
        }
        for (_, one) in scheme.configurations.iter() {
            self.titled(one.place, &one.key, &one.title, one.about.as_ref());
        }
        for (_, one) in scheme.events.iter() {
            let texts = [&one.title]
                .into_iter()
                .chain(&one.about)
                .chain(one.kinds.iter().filter_map(label));
            self.look(one.place, &one.key, texts);
        }
        for (_, one) in scheme.rules.iter() {
            self.rule(one);
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
        // What a licensed copy says is not ours to restyle.
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
    let mut found = text.match_indices("etc").chain(text.match_indices("Etc"));
    found.any(|(at, word)| {
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
