//! The text of `praman why` for a derived name or a constraint.

use super::answer::Explanation;
use crate::cli::terminal::{Look, Paint};
use crate::logic::Truth;
use crate::model::{Condition, Mention, Scheme, visit_condition};
use crate::plan::Status;
use crate::proof::{Exact, Laws};
use crate::source::{Place, Text};
use crate::view::Basis;

/// A condition of the scheme that is asked for: a derived name or a constraint.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked<'a> {
    /// The name by which it is asked for.
    name: &'a str,
    title: Text,
    condition: &'a Condition,
    place: Place,
}

/// Finds a derived name by its name or number, or a constraint by its number.
pub(super) fn find_condition<'a>(scheme: &'a Scheme, name: &'a str) -> Option<Asked<'a>> {
    let by_name = scheme.derives.lookup(name).map(|(_, derive)| derive);
    let derive = by_name.or_else(|| {
        let mut derives = scheme.derives.iter().map(|(_, derive)| derive);
        derives.find(|derive| derive.number.given() == Some(name))
    });
    if let Some(derive) = derive {
        return Some(Asked {
            name,
            title: derive.heading(),
            condition: &derive.meaning,
            place: derive.place,
        });
    }
    let mut constraints = scheme.constraints.iter().map(|(_, row)| row);
    let constraint = constraints.find(|row| row.number.given() == Some(name))?;
    Some(Asked {
        name,
        title: constraint.heading(),
        condition: &constraint.condition,
        place: constraint.place,
    })
}

/// Explains for each product of the series whether a condition holds: the reason, the definition, the answers and their
/// lines in the product file.
pub(super) fn explain_condition<'a>(basis: &Basis<'a>, asked: &Asked<'a>, look: Look) -> String {
    let mut text = Explanation::of(basis);
    let target = &basis.product.target;
    let laws = Laws::of(basis.scheme);
    let lead = Exact::new(&laws, &target.lead).evaluate(asked.condition);
    let heading = format!("{} {}", asked.name, verb(lead.truth));
    text.push(&look.paint(Paint::Strong, &heading));
    text.line(&format!(": {}", lead.reason.sentence), None);
    text.line(&format!("  title: {}", asked.title), None);
    text.definition("  as written", asked.place);
    let mut mentions = Vec::new();
    visit_condition(asked.condition, &mut |mention: Mention| {
        mentions.push(mention);
    });
    text.definitions(mentions);
    text.settlers(status(lead.truth), &lead.reason, "  ");
    for variant in &target.variants {
        let judge = Exact::new(&laws, &variant.situation);
        let finding = judge.evaluate(asked.condition);
        if finding.truth != lead.truth {
            let (key, verb) = (&variant.key, verb(finding.truth));
            let sentence = &finding.reason.sentence;
            text.line(&format!("  for {key} it {verb}: {sentence}"), None);
            text.settlers(status(finding.truth), &finding.reason, "    ");
        }
    }
    text.finish()
}

fn verb(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "holds",
        Truth::No => "does not hold",
        Truth::Open => "is open",
    }
}

/// Returns the status of a control whose condition has this truth; only an open one asks for more.
fn status(truth: Truth) -> Status {
    match truth {
        Truth::Open => Status::Open,
        Truth::Yes | Truth::No => Status::Applies,
    }
}
