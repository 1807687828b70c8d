//! Resolves the operators of tests and checks them against the type of the value (L-082 to L-086).

use super::lexicon::{Lexicon, Word};
use super::reader::DraftReader;
use super::scopes::Scopes;
use super::subject::Value;
use super::value_words::{describe, meant_value, never, said, undeclared_value};
use crate::diag::{Code, Diagnostic, codes};
use crate::model::{InventoryId, Misfit, Operand, Operator, TypeKind};
use crate::source::{Place, Spanned};
use crate::syntax::ast::{
    Comparison, HasKind, Name, OperatorDraft, Placed, Polarity, TestDraft, ValueDraft,
};

codes! {
    NOT_YES_NO = error("P0311", "name without a test that is not yes or no"),
    WRONG_VALUE = error("P0312", "value that the type does not have"),
    HAS_WITHOUT_SET = error("P0313", "`has` with a name that holds one value"),
    IS_OF_SET = error("P0314", "`is` with a name that holds several values"),
    NO_ORDER = error("P0315", "comparison of something without an order"),
    GIVEN_WITHOUT_TEXT = error("P0316", "`is given` with a name that is not a text"),
    NEVER_NONE = error("P0317", "`is none` with a name that cannot be none"),
    ENTRY_NAMED = error("P0318", "entry of a product in a condition"),
    NO_SUCH_ENTRY = error("P0319", "`this` without an outer entry"),
}

/// Resolves the operator of a test; `None` if it is wrong, which has been reported.
pub(super) fn resolve_operator(
    lexicon: &Lexicon<'_>,
    reader: &mut DraftReader<'_>,
    scopes: &Scopes,
    value: &Value<'_>,
    draft: &TestDraft,
) -> Option<Operator> {
    let asker = Asker {
        lexicon,
        scopes,
        value,
        item: reader.item,
        place: reader.place(draft.operator.span),
    };
    let operator = match &draft.operator.value {
        OperatorDraft::Holds => asker.holds(),
        OperatorDraft::Is(polarity, operand) => asker.is(*polarity, operand),
        OperatorDraft::OneOf(polarity, operands) => asker.one_of(*polarity, operands),
        OperatorDraft::IsNone(polarity) => asker.is_none(*polarity),
        OperatorDraft::IsGiven(polarity) => asker.is_given(*polarity),
        OperatorDraft::Has(kind, operands) => asker.has(*kind, operands),
        OperatorDraft::Compare(comparison, operand) => asker.compare(*comparison, operand),
    };
    match operator {
        Ok(operator) => Some(operator),
        Err(wrong) => {
            reader.lose();
            for diagnostic in *wrong {
                reader.report(diagnostic);
            }
            None
        }
    }
}

/// The mistakes; empty if they have been reported before.
type Wrong = Box<Vec<Diagnostic>>;

struct Asker<'t> {
    lexicon: &'t Lexicon<'t>,
    scopes: &'t Scopes,
    value: &'t Value<'t>,
    item: &'t Placed,
    /// The place of the test.
    place: Place,
}

impl Asker<'_> {
    fn holds(&self) -> Result<Operator, Wrong> {
        if self.value.answer.kind != TypeKind::YesNo {
            return wrong(self.not_yes_no());
        }
        Ok(Operator::Holds)
    }

    fn is(&self, polarity: Polarity, draft: &Spanned<ValueDraft>) -> Result<Operator, Wrong> {
        self.needs_single(std::slice::from_ref(draft))?;
        let operand = self.operand(draft)?;
        Ok(match polarity {
            Polarity::Is => Operator::Is(operand),
            Polarity::IsNot => Operator::IsNot(operand),
        })
    }

    fn one_of(
        &self,
        polarity: Polarity,
        drafts: &[Spanned<ValueDraft>],
    ) -> Result<Operator, Wrong> {
        self.needs_single(drafts)?;
        let operands = self.operands(drafts)?;
        Ok(match polarity {
            Polarity::Is => Operator::OneOf(operands),
            Polarity::IsNot => Operator::NotOneOf(operands),
        })
    }

    fn has(&self, kind: HasKind, drafts: &[Spanned<ValueDraft>]) -> Result<Operator, Wrong> {
        if !self.value.answer.is_set() {
            return wrong(self.has_without_set(drafts));
        }
        let operands = self.operands(drafts)?;
        Ok(match kind {
            HasKind::Any => Operator::HasAny(operands),
            HasKind::All => Operator::HasAll(operands),
            HasKind::None => Operator::HasNone(operands),
        })
    }

    fn is_none(&self, polarity: Polarity) -> Result<Operator, Wrong> {
        if !self.value.answer.or_none && !self.value.answer.is_set() {
            return wrong(self.never_none());
        }
        Ok(match polarity {
            Polarity::Is => Operator::IsNone,
            Polarity::IsNot => Operator::IsNotNone,
        })
    }

    fn is_given(&self, polarity: Polarity) -> Result<Operator, Wrong> {
        let texts = [TypeKind::Text, TypeKind::Version, TypeKind::Sha256];
        if !texts.contains(&self.value.answer.kind) {
            return wrong(self.given_without_text());
        }
        Ok(match polarity {
            Polarity::Is => Operator::IsGiven,
            Polarity::IsNot => Operator::IsNotGiven,
        })
    }

    fn compare(
        &self,
        comparison: Comparison,
        draft: &Spanned<ValueDraft>,
    ) -> Result<Operator, Wrong> {
        let kind = &self.value.answer.kind;
        if !matches!(kind, TypeKind::Number(_) | TypeKind::Date) {
            return wrong(self.no_order());
        }
        let Operand::Literal(value) = self.operand(draft)? else {
            return wrong(self.no_order());
        };
        Ok(match comparison {
            Comparison::Less => Operator::Less(value),
            Comparison::LessOrEqual => Operator::LessOrEqual(value),
            Comparison::Greater => Operator::Greater(value),
            Comparison::GreaterOrEqual => Operator::GreaterOrEqual(value),
        })
    }

    fn needs_single(&self, drafts: &[Spanned<ValueDraft>]) -> Result<(), Wrong> {
        if self.value.answer.is_set() {
            return wrong(self.is_of_set(drafts));
        }
        Ok(())
    }

    /// Reads all values, so that every wrong value is reported.
    fn operands(&self, drafts: &[Spanned<ValueDraft>]) -> Result<Vec<Operand>, Wrong> {
        let mut operands = Vec::with_capacity(drafts.len());
        let mut reports = Vec::new();
        let mut failed = false;
        for draft in drafts {
            match self.operand(draft) {
                Ok(operand) => operands.push(operand),
                Err(more) => {
                    failed = true;
                    reports.extend(*more);
                }
            }
        }
        if failed {
            return Err(Box::new(reports));
        }
        Ok(operands)
    }

    fn operand(&self, draft: &Spanned<ValueDraft>) -> Result<Operand, Wrong> {
        let place = self.item.place(draft.span);
        let answer = self.value.answer;
        let said = said(self.item, &draft.value);
        match (draft.value, answer.target()) {
            (ValueDraft::This(name), target) => self.this(place, name, target),
            (ValueDraft::Word(_) | ValueDraft::Text(_), Some(target)) => {
                wrong(self.entry_named(place, &said, target))
            }
            (ValueDraft::Word(_) | ValueDraft::Text(_), None) => match answer.read(&said) {
                Ok(value) => Ok(Operand::Literal(value)),
                Err(misfit) => wrong(self.wrong_value(place, &said, &misfit)),
            },
        }
    }

    /// Finds the entry of an outer quantifier.
    fn this(
        &self,
        place: Place,
        name: Name,
        target: Option<InventoryId>,
    ) -> Result<Operand, Wrong> {
        let word = self.item.item.word(name);
        let inventory = match self.lexicon.word(word) {
            Some(Word::Set(set)) => self.lexicon.inventory_of(set),
            Some(Word::Broken) => return Err(Box::default()),
            Some(Word::Fact(_) | Word::Derive(_)) | None => {
                return wrong(no_such_entry(place, word));
            }
        };
        if target != Some(inventory) {
            let this = format!("this {word}");
            let expected = describe(self.lexicon, self.value.answer);
            return wrong(wrong_value(place, &self.value.shown, &this, &expected));
        }
        match self.scopes.find_outer(inventory) {
            Some(scope) => Ok(Operand::This { scope, inventory }),
            None => wrong(no_such_entry(place, word)),
        }
    }
}

fn wrong<T>(diagnostic: Diagnostic) -> Result<T, Wrong> {
    Err(Box::new(vec![diagnostic]))
}

/// Says that a value does not belong to a type.
fn wrong_value(place: Place, shown: &str, value: &str, expected: &str) -> Diagnostic {
    never(&WRONG_VALUE, place, shown, value, expected)
}

/// The wording of the mistakes.
impl Asker<'_> {
    /// Says that something is not so of the value, and what the value is.
    fn not_so(&self, code: &'static Code, what: &str) -> Diagnostic {
        let described = describe(self.lexicon, self.value.answer);
        let message = format!("`{}` {what}: it is {described}", self.value.shown);
        Diagnostic::at(code, self.place, message)
    }

    fn not_yes_no(&self) -> Diagnostic {
        let shown = &self.value.shown;
        let example = match (&self.value.answer.kind, self.value.answer.choices().first()) {
            (TypeKind::SetOf(_), Some(first)) => format!("{shown} has any of ({})", first.key),
            (_, Some(first)) => format!("{shown} is {}", first.key),
            (TypeKind::Number(_), None) => format!("{shown} >= 1"),
            (TypeKind::Text | TypeKind::Version | TypeKind::Sha256, None) => {
                format!("{shown} is given")
            }
            (_, None) => format!("{shown} is not none"),
        };
        self.not_so(
            &NOT_YES_NO,
            "is written without a test and is not yes or no",
        )
        .help(format!("write a test, such as `{example}`"))
    }

    fn wrong_value(&self, place: Place, word: &str, misfit: &Misfit) -> Diagnostic {
        let shown = &self.value.shown;
        let help = match word {
            "none" => Some(format!("`none` is tested alone: `{shown} is none`")),
            "unknown" => {
                Some("a condition asks what the answer is, not whether it is known".to_owned())
            }
            _ => meant_value(self.value.answer, word, misfit),
        };
        let report = wrong_value(place, shown, word, &misfit.expected);
        undeclared_value(report, shown, word).maybe_help(help)
    }

    fn is_of_set(&self, drafts: &[Spanned<ValueDraft>]) -> Diagnostic {
        let shown = &self.value.shown;
        let values = values_text(self.item, drafts);
        let message = format!("`{shown}` can hold several values, and `is` compares only one");
        Diagnostic::at(&IS_OF_SET, self.place, message)
            .help(format!("write `{shown} has any of ({values})`"))
    }

    fn has_without_set(&self, drafts: &[Spanned<ValueDraft>]) -> Diagnostic {
        let shown = &self.value.shown;
        let values = values_text(self.item, drafts);
        let help = match drafts {
            [_] => format!("write `{shown} is {values}`"),
            _ => format!("write `{shown} is one of ({values})`"),
        };
        self.not_so(&HAS_WITHOUT_SET, "holds only one value")
            .help(help)
    }

    fn never_none(&self) -> Diagnostic {
        self.not_so(&NEVER_NONE, "is never none")
            .help("add `or none` to its type if some products have none, or remove the test")
    }

    fn given_without_text(&self) -> Diagnostic {
        let shown = &self.value.shown;
        let diagnostic = self.not_so(&GIVEN_WITHOUT_TEXT, "is not a text");
        if self.value.answer.or_none || self.value.answer.is_set() {
            return diagnostic.help(format!("write `{shown} is not none`"));
        }
        diagnostic.help("`is given` asks whether a text was written")
    }

    fn no_order(&self) -> Diagnostic {
        self.not_so(&NO_ORDER, "has no order")
            .help("numbers and dates are compared with `<`, `<=`, `>` and `>=`")
    }

    fn entry_named(&self, place: Place, word: &str, target: InventoryId) -> Diagnostic {
        let target = self.lexicon.inventory_key(target);
        let shown = &self.value.shown;
        let message = format!(
            "`{word}` would be an entry of `{target}`, but a condition cannot name an entry of a product"
        );
        Diagnostic::at(&ENTRY_NAMED, place, message).help(format!(
            "compare with the entry of an outer quantifier, `this {target}`, or ask for an attribute: `{shown}.…`"
        ))
    }
}

fn no_such_entry(place: Place, name: &str) -> Diagnostic {
    let message = format!("no outer quantifier goes over `{name}`");
    Diagnostic::at(&NO_SUCH_ENTRY, place, message).help(format!(
            "`this {name}` is the entry of an outer quantifier: `every {name} satisfies some … where … is this {name}`"
        ))
}

fn values_text(item: &Placed, drafts: &[Spanned<ValueDraft>]) -> String {
    let values: Vec<String> = drafts
        .iter()
        .map(|draft| {
            let said = said(item, &draft.value);
            match draft.value {
                ValueDraft::Word(_) => said.to_string(),
                ValueDraft::Text(_) => format!("\"{said}\""),
                ValueDraft::This(_) => format!("this {said}"),
            }
        })
        .collect();
    values.join(", ")
}
