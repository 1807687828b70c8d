//! A paper of a dossier as it is made now.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::bar::Bar;
use super::codes;
use super::numbers::{Told, add_numbers};
use super::standing::{content_of, state_of};
use crate::answers::{AnswerKey, Head, Held, Laboratory, PaperRecord, paper_records};
use crate::cli::build::OwnFiles;
use crate::cli::dossier::{ANYBODY, Desk, is_unchecked, recorded_sheets};
use crate::cli::making::{Made, Making, Purpose, with_made};
use crate::cli::session::{SchemeArguments, Session, Stop};
use crate::diag::Diagnostics;
use crate::model::{Date, Office, Scheme};
use crate::project::Dossier;
use crate::render::{
    FilledIn, Format, ProductDocument, SharedView, document_blanks, product_documents, render_pages,
};
use crate::source::Text;
use crate::view::{BuildStamp, FilledDocuments, Pages, PaperState, PaperView, Standing, is_check};

/// The paper that is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'w> {
    pub folder: &'w Path,
    /// The key of the paper.
    pub paper: &'w str,
    /// The first working day of its schedule.
    pub first_day: Option<Date>,
    /// The date that it prints.
    pub date: Option<Date>,
}

/// A paper as it is made now, and what the journal says of it.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub key: String,
    pub record: PaperRecord,
    /// The hash of what it says.
    pub content: String,
    /// The key of the party that fills it in: the author of a form, otherwise the party that carries out the procedures; that of
    /// anybody where the edition names nobody.
    pub party: Text,
    /// Whether that is the party that applies for the certificate.
    pub is_of_applicant: bool,
    /// What open findings do to it.
    pub bar: Bar,
    /// The first working day of its schedule.
    pub first_day: Option<String>,
    /// When it is filled in.
    filled_in: FilledIn,
    /// The number that is filled in in it.
    pub number: Option<String>,
    /// The slots that say of which issue it is, and who signed it. Checking and issuing fill them.
    identifying: Vec<String>,
    /// The slots of other papers that it tells, in order.
    told: BTreeSet<String>,
}

/// What the paper is made of, for those who print it.
pub(super) struct Press<'p, 'd> {
    pub made: &'p Made<'d>,
    pub document: &'p ProductDocument,
    pub paper: &'p Paper,
    pub dossier: &'d Dossier,
}

/// Makes a paper, and works on it.
pub(super) fn with_paper<T>(
    session: &mut Session,
    wanted: &Wanted<'_>,
    work: impl FnOnce(&Press<'_, '_>, &mut Diagnostics) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let stamp = BuildStamp {
        date: wanted.date.map(|date| date.to_string()),
        tool: Some(tool()),
        first_day: wanted.first_day,
    };
    let making = Making {
        product: wanted.folder,
        level: None,
        scheme: &SchemeArguments::default(),
        own_files: OwnFiles::default(),
        open_for: None,
        stamp: &stamp,
        purpose: Purpose::Paper(wanted.paper),
    };
    with_made(session, &making, |made, diagnostics| {
        let documents = product_documents(made.basis);
        let document = documents.iter().find(|one| one.key == wanted.paper);
        let (Some(document), Some(dossier)) = (document, made.dossier) else {
            let known = documents.iter().map(|one| one.key.as_str());
            diagnostics.push(codes::unknown_paper(wanted.paper, known));
            return Err(Stop);
        };
        let paper = find_paper(made, document, dossier).ok_or(Stop)?;
        let press = Press {
            made,
            document,
            paper: &paper,
            dossier,
        };
        work(&press, diagnostics)
    })
}

/// Returns the program and its version, as papers print it.
pub(super) fn tool() -> String {
    format!("praman {}", env!("CARGO_PKG_VERSION"))
}

/// Returns a paper of a dossier as it is made now; `None` of a product file.
pub(super) fn find_paper(
    made: &Made<'_>,
    document: &ProductDocument,
    dossier: &Dossier,
) -> Option<Paper> {
    let (bare, filled) = (made.bare?, made.filled?);
    let view = document.make(bare);
    let scheme = &made.read.scheme;
    let party = author_of(scheme, document);
    let applicant = party_in(scheme, Office::Applicant);
    let signatures = view
        .approval()
        .iter()
        .flat_map(|one| [&one.name, &one.date]);
    let issue = view.issue().iter().take(IDENTIFYING).map(|one| &one.slot);
    let told = document_blanks(&view).told;
    let identifying = issue.chain(signatures).map(ToString::to_string);
    let mut records = paper_records(dossier.journal.exchanges());
    Some(Paper {
        record: records.remove(&document.key).unwrap_or_default(),
        content: content_of(&view, filled),
        is_of_applicant: applicant.as_ref() == Some(&party),
        bar: Bar::of(scheme, &document.key),
        party,
        first_day: bare.stamp.first_day.map(|day| day.to_string()),
        filled_in: document.spec.filled_in,
        number: number_in(&view, filled),
        identifying: identifying.collect(),
        told: told.iter().map(|blank| blank.slot().text()).collect(),
        key: document.key.clone(),
    })
}

/// How many of the blanks of an issue identify it: number and issue.
const IDENTIFYING: usize = 2;

fn number_in(view: &SharedView, filled: &FilledDocuments) -> Option<String> {
    let blank = view.issue().first()?;
    let blanks = filled.blanks.get(view.key())?;
    let shown = &blanks.get(&blank.slot.to_string())?.shown;
    Some(shown.trim().to_owned()).filter(|number| !number.is_empty())
}

/// Returns the party that fills in a paper.
fn author_of(scheme: &Scheme, document: &ProductDocument) -> Text {
    let forms = scheme.edition.forms.iter().map(|id| &scheme.forms[*id]);
    let mut forms = forms.filter(|form| *form.file == *document.key);
    let author = forms.find_map(|form| form.author);
    let author = author.map(|party| scheme.parties[party].key.clone());
    let author = author.or_else(|| party_in(scheme, document.spec.office));
    author.unwrap_or_else(|| ANYBODY.into())
}

fn party_in(scheme: &Scheme, office: Office) -> Option<Text> {
    let party = scheme.edition.offices.holder(office)?;
    Some(scheme.parties[party].key.clone())
}

impl Press<'_, '_> {
    /// Prints the paper in some formats, as a paper that has come so far. A form that others fill in can be filled in in a
    /// browser.
    pub fn print(
        &self,
        state: PaperView,
        is_form: bool,
        formats: &[Format],
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<(String, Vec<u8>)>, Stop> {
        let mut filled = self.made.filled.cloned().unwrap_or_default();
        let told = Told {
            made: self.made,
            document: self.document,
            slots: &self.paper.told,
        };
        add_numbers(&told, self.dossier, &state, &mut filled);
        filled.papers.insert(self.paper.key.clone(), state);
        let pages = self.made.pages.filter(|_| is_form);
        self.render(&filled, pages, formats, diagnostics)
    }

    /// Prints the paper as a build does.
    pub fn print_draft(
        &self,
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<(String, Vec<u8>)>, Stop> {
        let nothing = FilledDocuments::default();
        let filled = self.made.filled.unwrap_or(&nothing);
        self.render(filled, self.made.pages, Format::DEFAULT, diagnostics)
    }

    fn render(
        &self,
        filled: &FilledDocuments,
        pages: Option<&Pages>,
        formats: &[Format],
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<(String, Vec<u8>)>, Stop> {
        let views = [self.document.make(self.made.basis)];
        let none = Pages::new();
        let pages = pages.unwrap_or(&none);
        let templates = BTreeMap::new();
        let rendered = render_pages(&views, formats, &templates, Some(filled), pages);
        let files = diagnostics.take(rendered);
        if diagnostics.has_errors() {
            return Err(Stop);
        }
        Ok(files)
    }

    pub fn head(&self) -> &Head {
        &self.dossier.head
    }

    pub fn laboratory(&self) -> Option<&Laboratory> {
        self.made.laboratory
    }
}

impl Paper {
    /// Returns how far it has come.
    pub fn state(&self) -> PaperState {
        state_of(self.record.progress(&self.content))
    }

    /// Says whether the paper is that of a party.
    pub fn is_of(&self, party: &str) -> bool {
        *self.party == *party || *self.party == *ANYBODY
    }

    /// Names the slots that keep a party from issuing the paper.
    pub fn open_slots(&self, desk: &Desk<'_>, party: &str) -> Vec<String> {
        let open = self.unsettled(desk, party);
        open.map(|(key, word)| format!("{} ({word})", key.text()))
            .collect()
    }

    /// Returns the slots that keep a party from issuing the paper, each with a word for how it stands: its own slots in the
    /// paper, and whatever the paper tells of other papers. What is missing may be filled in after the issue in a paper that
    /// has room for it.
    pub fn unsettled<'d>(
        &'d self,
        desk: &'d Desk<'_>,
        party: &'d str,
    ) -> impl Iterator<Item = (&'d AnswerKey, &'static str)> {
        let asked = desk.table.iter().filter(move |(key, asked)| {
            let slot = key.slot.text();
            let is_here = asked.documents.iter().any(|one| *one == *self.key);
            let owner = desk.party(asked);
            let is_own = *owner == *party || *owner == *ANYBODY;
            self.told.contains(&slot) || is_here && is_own && !self.is_identifying(&slot)
        });
        let recorded = recorded_sheets(desk);
        asked.filter_map(move |(key, asked)| {
            if desk.answers.get(key).is_none() && !desk.standings.is_missing(key, asked) {
                let is_told = self.told.contains(&key.slot.text());
                return (is_told && is_unchecked(key, &recorded)).then_some((key, "not checked"));
            }
            let word = match desk.standings.standing(key, asked) {
                Standing::Answered => return None,
                Standing::Missing if self.filled_in == FilledIn::After => return None,
                Standing::Missing => "missing",
                Standing::ToReview(_) => "to review",
                Standing::Conflict => "in conflict",
                Standing::Undecided(_) => "undecided",
            };
            Some((key, word))
        })
    }

    /// Returns the people who filled in what the paper prints of its party. Who checked a worksheet has signed it, and wrote nothing.
    pub fn writers(&self, desk: &Desk<'_>) -> Vec<String> {
        let asked = desk.table.iter().filter(|(key, asked)| {
            let is_here = asked.documents.iter().any(|one| *one == *self.key);
            let is_signature = is_check(key) || self.is_identifying(&key.slot.text());
            is_here && *desk.party(asked) == *self.party && !is_signature
        });
        let held = asked.filter_map(|(key, _)| desk.answers.get(key));
        let mut people: Vec<String> = held
            .flat_map(Held::values)
            .map(|value| value.by.clone())
            .collect();
        people.sort();
        people.dedup();
        people
    }

    fn is_identifying(&self, slot: &str) -> bool {
        self.identifying.iter().any(|one| one == slot)
    }
}
