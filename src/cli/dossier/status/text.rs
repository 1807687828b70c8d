//! The status of a dossier for people.

use indexmap::IndexMap;

use super::counts::{Counts, Line, Report, turn};
use super::evidence::{EvidenceLine, EvidenceReport, EvidenceStanding};
use super::findings::{add_finding_counts, findings_words};
use crate::answers::{AnswerKey, Held, Query};
use crate::cli::dossier::desk::Desk;
use crate::cli::dossier::log::held_words;
use crate::cli::papers::PaperLine;
use crate::cli::report::counted;
use crate::cli::session::PRODUCT_FILE;
use crate::cli::table::render_table;
use crate::cli::terminal::{Lines, Look, Paint};
use crate::model::Date;
use crate::source::Text;
use crate::view::Standing;

/// How many slots of a list are shown where there are many.
const SHOWN: usize = 40;

/// What the text tells.
pub(super) struct Told<'a> {
    pub report: &'a Report<'a>,
    pub evidence: &'a EvidenceReport,
    pub papers: &'a [PaperLine],
    /// Whether each slot and each piece of evidence that is missing is listed too.
    pub lists_missing: bool,
    pub today: Date,
}

pub(super) fn render(desk: &Desk<'_>, told: &Told<'_>, look: Look) -> String {
    let Told {
        report,
        evidence,
        papers,
        lists_missing,
        today,
    } = *told;
    let head = &desk.dossier.head;
    let level = if head.level.is_empty() {
        String::new()
    } else {
        format!(" at {}", head.level)
    };
    let title = format!("{}: {}{level}", desk.basis.product_name(), head.edition);
    let mut lines = Lines::titled(&title, look);
    lines.add_words(&[("turn", whose_turn(report))]);
    add_counts(&mut lines, "party", &report.parties, look);
    add_counts(&mut lines, "document", &report.documents, look);
    add_requirements(&mut lines, report, look);
    add_finding_counts(&mut lines, report, look);
    add_evidence_counts(&mut lines, evidence, look);
    add_papers(&mut lines, papers, look);
    add_attention(&mut lines, report, look);
    add_queries(&mut lines, report, look);
    add_list(
        &mut lines,
        "Open findings",
        &findings_words(report, today),
        SHOWN,
        look,
    );
    if lists_missing {
        let slots = report
            .lines
            .iter()
            .filter(|line| line.standing == Standing::Missing);
        add_list(
            &mut lines,
            "Missing",
            &slots.map(slot_words).collect::<Vec<_>>(),
            usize::MAX,
            look,
        );
    }
    add_evidence(&mut lines, evidence, lists_missing, look);
    let differing = report
        .differing
        .iter()
        .map(|keys| differing_words(desk, keys));
    let title = "Shared by models whose answers differ: the worst counts";
    add_list(
        &mut lines,
        title,
        &differing.collect::<Vec<_>>(),
        SHOWN,
        look,
    );
    let orphans = report.orphans.iter();
    let orphans = orphans.map(|(key, held)| format!("{}: {}", key.text(), held_words(held)));
    add_list(
        &mut lines,
        "Asked by nothing any more",
        &orphans.collect::<Vec<_>>(),
        SHOWN,
        look,
    );
    if report.edited > 0 {
        lines.add("");
        lines.add(format_args!(
            "{} edited by hand: the next command that writes records it",
            counted(report.edited, "answer")
        ));
    }
    if report.reworded > 0 {
        lines.add("");
        lines.add(format_args!(
            "{} given to other words that mean the same",
            counted(report.reworded, "answer")
        ));
    }
    lines.into_text()
}

/// Says whose turn it is; of one party that is counted alone, whether it is its turn.
fn whose_turn(report: &Report<'_>) -> String {
    match (report.turn(), &report.only) {
        (Some(party), _) => party.to_string(),
        (None, Some(party)) => format!("not {party}: all that it fills in is answered"),
        (None, None) => "nobody: everything is answered".to_owned(),
    }
}

fn add_counts(lines: &mut Lines, of: &str, counts: &IndexMap<Text, Counts>, look: Look) {
    if counts.is_empty() {
        return;
    }
    let heading = [
        of,
        "answered",
        "missing",
        "to review",
        "in conflict",
        "undecided",
    ];
    let rows: Vec<Vec<String>> = counts
        .iter()
        .map(|(name, counts)| row(name, counts))
        .collect();
    lines.add("");
    lines.add_text(&render_table(&heading, &rows, look));
}

/// Adds how far the papers have come that somebody has checked, approved or issued.
fn add_papers(lines: &mut Lines, papers: &[PaperLine], look: Look) {
    if papers.is_empty() {
        return;
    }
    let rows = papers.iter().map(|paper| {
        vec![
            paper.paper.clone(),
            paper.state.word().to_owned(),
            paper.issue.to_string(),
            paper.number.clone().unwrap_or_default(),
            remark_on(paper),
        ]
    });
    let heading = ["paper", "state", "issue", "number", ""];
    lines.add("");
    lines.add_text(&render_table(&heading, &rows.collect::<Vec<_>>(), look));
}

fn remark_on(paper: &PaperLine) -> String {
    let mut parts = Vec::new();
    if paper.lapsed {
        let by = paper.checked_by.as_deref().unwrap_or_default();
        parts.push(format!("changed since {by} checked it"));
    }
    if !paper.superseded.is_empty() {
        let issues: Vec<String> = paper.superseded.iter().map(u32::to_string).collect();
        parts.push(format!("superseded: issue {}", issues.join(", ")));
    }
    parts.join("; ")
}

fn row(name: &str, counts: &Counts) -> Vec<String> {
    let numbers = [
        counts.answered,
        counts.missing,
        counts.to_review,
        counts.in_conflict,
        counts.undecided,
    ];
    let numbers = numbers.iter().map(ToString::to_string);
    std::iter::once(name.to_owned()).chain(numbers).collect()
}

fn add_requirements(lines: &mut Lines, report: &Report<'_>, look: Look) {
    if report.requirements.is_empty() {
        return;
    }
    let columns = [
        "requirement",
        "answered",
        "missing",
        "to review",
        "in conflict",
        "undecided",
        "turn",
    ];
    let mut rows = Vec::new();
    for (control, parties) in &report.requirements {
        let mut all = Counts::default();
        for counts in parties.values() {
            all.answered += counts.answered;
            all.missing += counts.missing;
            all.to_review += counts.to_review;
            all.in_conflict += counts.in_conflict;
            all.undecided += counts.undecided;
        }
        let mut cells = row(control, &all);
        let in_turn = report.parties.keys().filter_map(|party| {
            let counts = parties.get(party)?;
            Some((party.clone(), *counts))
        });
        let in_turn: IndexMap<Text, Counts> = in_turn.collect();
        cells.push(turn(&in_turn).map(ToString::to_string).unwrap_or_default());
        rows.push(cells);
    }
    lines.add("");
    lines.add_text(&render_table(&columns, &rows, look));
}

fn add_evidence_counts(lines: &mut Lines, evidence: &EvidenceReport, look: Look) {
    if evidence.parties.is_empty() {
        return;
    }
    let heading = [
        "evidence of",
        "registered",
        "missing",
        "wrong",
        "expired",
        "doubtful",
    ];
    let rows = evidence.parties.iter().map(|(party, counts)| {
        let numbers = [
            counts.registered,
            counts.missing,
            counts.wrong,
            counts.expired,
            counts.doubtful,
        ];
        let numbers = numbers.iter().map(ToString::to_string);
        std::iter::once(party.to_string()).chain(numbers).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    lines.add("");
    lines.add_text(&render_table(&heading, &rows, look));
}

/// Lists what is wrong with evidence, no longer valid or doubtful and, if it is asked for, what is missing.
fn add_evidence(lines: &mut Lines, evidence: &EvidenceReport, lists_missing: bool, look: Look) {
    let of = |standing: EvidenceStanding| {
        let of_standing = evidence.lines.iter();
        let of_standing = of_standing.filter(move |line| line.standing == standing);
        of_standing.map(evidence_words).collect::<Vec<String>>()
    };
    let lists = [
        ("Evidence that is wrong", EvidenceStanding::Wrong),
        ("No longer valid", EvidenceStanding::Expired),
        ("Evidence to look at", EvidenceStanding::Doubtful),
    ];
    for (title, standing) in lists {
        add_list(lines, title, &of(standing), SHOWN, look);
    }
    if lists_missing {
        let missing = of(EvidenceStanding::Missing);
        add_list(lines, "Missing evidence", &missing, usize::MAX, look);
    }
}

fn evidence_words(line: &EvidenceLine) -> String {
    let place = line.place.as_ref();
    let place = place.map_or_else(String::new, |place| format!("   {place}"));
    format!("{} ({}, {}){place}", line.message, line.party, line.code)
}

/// Lists what is to review, in conflict and undecided.
fn add_attention(lines: &mut Lines, report: &Report<'_>, look: Look) {
    let of = |wanted: fn(&Standing) -> bool| {
        let of_standing = report
            .lines
            .iter()
            .filter(move |line| wanted(&line.standing));
        of_standing.map(slot_words).collect::<Vec<String>>()
    };
    let review = of(|standing| matches!(standing, Standing::ToReview(_)));
    add_list(lines, "To review", &review, SHOWN, look);
    let conflict = of(|standing| *standing == Standing::Conflict);
    add_list(lines, "In conflict", &conflict, SHOWN, look);
    let undecided = of(|standing| matches!(standing, Standing::Undecided(_)));
    add_list(lines, "Undecided", &undecided, SHOWN, look);
}

/// Lists the queries that wait for a reply, and those that have one.
fn add_queries(lines: &mut Lines, report: &Report<'_>, look: Look) {
    let of = |is_open: bool| {
        let queries = report.queries.iter();
        let queries = queries.filter(|query| query.reply.is_none() == is_open);
        queries.map(query_words).collect::<Vec<String>>()
    };
    add_list(lines, "Queries without a reply", &of(true), SHOWN, look);
    add_list(lines, "Queries with a reply", &of(false), SHOWN, look);
}

fn query_words(query: &Query<'_>) -> String {
    let Query {
        id,
        from,
        to,
        about,
        question,
        due,
        reply,
        ..
    } = query;
    let due = due.map_or_else(String::new, |due| format!(", until {due}"));
    let reply = reply.map_or_else(String::new, |reply| match reply {
        Held::Value(_) => format!("\n    {to}: {}", held_words(reply)),
        Held::Conflict(_) => {
            let way = format!("\n    {to}, in conflict; settle it as `{id}`:");
            format!("{way}{}", numbered(Some(reply), None))
        }
    });
    let words: Vec<&str> = question.split_whitespace().collect();
    format!(
        "{id} {from} to {to}{due}, about {about}\n    {from}: {}{reply}",
        words.join(" ")
    )
}

fn differing_words(desk: &Desk<'_>, keys: &[AnswerKey]) -> String {
    let slot = keys.first().map(|key| key.slot.text()).unwrap_or_default();
    let values = keys.iter().filter_map(|key| {
        let held = desk.answers.get(key)?;
        let model = key.model.as_deref().unwrap_or_default();
        Some(format!("\n    {model}: {}", held_words(held)))
    });
    format!("{slot}{}", values.collect::<String>())
}

fn slot_words(line: &Line<'_>) -> String {
    let slot = format!("{} ({})", line.key.text(), line.party);
    match &line.standing {
        Standing::ToReview(changes) | Standing::Undecided(changes) if !changes.is_empty() => {
            format!("{slot}\n    {}", changes.join("\n    "))
        }
        Standing::Conflict => {
            let given = line.given.map(|given| (given, PRODUCT_FILE));
            format!("{slot}{}", numbered(line.held, given))
        }
        Standing::ToReview(_) | Standing::Undecided(_) | Standing::Missing | Standing::Answered => {
            slot
        }
    }
}

/// Lists values in conflict with their numbers, and after them what the product file gives.
fn numbered(held: Option<&Held>, given: Option<(&str, &str)>) -> String {
    let values = held.map(Held::values).unwrap_or_default();
    let values = values.iter().map(|value| {
        let by = if value.by.is_empty() {
            "by hand"
        } else {
            &value.by
        };
        (value.value.as_str(), by)
    });
    let values = values.chain(given).enumerate().map(|(place, (value, by))| {
        let words: Vec<&str> = value.split_whitespace().collect();
        format!("\n    {}: {} ({by})", place + 1, words.join(" "))
    });
    values.collect()
}

fn add_list(lines: &mut Lines, title: &str, list: &[String], most: usize, look: Look) {
    if list.is_empty() {
        return;
    }
    lines.add("");
    lines.add(look.paint(Paint::Strong, &format!("{title} ({})", list.len())));
    for entry in list.iter().take(most) {
        lines.add(format_args!("  {entry}"));
    }
    if list.len() > most {
        lines.add(format_args!(
            "  … and {} more; --format json lists all",
            list.len() - most
        ));
    }
}
