//! What is missing or wrong in the registers of a dossier and in the files beside them, for each party.

use indexmap::IndexMap;
use serde::Serialize;

use crate::cli::dossier::desk::{ANYBODY, Desk, FOUND_FILE, holder_of};
use crate::cli::evidence::{BesideInView, SAMPLES_FILE, listed};
use crate::diag::{Checked, Diagnostic, Severity};
use crate::holdings::{EXPIRED, MISSING, is_of_tests};
use crate::intake::LaboratoryDraft;
use crate::model::{Date, Office};
use crate::project::{register_path, shown};
use crate::source::{FileId, SourceFile, Text};

/// What the evidence is checked against beside the dossier.
#[derive(Debug, Clone, Copy)]
pub(super) struct OnDay<'d> {
    pub today: Date,
    /// The laboratory's own file, if one is named.
    pub laboratory: Option<&'d LaboratoryDraft>,
}

/// How a part of the evidence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum EvidenceStanding {
    /// It is wanted and missing.
    Missing,
    /// It is not as it was registered, or what is said of it cannot be.
    Wrong,
    /// It held until a day that is over.
    Expired,
    /// Somebody should look at it.
    Doubtful,
}

/// How many parts of the evidence stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct EvidenceCounts {
    pub registered: usize,
    pub missing: usize,
    pub wrong: usize,
    pub expired: usize,
    pub doubtful: usize,
}

/// Something that is missing or wrong.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct EvidenceLine {
    pub party: Text,
    pub standing: EvidenceStanding,
    pub code: &'static str,
    pub message: String,
    pub note: Option<String>,
    /// Where it is said.
    pub place: Option<String>,
}

/// How the evidence of a dossier stands.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct EvidenceReport {
    pub parties: IndexMap<Text, EvidenceCounts>,
    /// What is missing or wrong, in the order of the files.
    #[serde(rename = "items")]
    pub lines: Vec<EvidenceLine>,
}

impl EvidenceReport {
    /// Checks the evidence on a day; that of one party alone if it is named.
    pub fn of(desk: &Desk<'_>, on: OnDay<'_>, party: Option<&str>) -> Self {
        let mut report = Self::default();
        report.count_registered(desk);
        let view = BesideInView {
            folder: desk.folder,
            scheme: desk.basis.scheme,
            product: desk.basis.product,
            plan: desk.basis.plan,
            found: desk.found,
            beside: desk.beside,
            holder: Some(&desk.dossier.head.holder),
            people: Some(&desk.dossier.head.people),
            answers: desk.answers,
            laboratory: on.laboratory,
            today: on.today,
        };
        let Checked {
            value: lacking,
            diagnostics,
        } = view.check();
        let checked = diagnostics.sorted();
        for diagnostic in desk.beside.diagnostics.iter().chain(checked.iter()) {
            let place = diagnostic.primary.as_ref().map(|label| label.place.file);
            let party = if is_of_tests(diagnostic) {
                office(desk, Office::Tester)
            } else {
                party_of(desk, place)
            };
            report.add(desk, party, diagnostic);
        }
        for lack in &lacking {
            let party = lack.party.map(|id| desk.basis.scheme.parties.key(id));
            let party = party.map_or_else(|| ANYBODY.into(), Text::from);
            report.add(desk, party, &lack.report);
        }
        if let Some(party) = party {
            report.parties.retain(|key, _| **key == *party);
            report.lines.retain(|line| *line.party == *party);
        }
        report
    }

    /// Says whether nothing is missing and nothing is wrong.
    pub fn is_complete(&self) -> bool {
        let is_open = |counts: &EvidenceCounts| counts.missing + counts.wrong > 0;
        !self.parties.values().any(is_open)
    }

    fn count_registered(&mut self, desk: &Desk<'_>) {
        let listed = listed(desk.basis.product).len();
        let applicant = office(desk, Office::Applicant);
        self.counts(applicant).registered += listed;
        for draft in &desk.beside.registers {
            let register = &draft.register;
            let counts = self.counts(register.party.as_str().into());
            counts.registered += register.pieces.iter().count();
        }
        self.parties
            .retain(|_, counts| *counts != EvidenceCounts::default());
    }

    fn counts(&mut self, party: Text) -> &mut EvidenceCounts {
        self.parties.entry(party).or_default()
    }

    fn add(&mut self, desk: &Desk<'_>, party: Text, diagnostic: &Diagnostic) {
        let place = diagnostic.primary.as_ref().map(|label| label.place);
        let standing = standing_of(diagnostic);
        let counts = self.counts(party.clone());
        *match standing {
            EvidenceStanding::Missing => &mut counts.missing,
            EvidenceStanding::Wrong => &mut counts.wrong,
            EvidenceStanding::Expired => &mut counts.expired,
            EvidenceStanding::Doubtful => &mut counts.doubtful,
        } += 1;
        self.lines.push(EvidenceLine {
            party,
            standing,
            code: diagnostic.code.id,
            message: diagnostic.message.clone(),
            note: diagnostic.note.clone(),
            place: desk.basis.place(place),
        });
    }
}

fn standing_of(diagnostic: &Diagnostic) -> EvidenceStanding {
    if diagnostic.code.id == MISSING.id {
        EvidenceStanding::Missing
    } else if diagnostic.code.id == EXPIRED.id {
        EvidenceStanding::Expired
    } else if diagnostic.code.severity == Severity::Error {
        EvidenceStanding::Wrong
    } else {
        EvidenceStanding::Doubtful
    }
}

/// Returns the party that has to do something about what a file says: whose register it is; the laboratory for its files; else
/// the party that applies.
fn party_of(desk: &Desk<'_>, file: Option<FileId>) -> Text {
    let source = file.and_then(|file| desk.basis.sources.get(file));
    let Some(path) = source.map(SourceFile::file) else {
        return office(desk, Office::Applicant);
    };
    let Ok(below) = path.strip_prefix(desk.folder) else {
        return office(desk, Office::Tester);
    };
    let below = shown(below);
    if [FOUND_FILE, SAMPLES_FILE].contains(&below.as_str()) {
        return office(desk, Office::Tester);
    }
    let parties = desk.basis.scheme.parties.keys();
    let mut owners = parties.filter(|party| register_path(party) == below);
    let owner = owners.next().map(Text::from);
    owner.unwrap_or_else(|| office(desk, Office::Applicant))
}

fn office(desk: &Desk<'_>, office: Office) -> Text {
    holder_of(desk.basis.scheme, office).unwrap_or_else(|| ANYBODY.into())
}
