//! Resolves cases: when they are carried out, and in which configurations (L-169, L-170, L-176, L-301 to L-304).

use super::effort::{Effortful, resolve_effort};
use super::lexicon::Lexicon;
use super::names::{Found, Tree};
use super::part_names::PartNames;
use super::reader::DraftReader;
use super::scopes::Scopes;
use super::subject::read_attribute;
use crate::diag::{Diagnostic, codes};
use crate::model::{
    Attribute, AttributeKind, Case, CaseCondition, CaseConfigurations, CaseId, Choice,
    ConfigurationId, Id, InventoryId, Repeat,
};
use crate::source::{Place, Text};
use crate::syntax::ast::{CaseClause, CaseDraft, ExprDraft, Name};

codes! {
    WRONG_CLAUSE = error("P0259", "condition that does not fit its case"),
    NO_CONFIGURATIONS = error("P0269", "attribute that does not name configurations"),
}

/// What is said of a case that asks an entry, and has none.
const NO_ENTRY: &str = "this case is carried out once, so there is no entry to ask";

/// Reads the cases of one procedure.
pub(super) struct CaseReader<'w, 'a> {
    pub tree: &'w Tree<'a>,
    pub lexicon: &'w Lexicon<'a>,
    /// The inventory whose entries the procedure examines.
    pub inventory: Option<InventoryId>,
    /// The key of the procedure.
    pub procedure: &'w str,
}

impl CaseReader<'_, '_> {
    /// Resolves the cases of a depth.
    pub fn resolve<'d>(
        &self,
        reader: &mut DraftReader<'d>,
        drafts: &[CaseDraft],
        names: &mut PartNames<'d>,
    ) -> Vec<Case> {
        let mut cases = Vec::with_capacity(drafts.len());
        for draft in drafts {
            if names.declare(reader, draft.key) {
                cases.push(self.case(reader, draft));
            }
        }
        cases
    }

    fn case(&self, reader: &mut DraftReader<'_>, draft: &CaseDraft) -> Case {
        let CaseDraft {
            once,
            key,
            title,
            number,
            positive,
            ref condition,
            ref configurations,
            configurations_of,
            ref equipment,
            ref deliveries,
            ref effort,
            ref steps,
            expect,
            ref record,
            ref was,
        } = *draft;
        let entries = self.inventory.filter(|_| !once);
        let effortful = match (entries, self.inventory) {
            (Some(_), _) => Effortful::PerEntry,
            (None, Some(_)) => Effortful::CaseOnce(reader.word(key)),
            (None, None) => Effortful::Procedure(self.procedure),
        };
        let condition = condition.as_ref();
        let configurations = match configurations_of {
            Some(name) => self.of_entry(reader, name, entries),
            None => CaseConfigurations::Named(reader.refer_all(self.tree, configurations)),
        };
        Case {
            // The procedure numbers its cases when their depths are in order.
            id: CaseId::from_index(0),
            repeat: if once {
                Repeat::OncePerRun
            } else {
                Repeat::PerEntry
            },
            key: reader.key(key),
            title: reader.text(title),
            number: reader.numbering(number),
            positive: positive.is_some(),
            condition: condition.and_then(|clause| self.condition(reader, clause, entries)),
            configurations,
            equipment: reader.refer_all(self.tree, equipment),
            deliveries: reader.refer_all(self.tree, deliveries),
            effort: resolve_effort(reader, effort, effortful),
            steps: reader.texts(steps),
            expect: reader.given(expect),
            record: reader.texts(record),
            was: reader.keys(was),
            place: reader.place(key.span),
        }
    }

    /// Resolves `where` of a case that is carried out for each of some entries, or `when` of one that is carried out once.
    fn condition(
        &self,
        reader: &mut DraftReader<'_>,
        clause: &CaseClause,
        entries: Option<InventoryId>,
    ) -> Option<CaseCondition> {
        match (clause, entries) {
            (CaseClause::Where(condition), Some(inventory)) => {
                let mut scopes = Scopes::of_entry(inventory);
                let condition = self.lexicon.condition(reader, &mut scopes, condition);
                Some(CaseCondition::Where(condition))
            }
            (CaseClause::When(condition), None) => {
                let mut scopes = Scopes::none();
                let condition = self.lexicon.condition(reader, &mut scopes, condition);
                Some(CaseCondition::When(condition))
            }
            (CaseClause::Where(condition), None) => {
                let help = "write `when` for a condition on the product";
                self.misfit(reader, condition, (NO_ENTRY.to_owned(), help));
                None
            }
            (CaseClause::When(condition), Some(inventory)) => {
                let inventory = self.lexicon.inventory_key(inventory);
                self.misfit(reader, condition, each_entry(inventory));
                None
            }
        }
    }

    /// Reports a clause that does not fit its case, unless the inventory of the procedure could not be read.
    fn misfit(
        &self,
        reader: &mut DraftReader<'_>,
        condition: &ExprDraft,
        (message, help): (String, &'static str),
    ) {
        let place = reader.place(condition.span());
        if reader.dropped && self.inventory.is_none() {
            return;
        }
        reader.drop_with(Diagnostic::at(&WRONG_CLAUSE, place, message).help(help));
    }

    /// Resolves `configuration of` an attribute: each of its choices is a configuration (L-304).
    fn of_entry(
        &self,
        reader: &mut DraftReader<'_>,
        name: Name,
        entries: Option<InventoryId>,
    ) -> CaseConfigurations {
        let found = self.find_of_entry(reader, name, entries);
        found.unwrap_or_else(|| CaseConfigurations::Named(Vec::new()))
    }

    fn find_of_entry(
        &self,
        reader: &mut DraftReader<'_>,
        name: Name,
        entries: Option<InventoryId>,
    ) -> Option<CaseConfigurations> {
        let place = reader.place(name.span);
        let word = reader.word(name);
        let Some(inventory) = entries else {
            if !reader.dropped || self.inventory.is_some() {
                let diagnostic = Diagnostic::at(&NO_CONFIGURATIONS, place, NO_ENTRY);
                reader.drop_with(diagnostic.help("name the configurations"));
            }
            return None;
        };
        let attribute = read_attribute(self.lexicon, reader, inventory, name)?;
        let row = self.lexicon.attribute_row(inventory, attribute)?;
        if row.kind == AttributeKind::Claim {
            reader.drop_with(is_claim(place, word));
            return None;
        }
        let choices = row.answer.choices();
        if choices.is_empty() {
            let what = super::value_words::describe(self.lexicon, &row.answer);
            reader.drop_with(no_choices(place, word, &what));
            return None;
        }
        let choices: Option<Vec<_>> = choices
            .iter()
            .map(|choice| self.configuration(reader, place, row, choice))
            .collect();
        Some(CaseConfigurations::OfEntry {
            attribute,
            choices: choices?,
        })
    }

    /// Finds the configuration for a choice; `_` in the choice stands for `-`.
    fn configuration(
        &self,
        reader: &mut DraftReader<'_>,
        place: Place,
        attribute: &Attribute,
        choice: &Choice,
    ) -> Option<(Text, ConfigurationId)> {
        let dashed = choice.key.replace('_', "-");
        let find = |key: &str| self.tree.find::<ConfigurationId>(key);
        match (find(&choice.key), find(&dashed)) {
            (Found::Known(id), _) | (_, Found::Known(id)) => Some((choice.key.clone(), id)),
            (Found::Broken, _) | (_, Found::Broken) => {
                reader.lose();
                None
            }
            (Found::Unknown, Found::Unknown) => {
                reader.drop_with(choice_unknown(place, &attribute.key, &choice.key, &dashed));
                None
            }
        }
    }
}

fn each_entry(inventory: &str) -> (String, &'static str) {
    let message = format!("this case is carried out for each entry of `{inventory}`");
    (
        message,
        "write `where` and ask the entry; facts and derived names may be used there too",
    )
}

fn is_claim(place: Place, attribute: &str) -> Diagnostic {
    let message = format!("`{attribute}` is a claim, which decides nothing");
    Diagnostic::at(&NO_CONFIGURATIONS, place, message).help("name an attribute that is not a claim")
}

fn no_choices(place: Place, attribute: &str, what: &str) -> Diagnostic {
    let message = format!("`{attribute}` names no configurations: it is {what}");
    Diagnostic::at(&NO_CONFIGURATIONS, place, message).help(
        "name an attribute that is `one of` or `set of` choices, each the key of a configuration",
    )
}

fn choice_unknown(place: Place, attribute: &str, choice: &str, configuration: &str) -> Diagnostic {
    let message = format!("the choice `{choice}` of `{attribute}` is not a configuration");
    Diagnostic::at(&NO_CONFIGURATIONS, place, message).help(format!(
        "declare it, `configuration {configuration} \"…\"`, or remove the choice"
    ))
}
