//! `praman prove`: proves what holds for every product, or shows one for which it does not.

mod subject;

use clap::Subcommand;

use super::codes;
use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Exit, Terminal};
use crate::diag::Diagnostics;
use crate::logic::{Evaluator, Truth};
use crate::model::{Condition, Scheme, Set, Situation};
use crate::product::{read_product, write_product};
use crate::proof::{Outcome, Prover, Wish};
use crate::source::{Place, Sources};
use crate::syntax::parse_file;

use subject::{Subject, Unfit, find_subject};

/// Prove what holds for every product, or show a product for which it does not
///
/// Asks about products of every size that break no constraint of the scheme. CONDITION is a control (it applies), a derived
/// name (it holds), a subset (an entry belongs to it) or a condition as the scheme writes it, such as 'some chip where role is
/// soc'. Ends with 0 if it is proved; with 1 and a product file to the contrary if it is not so; and with 1 if it could not be
/// decided.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    claim: Claim,
}

#[derive(Debug, Subcommand)]
enum Claim {
    /// No product meets a condition
    Never(One),
    /// Every product meets a condition
    Always(One),
    /// Every product that meets the first condition meets the second
    Implies(Two),
    /// Every product meets both conditions or neither
    Equivalent(Two),
    /// No product meets both conditions
    Disjoint(Two),
}

#[derive(Debug, clap::Args)]
struct One {
    /// Name a control, a derived name or a subset, or write a condition
    #[arg(value_name = "CONDITION")]
    condition: String,
    #[command(flatten)]
    scheme: SchemeArguments,
}

#[derive(Debug, clap::Args)]
struct Two {
    /// Name a control, a derived name or a subset, or write a condition
    #[arg(value_name = "CONDITION")]
    condition: String,
    /// The same, for the second condition
    #[arg(value_name = "OTHER")]
    other: String,
    #[command(flatten)]
    scheme: SchemeArguments,
}

impl Claim {
    fn scheme(&self) -> &SchemeArguments {
        match self {
            Self::Never(one) | Self::Always(one) => &one.scheme,
            Self::Implies(two) | Self::Equivalent(two) | Self::Disjoint(two) => &two.scheme,
        }
    }

    fn conditions(&self) -> Vec<&str> {
        match self {
            Self::Never(one) | Self::Always(one) => vec![&one.condition],
            Self::Implies(two) | Self::Equivalent(two) | Self::Disjoint(two) => {
                vec![&two.condition, &two.other]
            }
        }
    }
}

/// What is said of a claim.
enum Proved {
    /// It holds for every product.
    Yes,
    /// It does not hold for this product.
    No(Situation),
    /// Neither was found.
    Undecided,
}

pub(super) fn prove(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let mut exit = Exit::Fine;
    let result = prove_claim(&mut session, &arguments.claim).map(|(text, proved)| {
        if !matches!(proved, Proved::Yes) {
            exit = Exit::Errors;
        }
        text
    });
    session.finish(result, terminal).unless_failed(exit)
}

fn prove_claim(session: &mut Session, claim: &Claim) -> Result<(String, Proved), Stop> {
    let files = session.read_scheme(claim.scheme())?;
    let edition = claim.scheme().edition.as_deref();
    let scheme = session.resolve(&files, edition, None)?;
    let mut subjects = Vec::new();
    for name in claim.conditions() {
        match find_subject(&scheme, name) {
            Ok(subject) => subjects.push(subject),
            Err(Unfit::WithoutCondition) => return session.fail(codes::without_condition(name)),
            // No condition is one word with a dot or a colon in it.
            Err(Unfit::Unknown) if names_control(name) => {
                return session.fail(codes::unknown_control(&scheme, name));
            }
            Err(Unfit::Unknown) => {
                let text = format!("derive asked_condition \"what is asked\" = {name}\n");
                let file = session.sources.add("the condition", text.as_str());
                let parsed = session.pass(parse_file(file, text.as_str()))?;
                let mut files = files.clone();
                files.push(parsed);
                let scheme = session.resolve(&files, edition, None)?;
                let found = find_subject(&scheme, "asked_condition");
                let Ok(subject) = found else {
                    return session.fail(codes::without_condition(name));
                };
                let name = format!("“{name}”");
                subjects.push(Subject { name, ..subject });
            }
        }
    }
    Ok(decide(&scheme, claim, &subjects))
}

fn names_control(name: &str) -> bool {
    name.contains(['.', ':']) && !name.contains(char::is_whitespace)
}

fn decide(scheme: &Scheme, claim: &Claim, subjects: &[Subject]) -> (String, Proved) {
    let place = scheme.edition.place;
    let each = common_set(subjects);
    let at = |index: usize, holds: bool| part(subjects.get(index), each, holds, place);
    let both = |first: Condition, second: Condition| together(each, vec![first, second], place);
    let contrary: Vec<Condition> = match claim {
        Claim::Never(_) => vec![together(each, vec![at(0, true)], place)],
        Claim::Always(_) => vec![together(each, vec![at(0, false)], place)],
        Claim::Implies(_) => vec![both(at(0, true), at(1, false))],
        Claim::Equivalent(_) => {
            vec![
                both(at(0, true), at(1, false)),
                both(at(0, false), at(1, true)),
            ]
        }
        Claim::Disjoint(_) => vec![both(at(0, true), at(1, true))],
    };
    let nothing_known = Situation::default();
    let mut prover = Prover::new(scheme, &nothing_known, &contrary);
    let mut verdict = Proved::Yes;
    for condition in &contrary {
        let wishes = [Wish::that(condition, true)];
        match prover.ask(&wishes) {
            Outcome::Impossible => {}
            Outcome::Undecided => verdict = Proved::Undecided,
            Outcome::Possible(product) => {
                let least = prover.minimise(&product, &wishes);
                verdict = shown(scheme, &least, condition);
                break;
            }
        }
    }
    (words(scheme, claim, subjects, &verdict), verdict)
}

/// Returns the set whose entries all conditions are about, if they are about entries of one.
fn common_set(subjects: &[Subject]) -> Option<Set> {
    let mut sets = subjects.iter().map(|subject| subject.each);
    let first = sets.next().flatten()?;
    sets.all(|set| set == Some(first)).then_some(first)
}

/// Returns the condition of a subject, or its opposite, as it is asked of a product or, with `each`, of an entry.
fn part(subject: Option<&Subject>, each: Option<Set>, holds: bool, place: Place) -> Condition {
    let Some(subject) = subject else {
        return Condition::Broken;
    };
    let condition = match (subject.each, each) {
        (Some(set), None) => Condition::some(set, Some(subject.condition.clone()), place),
        (Some(_) | None, _) => subject.condition.clone(),
    };
    if holds {
        condition
    } else {
        Condition::Not(Box::new(condition))
    }
}

fn together(each: Option<Set>, parts: Vec<Condition>, place: Place) -> Condition {
    let all = Condition::All(parts);
    match each {
        Some(set) => Condition::some(set, Some(all), place),
        None => all,
    }
}

/// Shows a product to the contrary after it was read again from the file that is shown, and judged once more.
fn shown(scheme: &Scheme, product: &Situation, condition: &Condition) -> Proved {
    let text = write_product(scheme, product);
    let mut told = Diagnostics::new();
    let mut sources = Sources::default();
    let file = sources.add("product.yaml", text.as_str());
    let read = told.take(read_product(scheme, file, &text));
    let evaluator = Evaluator::new(scheme, &read.target.lead);
    let is_so = evaluator.decide(condition) == Truth::Yes;
    if is_so && !told.has_errors() {
        Proved::No(product.clone())
    } else {
        Proved::Undecided
    }
}

fn words(scheme: &Scheme, claim: &Claim, subjects: &[Subject], proved: &Proved) -> String {
    let name = |index: usize| {
        subjects
            .get(index)
            .map_or("", |subject| subject.name.as_str())
    };
    let (first, second) = (name(0), name(1));
    let thing = common_set(subjects).map_or("product".to_owned(), |set| {
        format!("entry of `{}`", scheme.set_key(set))
    });
    let (so, not_so) = match claim {
        Claim::Never(_) => (
            format!("no {thing} meets {first}"),
            format!("this product meets {first}"),
        ),
        Claim::Always(_) => (
            format!("every {thing} meets {first}"),
            format!("this product does not meet {first}"),
        ),
        Claim::Implies(_) => (
            format!("every {thing} that meets {first} meets {second}"),
            format!("this product meets {first}, and not {second}"),
        ),
        Claim::Equivalent(_) => (
            format!("every {thing} meets both {first} and {second}, or neither"),
            format!("this product meets one of {first} and {second}, and not the other"),
        ),
        Claim::Disjoint(_) => (
            format!("no {thing} meets both {first} and {second}"),
            format!("this product meets both {first} and {second}"),
        ),
    };
    match proved {
        Proved::Yes => format!("proved: {so}\n"),
        Proved::Undecided => format!(
            "undecided: neither a proof that {so} nor a product to the contrary was found\n"
        ),
        Proved::No(product) => format!("# Not so: {not_so}.\n{}", write_product(scheme, product)),
    }
}
