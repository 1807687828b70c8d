//! What open findings keep from being issued.

use super::codes;
use crate::answers::findings;
use crate::cli::dossier::Desk;
use crate::diag::Diagnostic;
use crate::model::{Excerpt, FindingEffect, Holding, Scheme};

/// What findings do to a paper that are open and stop a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bar {
    /// Nothing: the paper says them.
    None,
    /// It goes to those who decide, and is issued only if somebody says why.
    UnlessSaid,
    /// It says what the certificate covers, and is not issued.
    Always,
}

impl Bar {
    /// Returns what findings do to a paper: the two papers for the decision are known by the words of [`Excerpt`], and a form
    /// that counts the verdicts is one for the decision too.
    pub fn of(scheme: &Scheme, key: &str) -> Self {
        match Excerpt::from_word(key) {
            Some(Excerpt::Certificate) => Self::Always,
            Some(Excerpt::Decision) => Self::UnlessSaid,
            None if counts_verdicts(scheme, key) => Self::UnlessSaid,
            None => Self::None,
        }
    }
}

fn counts_verdicts(scheme: &Scheme, key: &str) -> bool {
    let forms = scheme.edition.forms.iter().map(|id| &scheme.forms[*id]);
    let mut forms = forms.filter(|form| *form.file == *key);
    forms.any(|form| form.holds(Holding::Verdicts))
}

/// Returns the numbers of the findings that are open, and stop a certificate.
pub(super) fn stopping_findings(desk: &Desk<'_>) -> Vec<String> {
    let edition = &desk.basis.scheme.edition;
    let all = findings(desk.answers).into_iter();
    let open = all.filter(|finding| {
        finding.state().is_open() && edition.effect_of(finding.class()) == FindingEffect::Stops
    });
    open.map(|one| one.number().to_owned()).collect()
}

/// What somebody who issues a paper says of open findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    /// It is issued in spite of them.
    Despite,
}

/// Reports findings that keep a paper from being issued.
pub(super) fn check_findings(
    desk: &Desk<'_>,
    paper: &str,
    (bar, said): (Bar, Said),
) -> Result<(), Box<Diagnostic>> {
    let way_on = match (bar, said) {
        (Bar::None, _) | (Bar::UnlessSaid, Said::Despite) => return Ok(()),
        (Bar::UnlessSaid, Said::Nothing) => {
            "; a paper that reports them, such as one that recommends to refuse, is issued with `--despite-findings` and a `--reason`"
        }
        (Bar::Always, _) => "; it can be built as a draft at any time",
    };
    let open = stopping_findings(desk);
    if open.is_empty() {
        return Ok(());
    }
    Err(Box::new(codes::open_findings(paper, &open, way_on)))
}
