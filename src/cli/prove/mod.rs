//! `praman prove`: proves what holds for every product, or shows one for which it does not.

mod matters;
mod subject;
mod written;

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::codes;
use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Exit, Terminal};
use crate::diag::Diagnostics;
use crate::logic::{Evaluator, Truth};
use crate::model::{Condition, Scheme, Set, Situation};
use crate::product::{read_product, write_product};
use crate::project::shown;
use crate::proof::{Counterexample, Outcome, Proof, ProofFile, Prover, Wish};
use crate::source::{Place, Sources};
use crate::syntax::parse_file;

use subject::{Subject, Unfit, find_subject};
use written::write_proof;

/// Prove what holds for every product, or show a product for which it does not
///
/// Asks about products of every size that break no constraint of the scheme. CONDITION is a control (it applies), a derived
/// name (it holds), a subset (an entry belongs to it) or a condition as the scheme writes it, such as 'some chip where role is
/// soc'. Ends with 0 if it is proved; with 1 and a product file to the contrary if it is not so; and with 1 if it could not be
/// decided.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, Subcommand)]
enum Question {
    #[command(flatten)]
    Claim(Claim),
    /// Some answer in the documents depends on a fact or an attribute
    ///
    /// Shows two products that differ in it alone, and what differs in their documents. Ends with 1 if it is proved that nothing
    /// ever does.
    Matters(Asked),
}

#[derive(Debug, clap::Args)]
struct Asked {
    /// Name a fact, or an attribute with its inventory, such as `chip.role`
    #[arg(value_name = "FACT")]
    datum: String,
    #[command(flatten)]
    scheme: SchemeArguments,
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

/// The options of every claim.
#[derive(Debug, clap::Args)]
struct About {
    /// Write a proof file, for a checker that knows nothing of praman: the proof, or a whole product to the contrary
    #[arg(long, value_name = "FILE")]
    proof: Option<PathBuf>,
    #[command(flatten)]
    scheme: SchemeArguments,
}

#[derive(Debug, clap::Args)]
struct One {
    /// Name a control, a derived name or a subset, or write a condition
    #[arg(value_name = "CONDITION")]
    condition: String,
    #[command(flatten)]
    about: About,
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
    about: About,
}

impl Claim {
    fn about(&self) -> &About {
        match self {
            Self::Never(one) | Self::Always(one) => &one.about,
            Self::Implies(two) | Self::Equivalent(two) | Self::Disjoint(two) => &two.about,
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
    Yes {
        /// For each way in which it would not hold, the proof that there is none; `None` if one of them could not be written.
        proofs: Option<Vec<Proof>>,
    },
    /// It does not hold for a product.
    No {
        /// What matters of the product.
        least: Situation,
        /// The whole product, for a proof file.
        whole: Option<Counterexample>,
    },
    /// Neither was found.
    Undecided,
}

pub(super) fn prove(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let answered = match &arguments.question {
        Question::Claim(claim) => prove_claim(&mut session, claim),
        Question::Matters(asked) => prove_matters(&mut session, asked),
    };
    let mut exit = Exit::Fine;
    let result = answered.map(|(text, is_proved)| {
        exit = is_proved;
        text
    });
    session.finish(result, terminal).unless_failed(exit)
}

fn prove_matters(session: &mut Session, asked: &Asked) -> Result<(String, Exit), Stop> {
    let files = session.read_scheme(&asked.scheme)?;
    let scheme = session.resolve(&files, asked.scheme.edition.as_deref(), None)?;
    let name = &asked.datum;
    match matters::find_datum(&scheme, name) {
        Some(datum) => Ok(matters::decide_matter(&scheme, name, datum)),
        None => session.fail(codes::unknown_question(name, &matters::names(&scheme))),
    }
}

fn prove_claim(session: &mut Session, claim: &Claim) -> Result<(String, Exit), Stop> {
    let about = claim.about();
    let files = session.read_scheme(&about.scheme)?;
    let edition = about.scheme.edition.as_deref();
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
    let proved = decide(&scheme, claim, &subjects);
    let mut text = words(&scheme, claim, &subjects, &proved);
    if let Some(path) = &about.proof {
        let said = claim_words(&scheme, claim, &subjects).0;
        text.push_str(&write_file(session, path, (&scheme, said), &proved)?);
    }
    let exit = match proved {
        Proved::Yes { .. } => Exit::Fine,
        Proved::No { .. } | Proved::Undecided => Exit::Errors,
    };
    Ok((text, exit))
}

/// Writes the proof file of a claim, and returns what is said of it.
fn write_file(
    session: &mut Session,
    path: &Path,
    (scheme, claim): (&Scheme, String),
    proved: &Proved,
) -> Result<String, Stop> {
    let edition = scheme.edition.name();
    let file = match proved {
        Proved::Yes { proofs } => proofs
            .clone()
            .map(|proofs| ProofFile::of_proofs(edition, claim, proofs)),
        Proved::No { whole, .. } => whole
            .clone()
            .map(|product| ProofFile::of_counterexample(edition, claim, product)),
        Proved::Undecided => None,
    };
    let path_words = shown(path);
    let Some(file) = file else {
        return Ok(format!("# No proof file was written to `{path_words}`.\n"));
    };
    write_proof(session, path, &file)?;
    Ok(format!("# The proof file is `{path_words}`.\n"))
}

fn names_control(name: &str) -> bool {
    name.contains(['.', ':']) && !name.contains(char::is_whitespace)
}

fn decide(scheme: &Scheme, claim: &Claim, subjects: &[Subject]) -> Proved {
    let contrary = contrary(scheme, claim, subjects);
    let nothing_known = Situation::default();
    let mut prover = Prover::new(scheme, &nothing_known, &contrary);
    let is_written = claim.about().proof.is_some();
    let mut proofs = Some(Vec::new());
    let mut is_decided = true;
    for condition in &contrary {
        let wishes = [Wish::that(condition, true)];
        match prover.ask(&wishes) {
            Outcome::Impossible if is_written => {
                let proof = prover.certify(&wishes);
                proofs = proofs.zip(proof).map(|(mut proofs, proof)| {
                    proofs.push(proof);
                    proofs
                });
            }
            Outcome::Impossible => {}
            Outcome::Undecided => is_decided = false,
            Outcome::Possible(product) => {
                let least = prover.minimise(&product, &wishes);
                if !is_shown(scheme, &least, condition) {
                    return Proved::Undecided;
                }
                let whole = is_written.then(|| prover.exhibit(&product, &wishes));
                return Proved::No {
                    least,
                    whole: whole.flatten(),
                };
            }
        }
    }
    if is_decided {
        Proved::Yes { proofs }
    } else {
        Proved::Undecided
    }
}

/// Returns the conditions of which a product that met one would contradict a claim.
fn contrary(scheme: &Scheme, claim: &Claim, subjects: &[Subject]) -> Vec<Condition> {
    let place = scheme.edition.place;
    let each = common_set(subjects);
    let at = |index: usize, holds: bool| part(subjects.get(index), each, holds, place);
    let both = |first: Condition, second: Condition| together(each, vec![first, second], place);
    match claim {
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
    }
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

/// Says whether a product is to the contrary after it was read again from the file that is shown, and judged once more.
fn is_shown(scheme: &Scheme, product: &Situation, condition: &Condition) -> bool {
    let text = write_product(scheme, product);
    let mut told = Diagnostics::new();
    let mut sources = Sources::default();
    let file = sources.add("product.yaml", text.as_str());
    let read = told.take(read_product(scheme, file, &text));
    let evaluator = Evaluator::new(scheme, &read.target.lead);
    evaluator.decide(condition) == Truth::Yes && !told.has_errors()
}

fn words(scheme: &Scheme, claim: &Claim, subjects: &[Subject], proved: &Proved) -> String {
    let (so, not_so) = claim_words(scheme, claim, subjects);
    match proved {
        Proved::Yes { .. } => format!("proved: {so}\n"),
        Proved::Undecided => format!(
            "undecided: neither a proof that {so} nor a product to the contrary was found\n"
        ),
        Proved::No { least, .. } => {
            format!("# Not so: {not_so}.\n{}", write_product(scheme, least))
        }
    }
}

/// Returns what a claim says, and what is said of a product to the contrary.
fn claim_words(scheme: &Scheme, claim: &Claim, subjects: &[Subject]) -> (String, String) {
    let name = |index: usize| {
        subjects
            .get(index)
            .map_or("", |subject| subject.name.as_str())
    };
    let (first, second) = (name(0), name(1));
    let thing = common_set(subjects).map_or("product".to_owned(), |set| {
        format!("entry of `{}`", scheme.set_key(set))
    });
    match claim {
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
    }
}
