//! How a slot is filled in: by writing, or by choosing one of some words.

use serde::Serialize;

use crate::model::{
    Ask, AskKind, BlankKind, Choice, Date, Holding, IdentityKind, Scheme, Slot, SlotPart, SlotWord,
    VerdictClass,
};
use crate::product::IdentityField;
use crate::source::Text;
use crate::view::choices::view_choice;

/// How a slot is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// With a few words.
    Text,
    /// With some lines.
    Lines,
    /// With a date.
    Date,
    /// With one of some words.
    Choice(Vec<OptionView>),
}

/// A word to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OptionView {
    /// The key, which is what is stored.
    pub key: String,
    /// What is printed.
    pub title: String,
    /// The class of a verdict word, which decides how it rolls up.
    pub class: Option<VerdictClass>,
}

const AGREED: &[&str] = &["agreed", "refused"];
const YES_NO: &[&str] = &["yes", "no"];
const KEPT: &[&str] = &["yes", "no", "not yet due"];
const REPEATED: &[&str] = &["as reported", "differs"];
const FOUND_SO: &[&str] = &["as declared", "differs"];
const CHECKED: &[(&str, &str)] = &[("yes", "yes"), ("no", "no"), ("not-needed", "not needed")];

impl Shape {
    /// Returns the words to choose from; none where people write.
    pub fn options(&self) -> &[OptionView] {
        match self {
            Self::Choice(options) => options,
            Self::Text | Self::Lines | Self::Date => &[],
        }
    }

    /// Returns the class of a verdict word that was chosen.
    pub fn class_of(&self, key: &str) -> Option<VerdictClass> {
        let mut options = self.options().iter();
        options.find(|option| option.key == key)?.class
    }

    /// Returns the first word of a class.
    pub fn option_of(&self, class: VerdictClass) -> Option<&OptionView> {
        let mut options = self.options().iter();
        options.find(|option| option.class == Some(class))
    }

    /// Says whether a value can be an answer: one of the words, or a date.
    pub fn takes(&self, value: &str) -> bool {
        match self {
            Self::Choice(options) => options.iter().any(|option| option.key == value),
            Self::Date => Date::parse(value).is_some(),
            Self::Text | Self::Lines => true,
        }
    }

    fn of_words(words: &[&str]) -> Self {
        Self::of_pairs(words.iter().map(|word| (*word, *word)))
    }

    fn of_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let options = pairs.into_iter().map(|(key, title)| OptionView {
            key: key.to_owned(),
            title: title.to_owned(),
            class: None,
        });
        Self::Choice(options.collect())
    }
}

/// Returns how a slot is filled in.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "people write a few words where nothing else is said; the tests of documents hold this against their fields"
)]
pub(super) fn shape_of(scheme: &Scheme, slot: &Slot) -> Shape {
    let field = slot.part(SlotPart::Field).map(Text::as_str);
    match slot.what {
        SlotWord::Verdict | SlotWord::Result => verdict_words(scheme, slot),
        SlotWord::Confirmed if slot.part(SlotPart::Inventory).is_some() => {
            Shape::of_words(FOUND_SO)
        }
        SlotWord::VerdictAgreed
        | SlotWord::ResultAgreed
        | SlotWord::TesterAgrees
        | SlotWord::NotApplicableAgreed
        | SlotWord::Confirmed
        | SlotWord::DifferenceConfirmed => Shape::of_words(AGREED),
        SlotWord::Undertaking if field == Some("agreed") => Shape::of_words(AGREED),
        SlotWord::Rule if field == Some("kept") => Shape::of_words(KEPT),
        SlotWord::Repeated if field == Some("picked") => Shape::of_words(YES_NO),
        SlotWord::Repeated if field == Some("result") => Shape::of_words(REPEATED),
        SlotWord::Accepted | SlotWord::Agrees => Shape::of_words(YES_NO),
        SlotWord::FindingResponse if field == Some("date") => Shape::Date,
        SlotWord::Access => Shape::of_pairs(
            scheme
                .access
                .iter()
                .map(|(_, way)| (way.key.as_str(), way.title.as_str())),
        ),
        SlotWord::Ask | SlotWord::Declaration => {
            find_ask(scheme, slot).map_or(Shape::Lines, |ask| asked_shape(ask, slot))
        }
        _ if takes_lines(scheme, slot) => Shape::Lines,
        _ => Shape::Text,
    }
}

/// Says whether there is blank for some lines where people write, as documents have it.
#[expect(clippy::wildcard_enum_match_arm, reason = "as above")]
fn takes_lines(scheme: &Scheme, slot: &Slot) -> bool {
    let of_control = slot.control.is_some();
    let field = slot.part(SlotPart::Field).map(Text::as_str);
    match slot.what {
        // Beside a remark, the round or the certificate from which results are taken over.
        SlotWord::Remark => field.is_none(),
        SlotWord::Response
        | SlotWord::Finding
        | SlotWord::CarriedOver
        | SlotWord::Observed
        | SlotWord::DiffersReason
        | SlotWord::Deviations
        | SlotWord::Report
        | SlotWord::Interpretation
        | SlotWord::TesterRemark
        | SlotWord::NotApplicableRemark
        | SlotWord::NotApplicableSigned
        | SlotWord::SamplesReceived
        | SlotWord::Undertaking
        | SlotWord::Rule
        | SlotWord::Figure => true,
        // Of each entry, a word on its answers; of evidence, what it shows; of the product, the label with its photograph.
        SlotWord::Seen if of_control => !is_answers(scheme, slot),
        SlotWord::Seen => slot
            .part(SlotPart::Subject)
            .is_some_and(|subject| subject == LABEL),
        SlotWord::Repeated | SlotWord::Witnessed => field == Some("remark"),
        SlotWord::Setting => matches!(field, Some("tools" | "images")),
        SlotWord::Decision => matches!(field, Some("decided" | "conditions" | "took-part")),
        SlotWord::Observation => !matches!(field, Some("class" | "due")),
        SlotWord::FindingResponse => field != Some("date"),
        SlotWord::Reported | SlotWord::Document => !of_control,
        SlotWord::Product => describes(scheme, slot),
        _ => false,
    }
}

/// The label of the product, among what the laboratory sees.
const LABEL: &str = "label";

/// Says whether a slot is about evidence that is answers of the product file.
fn is_answers(scheme: &Scheme, slot: &Slot) -> bool {
    let kind = slot.part(SlotPart::Evidence);
    let kind = kind.and_then(|key| scheme.evidence.lookup(key));
    kind.is_some_and(|(_, kind)| kind.answers.is_some())
}

/// Says whether a slot is for a field that describes the product rather than identify it.
fn describes(scheme: &Scheme, slot: &Slot) -> bool {
    let mut fields = IdentityField::all(scheme);
    let key = slot.part(SlotPart::Subject);
    let field = fields.find(|field| key.is_some_and(|key| key == field.key(scheme)));
    field.is_some_and(|field| field.kind(scheme) == IdentityKind::Lines)
}

/// Returns the verdict words of the edition; those that set aside are for results and rows alone.
fn verdict_words(scheme: &Scheme, slot: &Slot) -> Shape {
    let words = scheme.edition.verdicts.iter();
    let of_control = slot.part(SlotPart::Procedure).is_none();
    let words = words.filter(|word| !(of_control && word.class == VerdictClass::SetAside));
    let options: Vec<OptionView> = words
        .map(|word| OptionView {
            key: word.key.to_string(),
            title: word.title.to_string(),
            class: Some(word.class),
        })
        .collect();
    if options.is_empty() {
        return Shape::Text;
    }
    Shape::Choice(options)
}

/// Finds what a section of a form asks, or what a declaration asks.
pub(super) fn find_ask<'a>(scheme: &'a Scheme, slot: &Slot) -> Option<&'a Ask> {
    let key = slot.part(SlotPart::Ask)?;
    let asked = |asks: &'a [Ask]| asks.iter().find(|ask| ask.key == *key);
    let (Some(form), Some(section)) = (slot.part(SlotPart::Form), slot.part(SlotPart::Section))
    else {
        let sections = scheme
            .forms
            .iter()
            .flat_map(|(_, form)| form.sections.iter());
        let mut declaring =
            sections.filter(|(_, section)| section.holds.contains(&Holding::Declarations));
        return declaring.find_map(|(_, section)| asked(&section.asks));
    };
    let (_, form) = scheme.forms.lookup(form)?;
    let (_, section) = form.sections.lookup(section)?;
    asked(&section.asks)
}

/// Returns what is asked in a slot: in a column of a list, what that column asks.
fn asked_kind<'a>(ask: &'a Ask, slot: &Slot) -> Option<&'a AskKind> {
    match (&ask.kind, slot.part(SlotPart::Column)) {
        (AskKind::ListOf(columns), Some(key)) => {
            let mut columns = columns.iter();
            columns
                .find(|column| column.key == *key)
                .map(|column| &column.kind)
        }
        (kind, _) => Some(kind),
    }
}

/// Returns the choices among which a form lets people choose.
pub(super) fn asked_choices<'a>(ask: &'a Ask, slot: &Slot) -> Option<&'a [Choice]> {
    match asked_kind(ask, slot)? {
        AskKind::OneOf(choices) => Some(choices),
        AskKind::Blank(_) | AskKind::ListOf(_) => None,
    }
}

fn asked_shape(ask: &Ask, slot: &Slot) -> Shape {
    let kind = asked_kind(ask, slot);
    let field = slot.part(SlotPart::Field).map(Text::as_str);
    match kind {
        Some(AskKind::OneOf(choices)) => {
            let views: Vec<_> = choices.iter().map(view_choice).collect();
            Shape::of_pairs(views.iter().map(|view| (&*view.key, &*view.title)))
        }
        Some(AskKind::Blank(BlankKind::Check)) if field == Some("met") => {
            Shape::of_pairs(CHECKED.iter().copied())
        }
        Some(AskKind::Blank(BlankKind::Date)) => Shape::Date,
        Some(AskKind::Blank(BlankKind::Text)) => Shape::Text,
        Some(AskKind::Blank(BlankKind::Figure)) if field == Some("found") => Shape::Text,
        Some(AskKind::Blank(_) | AskKind::ListOf(_)) | None => Shape::Lines,
    }
}
