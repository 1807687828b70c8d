//! The status of a dossier for programs.

use indexmap::IndexMap;
use serde::Serialize;

use super::counts::{Counts, Line, Report};
use super::evidence::EvidenceReport;
use crate::answers::{AnswerKey, Held, Query};
use crate::cli::dossier::desk::Desk;
use crate::cli::dossier::finding::FindingLine;
use crate::cli::papers::PaperLine;
use crate::model::Date;
use crate::source::Text;
use crate::view::{Shape, Standing};

/// The name and version of the form.
const SCHEMA: &str = "praman/status/1";

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct StatusView<'a> {
    schema: &'static str,
    dossier: String,
    product: String,
    edition: &'a str,
    level: &'a str,
    holder: &'a str,
    turn: Option<&'a Text>,
    complete: bool,
    parties: &'a IndexMap<Text, Counts>,
    documents: &'a IndexMap<Text, Counts>,
    requirements: &'a IndexMap<Text, IndexMap<Text, Counts>>,
    /// What is missing or needs attention.
    slots: Vec<SlotView<'a>>,
    /// Answers that nothing asks for any more.
    orphans: Vec<OrphanView<'a>>,
    /// What of the evidence is missing or wrong.
    evidence: &'a EvidenceReport,
    /// How far the papers have come that somebody has checked, approved or issued.
    papers: &'a [PaperLine],
    /// What parties ask one another.
    queries: Vec<QueryView<'a>>,
    /// Findings that are not closed.
    findings: Vec<FindingLine<'a>>,
    /// The slots of blanks that models share, and in which their answers differ.
    differing: Vec<Vec<String>>,
    edited_by_hand: usize,
    reworded: usize,
}

#[derive(Serialize)]
struct SlotView<'a> {
    slot: String,
    party: &'a Text,
    documents: &'a [Text],
    #[serde(flatten)]
    standing: &'a Standing,
    values: Vec<&'a str>,
    takes: Takes,
    /// The words to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<&'a str>,
}

/// What a slot takes.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Takes {
    /// A few words, or some lines.
    Text,
    /// A day or a month.
    Date,
    /// One of the choices.
    Choice,
}

#[derive(Serialize)]
struct QueryView<'a> {
    id: &'a str,
    about: &'a str,
    from: &'a str,
    to: &'a str,
    question: &'a str,
    due: Option<&'a str>,
    /// The reply; several where there is a conflict, none where it is missing.
    replies: Vec<&'a str>,
}

#[derive(Serialize)]
struct OrphanView<'a> {
    slot: String,
    values: Vec<&'a str>,
}

pub(super) fn render(
    desk: &Desk<'_>,
    report: &Report<'_>,
    evidence: &EvidenceReport,
    papers: &[PaperLine],
    today: Date,
) -> String {
    let head = &desk.dossier.head;
    let view = StatusView {
        schema: SCHEMA,
        dossier: head.id.to_string(),
        product: desk.basis.product_name(),
        edition: &head.edition,
        level: &head.level,
        holder: &head.holder,
        turn: report.turn(),
        complete: report.is_complete() && evidence.is_complete(),
        parties: &report.parties,
        documents: &report.documents,
        requirements: &report.requirements,
        slots: report
            .lines
            .iter()
            .map(|line| view_slot(desk, line))
            .collect(),
        orphans: report
            .orphans
            .iter()
            .map(|(key, held)| OrphanView {
                slot: key.text(),
                values: values(Some(held)),
            })
            .collect(),
        evidence,
        papers,
        queries: report.queries.iter().map(view_query).collect(),
        findings: report
            .findings
            .iter()
            .map(|(one, effect)| FindingLine::of(one, *effect, today))
            .collect(),
        differing: report
            .differing
            .iter()
            .map(|keys| keys.iter().map(AnswerKey::text).collect())
            .collect(),
        edited_by_hand: report.edited,
        reworded: report.reworded,
    };
    // Texts and numbers under texts: nothing in it can fail to be JSON.
    let text = serde_json::to_string_pretty(&view).unwrap_or_default();
    format!("{text}\n")
}

fn view_slot<'a>(desk: &'a Desk<'_>, line: &'a Line<'_>) -> SlotView<'a> {
    let shape = desk.asked(line.key).map(|asked| &asked.shape);
    let (takes, choices) = match shape {
        Some(Shape::Choice(options)) => (
            Takes::Choice,
            options.iter().map(|option| option.key.as_str()).collect(),
        ),
        Some(Shape::Date) => (Takes::Date, Vec::new()),
        Some(Shape::Text | Shape::Lines) | None => (Takes::Text, Vec::new()),
    };
    SlotView {
        slot: line.key.text(),
        party: &line.party,
        documents: line.documents,
        standing: &line.standing,
        values: values(line.held).into_iter().chain(line.given).collect(),
        takes,
        choices,
    }
}

fn view_query<'a>(query: &Query<'a>) -> QueryView<'a> {
    QueryView {
        id: query.id,
        about: query.about,
        from: query.from,
        to: query.to,
        question: query.question,
        due: query.due,
        replies: values(query.reply),
    }
}

fn values(held: Option<&Held>) -> Vec<&str> {
    let values = held.map(Held::values).unwrap_or_default();
    values.iter().map(|value| value.value.as_str()).collect()
}
