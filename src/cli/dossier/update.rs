//! `praman update`: takes the answers of a dossier along when the product, the level or the edition changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::at_desk::{Instead, at_desk_with};
use super::change::Author;
use super::codes;
use super::desk::{Desk, applicant};
use super::log::held_words;
use super::pinned::{scheme_before, scheme_files};
use super::replace::Replacement;
use crate::answers::{AnswerKey, AnswerSet, Cause, Held};
use crate::cli::report::counted;
use crate::cli::session::{OverlayArguments, SchemeArguments, Session, Stop};
use crate::cli::terminal::{Answer, Lines, Terminal};
use crate::diag::Diagnostics;
use crate::model::Slot;
use crate::project::shown;
use crate::source::Text;
use crate::view::{Carried, Outcomes, Standing, Standings, Updated, update_answers};

/// Adapt the answers of a dossier to a changed product, level or edition
///
/// If what an answer is about has another key now, the answer moves there: `was` in the product file and in the scheme,
/// and the maps of its catalogs, say so. An answer that nothing asks for any more is kept, and counts again when it is
/// asked for. An answer to a question that means something else now is to review.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct UpdateArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Take the product from this file; by default, from product.yaml in the folder
    #[arg(long, value_name = "FILE")]
    product: Option<PathBuf>,
    /// Certify under this edition
    #[arg(long, value_name = "EDITION")]
    edition: Option<String>,
    /// Take the edition from the scheme in this folder; by default, from the one that ships with praman
    #[arg(long, value_name = "DIR")]
    scheme: Option<PathBuf>,
    /// Certify at this level
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Name the person who makes the change, by the key under `people` in dossier.yaml
    #[arg(
        long = "as",
        value_name = "PERSON",
        required_unless_present = "dry_run"
    )]
    person: Option<String>,
}

pub(in crate::cli) fn update(arguments: &UpdateArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = run(&mut session, arguments);
    session.finish(result, terminal)
}

fn run(session: &mut Session, arguments: &UpdateArguments) -> Result<String, Stop> {
    let instead = Instead {
        product: arguments.product.clone(),
        level: arguments.level.clone(),
        scheme: SchemeArguments {
            scheme: arguments.scheme.clone(),
            overlay: OverlayArguments::default(),
            edition: arguments.edition.clone(),
        },
        unpinned: replaces_scheme(arguments),
    };
    let before = replaces_scheme(arguments).then(|| scheme_before(&arguments.folder));
    let before = before.flatten();
    at_desk_with(session, &arguments.folder, &instead, |desk, diagnostics| {
        check_holder(desk, arguments, diagnostics)?;
        let given = (desk.answers, desk.earlier);
        let updated = update_answers(desk.basis, desk.table, given, before.as_ref());
        let moves = Moves::of(desk, &updated);
        let summary = summarise(desk, &moves, arguments.dry_run);
        if let (false, Some(person)) = (arguments.dry_run, &arguments.person) {
            let mut author = Author::find(desk, person, diagnostics)?;
            take_along(desk, &mut author, &moves);
            let replacement = replacement(desk, arguments, diagnostics)?;
            replacement.make(desk, &mut author, Cause::Update);
            author.write(diagnostics)?;
        }
        Ok(summary)
    })
}

/// Reports a product file for a folder that gets it from the party that applies.
fn check_holder(
    desk: &Desk<'_>,
    arguments: &UpdateArguments,
    diagnostics: &mut Diagnostics,
) -> Result<(), Stop> {
    let holder = &desk.dossier.head.holder;
    let applicant = applicant(desk.basis.scheme);
    let other_applicant = applicant.filter(|applicant| **applicant != **holder);
    if let (Some(_), Some(applicant)) = (&arguments.product, other_applicant) {
        diagnostics.push(codes::other_product(holder, &applicant));
        return Err(Stop);
    }
    Ok(())
}

/// Says whether the pinned scheme is replaced.
fn replaces_scheme(arguments: &UpdateArguments) -> bool {
    arguments.edition.is_some() || arguments.scheme.is_some()
}

/// What an update moves in this folder. A party of which packages came has a folder of its own, and takes its answers along there:
/// what was moved in two folders, and changed in one of them meanwhile, would be a conflict that only the other could settle.
struct Moves<'u> {
    changes: Vec<(AnswerKey, Option<Held>)>,
    /// What moves here.
    carried: Vec<&'u Carried>,
    /// What another party moves, by its key.
    elsewhere: BTreeMap<Text, usize>,
    /// All answers as they are afterwards.
    after: AnswerSet,
}

impl<'u> Moves<'u> {
    fn of(desk: &Desk<'_>, updated: &'u Updated) -> Self {
        let journal = &desk.dossier.journal;
        let senders: BTreeSet<&str> = journal.received().map(|one| one.from.as_str()).collect();
        let sender_of = |slot: &Slot| desk.owner(slot).filter(|owner| senders.contains(&**owner));
        let changes = updated.changes(desk.answers).into_iter();
        let changes: Vec<_> = changes
            .filter(|(key, _)| sender_of(&key.slot).is_none())
            .collect();
        let mut after = desk.answers.clone();
        for (key, held) in &changes {
            after.set(key.clone(), held.clone());
        }
        let mut elsewhere: BTreeMap<Text, usize> = BTreeMap::new();
        let mut carried = Vec::new();
        for carried_answer in updated.carried.iter().filter(|one| !one.to.is_empty()) {
            match sender_of(&carried_answer.from.slot) {
                Some(owner) => *elsewhere.entry(owner).or_default() += 1,
                None => carried.push(carried_answer),
            }
        }
        Self {
            changes,
            carried,
            elsewhere,
            after,
        }
    }
}

/// Moves answers to where they are asked for now, and into the folder of the party that answers.
fn take_along(desk: &Desk<'_>, author: &mut Author<'_>, moves: &Moves<'_>) {
    for (key, after) in &moves.changes {
        author.set(key, after.clone(), Cause::Update, None);
    }
    for (key, held) in moves.after.iter() {
        let (home, party) = (desk.dossier.party(key), desk.party_of(&key.slot));
        let is_elsewhere = home.zip(party).is_some_and(|(home, party)| *home != party);
        if is_elsewhere && desk.asked(key).is_some() {
            author.set(key, Some(held.clone()), Cause::Update, None);
        }
    }
}

/// Moves the answers that the party of the folder gives, or anybody; returns how many.
pub(super) fn take_own_along(desk: &Desk<'_>, author: &mut Author<'_>) -> usize {
    let given = (desk.answers, desk.earlier);
    let updated = update_answers(desk.basis, desk.table, given, None);
    let is_ours = |slot: &Slot| {
        let owner = desk.owner(slot);
        owner.is_none_or(|owner| *owner == *desk.dossier.head.holder)
    };
    for (key, after) in updated.changes(desk.answers) {
        if is_ours(&key.slot) {
            author.set(&key, after, Cause::Update, None);
        }
    }
    let carried = updated.carried.iter();
    let moved = carried.filter(|one| !one.to.is_empty() && is_ours(&one.from.slot));
    moved.count()
}

/// Returns what takes the place of product, scheme, edition and level.
fn replacement(
    desk: &Desk<'_>,
    arguments: &UpdateArguments,
    diagnostics: &mut Diagnostics,
) -> Result<Replacement, Stop> {
    let product = arguments.product.as_ref();
    let product = product.map(|path| {
        std::fs::read(path).map_err(|error| {
            diagnostics.push(codes::unreadable(&shown(path), &error));
            Stop
        })
    });
    let scheme = replaces_scheme(arguments).then(|| {
        let files = scheme_files(&SchemeArguments {
            scheme: arguments.scheme.clone(),
            ..SchemeArguments::default()
        });
        let files = files.into_iter();
        files
            .filter_map(|(path, bytes)| Some((path, bytes?)))
            .collect()
    });
    let level = desk.basis.plan.level;
    let level = level.map(|level| desk.basis.scheme.level_key(level).to_owned());
    Ok(Replacement {
        product: product.transpose()?,
        scheme,
        edition: desk.basis.scheme.edition.name(),
        level: level.unwrap_or_default(),
    })
}

/// Says what an update moves, what is to review afterwards, and what nothing asks for any more.
fn summarise(desk: &Desk<'_>, moves: &Moves<'_>, dry: bool) -> String {
    let mut lines = Lines::default();
    let would = if dry { "would be " } else { "" };
    for carried_answer in &moves.carried {
        let to: Vec<String> = carried_answer.to.iter().map(AnswerKey::text).collect();
        lines.add(format_args!(
            "  {} → {}",
            carried_answer.from.text(),
            to.join(", ")
        ));
    }
    let outcomes = Outcomes::of(desk.basis, desk.table, &moves.after);
    let standings = Standings::of(desk.table, &moves.after, desk.earlier, &outcomes);
    let review = add_review(&mut lines, desk, &standings);
    let left: Vec<_> = standings.orphans().collect();
    for (key, held) in &left {
        lines.add(format_args!(
            "  asked by nothing any more: {}: {}",
            key.text(),
            held_words(held)
        ));
    }
    for (party, count) in &moves.elsewhere {
        lines.add(format_args!(
            "  `{party}` moves {} in its own folder; import its next package",
            counted(*count, "answer")
        ));
    }
    lines.add(format_args!(
        "{} {would}moved, {review} to review, {} kept that nothing asks for any more",
        counted(moves.carried.len(), "answer"),
        left.len()
    ));
    lines.into_text()
}

/// Lists what is to review, with what changed; returns how many answers that are.
fn add_review(lines: &mut Lines, desk: &Desk<'_>, standings: &Standings<'_>) -> usize {
    let mut count = 0;
    for (key, asked) in desk.table.iter() {
        if let Standing::ToReview(changes) = standings.standing(key, asked) {
            count += 1;
            lines.add(format_args!("  to review: {}", key.text()));
            for change in changes {
                lines.add(format_args!("    {change}"));
            }
        }
    }
    count
}
