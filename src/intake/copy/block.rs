//! The block of answers of a copy: JSON.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::brought::{CopyAnswer, PageCopy};
use super::codes;
use crate::answers::{DossierId, Version};
use crate::diag::Diagnostic;

/// The name of the form, and the version that this program reads.
const SCHEMA: &str = "praman/answers/";
const VERSION: u64 = 1;

#[derive(Deserialize)]
struct SchemaOnly {
    schema: String,
}

/// The block as it is written. What else it says is for people.
#[derive(Deserialize)]
struct WrittenBlock {
    dossier: String,
    edition: String,
    level: String,
    document: String,
    #[serde(default)]
    saved: String,
    answers: Vec<WrittenAnswer>,
    #[serde(default)]
    earlier: Vec<BTreeMap<usize, Option<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAnswer {
    slot: String,
    models: Vec<String>,
    asked: String,
    base: Vec<Vec<String>>,
    value: String,
    /// Whether somebody said that it is still true; the value is then the one that it had.
    #[serde(default, rename = "confirmed")]
    _confirmed: bool,
}

/// Reads a block of answers.
///
/// # Errors
/// Returns what is wrong with it.
pub(super) fn read_block(name: &str, json: &str) -> Result<PageCopy, Box<Diagnostic>> {
    let wrong = |why: String| Box::new(codes::unreadable(name, &why));
    let no_json = |error: serde_json::Error| {
        wrong(format!(
            "its block of answers is no JSON of a page: {error}"
        ))
    };
    let schema: SchemaOnly = serde_json::from_str(json).map_err(no_json)?;
    let version = schema.schema.strip_prefix(SCHEMA);
    let version = version.and_then(|version| version.parse::<u64>().ok());
    match version {
        Some(VERSION) => {}
        Some(newer) => return Err(Box::new(codes::newer(name, newer))),
        None => {
            return Err(wrong(format!(
                "its block of answers is of the form `{}`",
                schema.schema
            )));
        }
    }
    let block: WrittenBlock = serde_json::from_str(json).map_err(no_json)?;
    understand(block).map_err(wrong)
}

fn understand(block: WrittenBlock) -> Result<PageCopy, String> {
    let dossier = DossierId::read(&block.dossier);
    let dossier = dossier.ok_or_else(|| format!("`{}` is no id of a dossier", block.dossier))?;
    let answers = block.answers.into_iter().map(understand_answer);
    Ok(PageCopy {
        dossier,
        edition: block.edition,
        level: block.level,
        document: block.document,
        saved: block.saved,
        answers: answers.collect::<Result<_, String>>()?,
        earlier: block
            .earlier
            .into_iter()
            .map(|one| one.into_iter().collect())
            .collect(),
    })
}

fn understand_answer(answer: WrittenAnswer) -> Result<CopyAnswer, String> {
    let WrittenAnswer {
        slot,
        models,
        asked,
        base,
        value,
        ..
    } = answer;
    let count = models.len().max(1);
    if !base.is_empty() && base.len() != count {
        return Err(format!(
            "`{slot}` has {} bases for {count} models",
            base.len()
        ));
    }
    let version = |text: String| {
        Version::read(&text).ok_or_else(|| format!("`{text}`, the base of `{slot}`, is no version"))
    };
    let versions = |versions: Vec<String>| versions.into_iter().map(version).collect();
    let base = base
        .into_iter()
        .map(versions)
        .collect::<Result<_, String>>()?;
    Ok(CopyAnswer {
        slot,
        models,
        asked,
        base,
        value,
    })
}
