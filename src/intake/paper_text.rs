//! Papers on their way, in lines of a journal; the manifests of issues.

use serde::{Deserialize, Serialize};

use crate::answers::{Attached, IssueManifest, Issued, PaperAct, PaperStep, Signed};

/// A step as it is written and read.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FlatStep {
    Signed(FlatSigned),
    Issued(Issued),
    Attached(Attached),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FlatSigned {
    paper: String,
    act: String,
    content: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_day: Option<String>,
}

pub(super) fn flat_step(step: &PaperStep) -> FlatStep {
    match step {
        PaperStep::Signed(signed) => FlatStep::Signed(FlatSigned {
            paper: signed.paper.clone(),
            act: signed.act.word().to_owned(),
            content: signed.content.clone(),
            first_day: signed.first_day.clone(),
        }),
        PaperStep::Issued(issued) => FlatStep::Issued(issued.clone()),
        PaperStep::Attached(attached) => FlatStep::Attached(attached.clone()),
    }
}

pub(super) fn step_of(flat: FlatStep) -> Result<PaperStep, String> {
    Ok(match flat {
        FlatStep::Signed(signed) => PaperStep::Signed(Signed {
            act: PaperAct::from_word(&signed.act)
                .ok_or_else(|| format!("`{}` is nothing that is done to a paper", signed.act))?,
            paper: signed.paper,
            content: signed.content,
            first_day: signed.first_day,
        }),
        FlatStep::Issued(issued) => PaperStep::Issued(issued),
        FlatStep::Attached(attached) => PaperStep::Attached(attached),
    })
}

/// Writes the manifest of an issue.
pub fn render_issue(manifest: &IssueManifest) -> Vec<u8> {
    // Texts and numbers under texts: nothing in it can fail to be JSON.
    let mut bytes = serde_json::to_vec_pretty(manifest).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Reads the manifest of an issue.
///
/// # Errors
/// Returns what is wrong with it, for a message.
pub fn read_issue(bytes: &[u8]) -> Result<IssueManifest, String> {
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::answers::{IssuedCopy, IssuedFile, Signatory};

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let by = |person: &str| Signatory {
            person: person.to_owned(),
            name: format!("Name of {person}"),
            date: "2026-11-30".to_owned(),
        };
        let manifest = IssueManifest {
            schema: "praman/issue/1".to_owned(),
            dossier: "00".to_owned(),
            edition: "small@1".to_owned(),
            level: "L1".to_owned(),
            product: "P".to_owned(),
            paper: "plan".to_owned(),
            issue: 2,
            number: Some("N/1".to_owned()),
            date: "2026-11-30".to_owned(),
            issued_by: by("a"),
            checked_by: Some(by("b")),
            approved_by: None,
            to: vec!["vendor".to_owned()],
            copies: vec![IssuedCopy {
                copy: "original".to_owned(),
                to: "vendor".to_owned(),
            }],
            reason: Some("A wrong date.".to_owned()),
            replaces: Some(1),
            to_fill_in: None,
            first_day: None,
            tool: "praman 0.1.0".to_owned(),
            content: "ab".to_owned(),
            journal: "cd".to_owned(),
            files: BTreeMap::from([("plan.md".to_owned(), IssuedFile::of(b"x"))]),
        };
        let written = render_issue(&manifest);
        assert_eq!(read_issue(&written), Ok(manifest));
        assert!(read_issue(b"{}").is_err());
    }
}
