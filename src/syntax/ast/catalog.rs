//! Catalogs, profiles, groups, editions.
#![expect(missing_docs, reason = "the table of fields says what each is")]

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::field_info::Inner;
use super::parts::{
    CitesDraft, CountDraft, FindingClassDraft, HistoryDraft, HistoryKind, LevelDraft, Name,
    NumberDraft, OverDraft, ProvenanceDraft, RefDraft, TextDraft, UsesDraft, WordDraft,
};

/// `catalog asvs-c@4.0.3 "Title" { … }`, `catalog c@2 "Title" revises c@1 { … }`, `profile cctv-er@1 "Title" { over … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CatalogDraft {
    /// Whether it is a profile.
    pub form: CatalogForm,
    pub key: RefDraft,
    pub title: TextDraft,
    /// The catalog that it revises.
    pub revises: Option<RefDraft>,
    pub number: Option<NumberDraft>,
    pub over: ThinVec<OverDraft>,
    pub publisher: Option<TextDraft>,
    pub dated: Option<Name>,
    pub cites: Option<CitesDraft>,
    pub about: Option<TextDraft>,
    pub levels: ThinVec<LevelDraft>,
    pub controls: Option<CountDraft>,
    pub prints: ThinVec<WordDraft>,
    pub provenance: ThinVec<ProvenanceDraft>,
    pub history: ThinVec<HistoryDraft>,
}

/// Where the controls of a catalog come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CatalogForm {
    /// They are its own.
    #[default]
    Catalog,
    /// It takes controls from other catalogs.
    Profile,
}

impl CatalogDraft {
    /// Makes an empty draft of a catalog or a profile.
    pub fn of(form: CatalogForm) -> Self {
        Self {
            form,
            ..Self::default()
        }
    }
}

impl Table for CatalogDraft {
    /// The fields of a profile: `over`, and those of any catalog.
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        many("over", 49, "a catalog; `at` and a level", |d: &mut Self| FieldMut::Over(&mut d.over)).required(),
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("publisher", 32, "a text", |d| FieldMut::Text(&mut d.publisher)),
        once("dated", 32, "a date", |d| FieldMut::Key(&mut d.dated)),
        once("cites", 32, "a text; `under` and the licence", |d| FieldMut::Cites(&mut d.cites)),
        once("about", 32, "a text", |d| FieldMut::Text(&mut d.about)),
        once("levels", 33, "levels with `<` between them", |d| FieldMut::Levels(&mut d.levels)),
        once("controls", 34, "a number; `of` a number, and why", |d| FieldMut::Count(&mut d.controls)),
        many("prints", 35, "words, each with a text", |d| FieldMut::Words(&mut d.prints)),
        many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
        many("split", 37, "a key, `into` keys", |d| FieldMut::History(HistoryKind::Split, &mut d.history)),
        many("merged", 37, "keys, `into` a key", |d| FieldMut::History(HistoryKind::Merged, &mut d.history)),
        many("withdrawn", 37, "keys, and why", |d| FieldMut::History(HistoryKind::Withdrawn, &mut d.history)),
        many("reworded", 37, "keys; why", |d| FieldMut::History(HistoryKind::Reworded, &mut d.history)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Revising(&mut self.key, &mut self.title, &mut self.revises)
    }

    fn table(&self) -> &'static [Field<Self>] {
        match (self.form, Self::FIELDS) {
            (CatalogForm::Catalog, [_over, fields @ ..]) => fields,
            (CatalogForm::Catalog | CatalogForm::Profile, fields) => fields,
        }
    }
}

/// `in key@version`: the catalog of the controls and groups that follow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InDraft {
    pub catalog: RefDraft,
}

impl Table for InDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Catalog(&mut self.catalog)
    }
}

/// The provenance of a file.
impl Table for ProvenanceDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Provenance(self)
    }
}

/// `edition iotscs@2024-03 "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EditionDraft {
    pub key: RefDraft,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    pub status: Option<Name>,
    pub approved: Option<Name>,
    pub dated: Option<Name>,
    pub about: Option<TextDraft>,
    pub cites: Option<CitesDraft>,
    pub languages: ThinVec<Name>,
    pub levels: ThinVec<LevelDraft>,
    pub unpublished: ThinVec<Name>,
    pub uses: ThinVec<UsesDraft>,
    pub verdicts: ThinVec<VerdictDraft>,
    pub findings: ThinVec<FindingClassDraft>,
    pub forms: ThinVec<Name>,
    pub phases: ThinVec<Name>,
    pub calendar: Option<NumberDraft>,
    pub rules: ThinVec<Name>,
    pub prints: ThinVec<WordDraft>,
    pub applicant: Option<Name>,
    pub tester: Option<Name>,
    pub assessor: Option<Name>,
    pub certifier: Option<Name>,
    pub decides: Option<Name>,
    pub certified: Option<Name>,
    pub provenance: ThinVec<ProvenanceDraft>,
    pub history: ThinVec<HistoryDraft>,
}

impl Table for EditionDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("status", 41, "`draft` or `published`", |d| FieldMut::Key(&mut d.status)),
        once("approved", 40, "a date", |d| FieldMut::Key(&mut d.approved)),
        once("dated", 40, "a date", |d| FieldMut::Key(&mut d.dated)),
        once("about", 40, "a text", |d| FieldMut::Text(&mut d.about)),
        once("cites", 40, "a text; `under` and the licence", |d| FieldMut::Cites(&mut d.cites)),
        once("languages", 40, "language codes", |d| FieldMut::Keys(&mut d.languages)),
        once("levels", 42, "levels with `<` between them", |d| FieldMut::Levels(&mut d.levels)),
        many("members", 45, "`unpublished of` levels", |d| FieldMut::Unpublished(&mut d.unpublished)),
        many("uses", 42, "a catalog, and how levels map", |d| FieldMut::Uses(&mut d.uses)),
        many("verdict", 46, "a key, a text and a class; its block", |d| FieldMut::Inner(Inner::Verdict, &mut d.verdicts)),
        many("finding", 367, "a key, a text, `stops` or `noted`", |d| FieldMut::Finding(&mut d.findings)),
        once("forms", 40, "forms", |d| FieldMut::Keys(&mut d.forms)),
        once("phases", 48, "phases", |d| FieldMut::Keys(&mut d.phases)),
        once("calendar", 57, "a text, or `unknown`", |d| FieldMut::Number(&mut d.calendar)),
        once("rules", 57, "rules", |d| FieldMut::Keys(&mut d.rules)),
        many("prints", 330, "words, each with a text", |d| FieldMut::Words(&mut d.prints)),
        once("applicant", 331, "a party", |d| FieldMut::Key(&mut d.applicant)),
        once("tester", 331, "a party", |d| FieldMut::Key(&mut d.tester)),
        once("assessor", 331, "a party", |d| FieldMut::Key(&mut d.assessor)),
        once("certifier", 331, "a party", |d| FieldMut::Key(&mut d.certifier)),
        once("decides", 331, "a party", |d| FieldMut::Key(&mut d.decides)),
        once("certified", 332, "an event", |d| FieldMut::Key(&mut d.certified)),
        many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
        many("split", 37, "a key, `into` keys", |d| FieldMut::History(HistoryKind::Split, &mut d.history)),
        many("merged", 37, "keys, `into` a key", |d| FieldMut::History(HistoryKind::Merged, &mut d.history)),
        many("withdrawn", 37, "keys, and why", |d| FieldMut::History(HistoryKind::Withdrawn, &mut d.history)),
        many("reworded", 37, "keys; why", |d| FieldMut::History(HistoryKind::Reworded, &mut d.history)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Versioned(&mut self.key, &mut self.title)
    }
}

/// `verdict pass "Pass" good { … }`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerdictDraft {
    pub key: Name,
    /// The word printed.
    pub title: TextDraft,
    /// good, bad or undecided.
    pub class: Name,
    /// `was ok`
    pub was: ThinVec<Name>,
    /// What the word means to whoever decides.
    pub about: Option<TextDraft>,
}

impl Table for VerdictDraft {
    const FIELDS: &'static [Field<Self>] = &[once("about", 374, "a text", |d| {
        FieldMut::Text(&mut d.about)
    })];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Verdict(
            &mut self.key,
            &mut self.title,
            &mut self.class,
            &mut self.was,
        )
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}
