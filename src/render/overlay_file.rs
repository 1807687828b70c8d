//! An overlay to fill in: a head for each catalog, and a wording in comments for each of its controls.
//!
//! Taking one `#` away from every line gives an overlay that can be loaded as it is.

use std::fmt::Write as _;

use crate::view::{Aspect, Confidence, ProvenancePart, ProvenanceView, WaitingAspect, WaitingItem};

/// What stands at the top.
const INTRODUCTION: &str = "\
## An overlay to fill in from a licensed copy of the source.
##
## Each control is a comment. To say something of it, take one # away from its first line, its last
## line and the lines that you fill in. Write the words of the copy over ours. Leave a line with
## `confirms` only where you looked at the copy and it agrees; where it contradicts, write
## `provenance number disputed \"what the copy has\"` in its place, or the words of the copy for a
## title or a statement. Where these have the same words as ours, write `confirms title`. What stays
## a comment changes nothing.
##
## Load it with --overlay or PRAMAN_OVERLAY, and keep it outside the scheme.
";

/// Writes the overlay of the catalogs of a provenance.
pub fn write_overlay_file(view: &ProvenanceView) -> String {
    let mut text = INTRODUCTION.to_owned();
    for part in view.parts.iter().filter(|part| part.catalog.is_some()) {
        write_head(part, &mut text);
        for item in &part.waiting {
            write_wording(item, &mut text);
        }
    }
    text
}

fn write_head(part: &ProvenancePart, text: &mut String) {
    let source = format!("{} ({}), copy of …", part.title, part.name);
    let notice = format!("Wording of {} under licence to …", part.title);
    let _ = write!(
        text,
        "\noverlay {} \"Wording of the licensed copy\" {{\n  source {}\n  # notice {}\n}}\n",
        part.name,
        quoted(&source),
        quoted(&notice)
    );
}

fn write_wording(item: &WaitingItem, text: &mut String) {
    let lines = item.aspects.iter().filter_map(|one| line(item, one));
    // Texts come first, as in a control.
    let (confirms, texts): (Vec<String>, Vec<String>) =
        lines.partition(|line| line.starts_with("confirms "));
    let lines: Vec<String> = texts.into_iter().chain(confirms).collect();
    if lines.is_empty() {
        return;
    }
    let _ = write!(
        text,
        "\n## {}\n# wording {} {{\n",
        one_line(&item.title),
        item.key
    );
    for line in lines.iter().flat_map(|line| line.lines()) {
        let _ = writeln!(text, "{}", format!("#   {line}").trim_end());
    }
    text.push_str("# }\n");
}

/// Writes what can be said of an aspect: the words of the copy over ours, or that ours agree.
fn line(item: &WaitingItem, aspect: &WaitingAspect) -> Option<String> {
    if aspect.confidence != Confidence::Ours {
        return Some(confirms(aspect));
    }
    match aspect.aspect {
        Aspect::Title => Some(field("title", &item.title)),
        Aspect::Statement => {
            let statement = field("statement", item.statement.as_deref()?);
            // An objective of which nothing is said stands on the ground of the statement.
            let has_own = item
                .aspects
                .iter()
                .any(|one| one.aspect == Aspect::Objective);
            let objective = item.objective.as_ref().filter(|_| !has_own);
            let objective = objective.map(|text| format!("\n{}", field("objective", text)));
            Some(statement + &objective.unwrap_or_default())
        }
        Aspect::Objective => Some(field("objective", item.objective.as_deref()?)),
        Aspect::Number | Aspect::Levels | Aspect::Strength => Some(confirms(aspect)),
        Aspect::Applies
        | Aspect::Evidence
        | Aspect::Procedure
        | Aspect::Relation
        | Aspect::Form
        | Aspect::Verdicts
        | Aspect::Findings
        | Aspect::Rule
        | Aspect::Claim
        | Aspect::Treatment => None,
    }
}

fn confirms(aspect: &WaitingAspect) -> String {
    let source = aspect.source.as_ref();
    let because = source.map_or_else(String::new, |source| format!(": {source}"));
    let says = match aspect.aspect {
        // They are many words, and stand in the document of the scheme.
        Aspect::Statement | Aspect::Objective | Aspect::Evidence | Aspect::Procedure => {
            String::new()
        }
        Aspect::Number
        | Aspect::Title
        | Aspect::Levels
        | Aspect::Strength
        | Aspect::Applies
        | Aspect::Relation
        | Aspect::Form
        | Aspect::Verdicts
        | Aspect::Findings
        | Aspect::Rule
        | Aspect::Claim
        | Aspect::Treatment => format!("{}; ", aspect.says),
    };
    let comment = format!("{says}{}{because}", aspect.confidence.word());
    format!("confirms {} # {}", aspect.aspect.word(), one_line(&comment))
}

/// Writes a field of one text: in a line where it fits, else as a block.
fn field(keyword: &str, text: &str) -> String {
    let text = text.trim();
    let is_short = text.chars().count() + keyword.len() <= 88 && !text.contains('\n');
    if is_short || text.contains("\"\"\"") {
        return format!("{keyword} {}", quoted(&one_line(text)));
    }
    let lines = text.lines().map(|line| match line.trim_end() {
        "" => String::new(),
        line => format!("  {line}"),
    });
    let lines: Vec<String> = lines.collect();
    format!("{keyword} \"\"\"\n{}\n  \"\"\"", lines.join("\n"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
