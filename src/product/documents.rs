//! Checks that a number, and a hash, stand for one document.

use rustc_hash::FxHashMap;

use super::codes;
use super::notes::Notes;
use super::types::{Covered, SubmittedEvidence, Text};
use crate::diag::Diagnostic;
use crate::model::EvidenceId;
use crate::source::{Place, Words};

/// Reports evidence that gives the number and the issue of another document, or its hash, and evidence that is listed twice.
///
/// One document may be evidence of several kinds. Where an issue or a language is not said, it may be any.
pub(super) fn check_documents(notes: &mut Notes, evidence: &[SubmittedEvidence]) {
    let mut numbers: FxHashMap<Words<'_>, Vec<&SubmittedEvidence>> = FxHashMap::default();
    let mut hashes: FxHashMap<&str, Vec<&SubmittedEvidence>> = FxHashMap::default();
    let mut lines: FxHashMap<Line<'_>, Vec<&SubmittedEvidence>> = FxHashMap::default();
    for own in evidence {
        if let Some(number) = &own.document {
            let known = numbers.entry(Words(&number.text)).or_default();
            let line = (
                Words(&number.text),
                words(own.issue.as_ref()),
                own.kind,
                &*own.covers,
            );
            let same = lines.entry(line).or_default();
            let report = report_number(number, own, known);
            if let Some(report) = report.or_else(|| report_line(number, own, same)) {
                notes.report(report);
            } else {
                same.push(own);
                keep(known, own);
            }
        }
        if let Some(hash) = &own.sha256 {
            let known = hashes.entry(&hash.text).or_default();
            match report_hash(hash, own, known) {
                Some(report) => notes.report(report),
                None => keep(known, own),
            }
        }
    }
}

/// What is listed: a number, an issue, the kind of evidence and what it covers.
type Line<'e> = (Words<'e>, Option<Words<'e>>, EvidenceId, &'e [Covered]);

/// Adds a piece of evidence to those of a number or a hash. One that says no more of the document than another goes.
fn keep<'e>(known: &mut Vec<&'e SubmittedEvidence>, own: &'e SubmittedEvidence) {
    if !known.iter().any(|first| says_no_more(own, first)) {
        known.retain(|first| !says_no_more(first, own));
        known.push(own);
    }
}

fn says_no_more(one: &SubmittedEvidence, other: &SubmittedEvidence) -> bool {
    let mut pairs = texts(one).into_iter().zip(texts(other));
    pairs.all(|(one, other)| one.is_none() || one == other)
        && (one.date.is_none() || one.date == other.date)
}

/// Returns what tells documents apart, beside their dates.
fn texts(own: &SubmittedEvidence) -> [Option<Words<'_>>; 5] {
    let texts = [
        &own.document,
        &own.issue,
        &own.language,
        &own.title,
        &own.sha256,
    ];
    texts.map(|text| words(text.as_ref()))
}

fn report_number(
    number: &Text,
    own: &SubmittedEvidence,
    known: &[&SubmittedEvidence],
) -> Option<Diagnostic> {
    let contradiction = |first: &&SubmittedEvidence| {
        let is_one = !differ(own.issue.as_ref(), first.issue.as_ref())
            && !differ(own.language.as_ref(), first.language.as_ref());
        let dates = own.date.zip(first.date);
        let details = [
            ("titles", differ(own.title.as_ref(), first.title.as_ref())),
            ("dates", dates.is_some_and(|(own, first)| own != first)),
            ("hashes", differ(own.sha256.as_ref(), first.sha256.as_ref())),
        ];
        let (what, _) = details
            .into_iter()
            .find(|(_, differs)| is_one && *differs)?;
        Some((place_of(first.document.as_ref(), first), what))
    };
    let (first, what) = known.iter().find_map(contradiction)?;
    let name = codes::document(&number.text, said(own.issue.as_ref()));
    Some(codes::number_twice(number.place, first, &name, what))
}

fn report_line(
    number: &Text,
    own: &SubmittedEvidence,
    same: &[&SubmittedEvidence],
) -> Option<Diagnostic> {
    let is_same = |first: &&&SubmittedEvidence| {
        !differ(own.language.as_ref(), first.language.as_ref())
            && !differ(own.pages.as_ref(), first.pages.as_ref())
    };
    let first = same.iter().find(is_same)?;
    let name = codes::document(&number.text, said(own.issue.as_ref()));
    let first = place_of(first.document.as_ref(), first);
    Some(codes::listed_twice(number.place, first, &name))
}

fn report_hash(
    hash: &Text,
    own: &SubmittedEvidence,
    known: &[&SubmittedEvidence],
) -> Option<Diagnostic> {
    let other = |first: &&SubmittedEvidence| {
        Some((
            place_of(first.sha256.as_ref(), first),
            other_document(first, own)?,
        ))
    };
    let (first, names) = known.iter().find_map(other)?;
    Some(codes::hash_twice(hash.place, first, &names))
}

fn place_of(text: Option<&Text>, own: &SubmittedEvidence) -> Place {
    text.map_or(own.place, |text| text.place)
}

/// Returns what tells two documents apart: their numbers and issues, or else their titles; `None` if they may be the same.
fn other_document(first: &SubmittedEvidence, own: &SubmittedEvidence) -> Option<[String; 2]> {
    let both = [first, own];
    if first.document.is_some() && own.document.is_some() {
        let is_other = differ(first.document.as_ref(), own.document.as_ref())
            || differ(first.issue.as_ref(), own.issue.as_ref());
        let name = |one: &SubmittedEvidence| {
            codes::document(
                said(one.document.as_ref()).unwrap_or_default(),
                said(one.issue.as_ref()),
            )
        };
        return is_other.then(|| both.map(name));
    }
    let title =
        |one: &SubmittedEvidence| codes::quoted(said(one.title.as_ref()).unwrap_or_default());
    differ(first.title.as_ref(), own.title.as_ref()).then(|| both.map(title))
}

fn said(text: Option<&Text>) -> Option<&str> {
    text.map(|text| text.text.as_str())
}

fn words(text: Option<&Text>) -> Option<Words<'_>> {
    said(text).map(Words)
}

/// Says whether both texts are given, and people read them as different.
fn differ(one: Option<&Text>, other: Option<&Text>) -> bool {
    words(one)
        .zip(words(other))
        .is_some_and(|(one, other)| one != other)
}
