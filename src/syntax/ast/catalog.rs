//! Catalogs, profiles, groups, editions.

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{
    CitesDraft, CountDraft, HistoryDraft, HistoryKind, LevelDraft, Name, NumberDraft, OverDraft,
    ProvenanceDraft, RefDraft, TextDraft, UsesDraft, VerdictDraft, WordDraft,
};

/// `catalog asvs-c@4.0.3 "Title" { … }`, `profile cctv-er@1 "Title" { over … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CatalogDraft {
    /// Whether it is a profile.
    pub form: CatalogForm,
    /// Key and version.
    pub key: RefDraft,
    /// The title.
    pub title: TextDraft,
    /// `over asvs-c@4.0.3 at L2`, of a profile.
    pub over: ThinVec<OverDraft>,
    /// `publisher "…"`
    pub publisher: Option<TextDraft>,
    /// `dated 2021-10-28`
    pub dated: Option<Name>,
    /// `cites "…" under "…"`
    pub cites: Option<CitesDraft>,
    /// `about "…"`
    pub about: Option<TextDraft>,
    /// `levels L1 < L2`
    pub levels: ThinVec<LevelDraft>,
    /// `controls 34`
    pub controls: Option<CountDraft>,
    /// `prints shall "Mandatory"`
    pub prints: ThinVec<WordDraft>,
    /// `provenance …`
    pub provenance: ThinVec<ProvenanceDraft>,
    /// `split`, `merged`, `withdrawn`
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
    #[must_use]
    pub fn of(form: CatalogForm) -> Self {
        Self {
            form,
            ..Self::default()
        }
    }
}

impl Table for CatalogDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Versioned(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        match (self.form, PROFILE.as_slice()) {
            (CatalogForm::Catalog, [_over, fields @ ..]) => fields,
            (CatalogForm::Catalog | CatalogForm::Profile, fields) => fields,
        }
    }
}

/// The fields of a profile: `over`, and those of any catalog.
#[rustfmt::skip]
static PROFILE: [Field<CatalogDraft>; 12] = [
    many("over", 49, "a catalog; `at` and a level", |d: &mut CatalogDraft| FieldMut::Over(&mut d.over)).required(),
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
];

/// `in key@version`: the catalog of the controls and groups that follow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InDraft {
    /// The catalog.
    pub catalog: RefDraft,
}

impl Table for InDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Catalog(&mut self.catalog)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &[]
    }
}

/// `provenance aspects confidence "source"` of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileProvenanceDraft {
    /// What it says.
    pub provenance: ProvenanceDraft,
}

impl Table for FileProvenanceDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Provenance(&mut self.provenance)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &[]
    }
}

/// `edition iotscs@2024-03 "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EditionDraft {
    /// Key and version.
    pub key: RefDraft,
    /// The title.
    pub title: TextDraft,
    /// `status draft`
    pub status: Option<Name>,
    /// `approved 2023-12-15`
    pub approved: Option<Name>,
    /// `dated 2024-03-05`
    pub dated: Option<Name>,
    /// `about "…"`
    pub about: Option<TextDraft>,
    /// `cites "…"`
    pub cites: Option<CitesDraft>,
    /// `languages en, hi`
    pub languages: ThinVec<Name>,
    /// `levels L1 < L2`
    pub levels: ThinVec<LevelDraft>,
    /// `members unpublished of L0`
    pub unpublished: ThinVec<Name>,
    /// `uses asvs-c@4.0.3 with L1 = L1`
    pub uses: ThinVec<UsesDraft>,
    /// `verdict pass "Pass" good`
    pub verdicts: ThinVec<VerdictDraft>,
    /// `forms F03, F04`
    pub forms: ThinVec<Name>,
    /// `phases documents, tests`
    pub phases: ThinVec<Name>,
    /// `calendar "…"` or `calendar unknown`
    pub calendar: Option<NumberDraft>,
    /// `rules registered-first, two-copies`
    pub rules: ThinVec<Name>,
    /// `provenance …`
    pub provenance: ThinVec<ProvenanceDraft>,
    /// `split`, `merged`, `withdrawn`
    pub history: ThinVec<HistoryDraft>,
}

impl Table for EditionDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Versioned(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &EDITION
    }
}

#[rustfmt::skip]
static EDITION: [Field<EditionDraft>; 18] = [
    once("status", 41, "`draft` or `published`", |d| FieldMut::Key(&mut d.status)),
    once("approved", 40, "a date", |d| FieldMut::Key(&mut d.approved)),
    once("dated", 40, "a date", |d| FieldMut::Key(&mut d.dated)),
    once("about", 40, "a text", |d| FieldMut::Text(&mut d.about)),
    once("cites", 40, "a text; `under` and the licence", |d| FieldMut::Cites(&mut d.cites)),
    once("languages", 40, "language codes", |d| FieldMut::Keys(&mut d.languages)),
    once("levels", 42, "levels with `<` between them", |d| FieldMut::Levels(&mut d.levels)),
    many("members", 45, "`unpublished of` levels", |d| FieldMut::Unpublished(&mut d.unpublished)),
    many("uses", 42, "a catalog, and how levels map", |d| FieldMut::Uses(&mut d.uses)),
    many("verdict", 46, "a key, a text and a class", |d| FieldMut::Verdict(&mut d.verdicts)),
    once("forms", 40, "forms", |d| FieldMut::Keys(&mut d.forms)),
    once("phases", 48, "phases", |d| FieldMut::Keys(&mut d.phases)),
    once("calendar", 57, "a text, or `unknown`", |d| FieldMut::Number(&mut d.calendar)),
    once("rules", 57, "rules", |d| FieldMut::Keys(&mut d.rules)),
    many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
    many("split", 37, "a key, `into` keys", |d| FieldMut::History(HistoryKind::Split, &mut d.history)),
    many("merged", 37, "keys, `into` a key", |d| FieldMut::History(HistoryKind::Merged, &mut d.history)),
    many("withdrawn", 37, "keys, and why", |d| FieldMut::History(HistoryKind::Withdrawn, &mut d.history)),
];
