//! The items of a scheme that have provenance, with the text of each aspect.

use super::says::{control_says, edition_says};
use crate::model::{Aspect, CatalogId, Ground, Provenance, Scheme, words};
use crate::source::Text;
use crate::view::scheme::{ControlDefinition, SchemeView};

/// The selection of items and aspects whose provenance is shown.
#[derive(Debug, Clone, Copy)]
pub struct ProvenanceOf<'a> {
    /// The catalog; `None` for all catalogs of the edition, and the edition itself.
    pub catalog: Option<CatalogId>,
    /// The aspects; all if the list is empty.
    pub aspects: &'a [Aspect],
}

/// An item with the grounds of its aspects, published ones included.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    /// The key; of a control with that of its catalog.
    pub key: Text,
    pub kind: ProvenanceItem,
    pub title: Text,
    pub statement: Option<Text>,
    pub objective: Option<Text>,
    pub aspects: Vec<Said<'a>>,
}

/// An aspect with its text and its ground.
#[derive(Debug, Clone)]
pub(super) struct Said<'a> {
    pub aspect: Aspect,
    pub says: String,
    pub ground: &'a Ground,
}

words! {
    /// The kind of an item that has provenance.
    ProvenanceItem {
        /// A control.
        Control = "control",
        /// The edition itself.
        Edition = "edition",
        /// A form.
        Form = "form",
        /// A rule of the process.
        Rule = "rule",
        /// A kind of evidence.
        Evidence = "evidence",
        /// A procedure.
        Procedure = "procedure",
        /// An interpretation.
        Interpretation = "interpretation",
    }
}

impl ProvenanceItem {
    /// Returns the plural: `controls`, `kinds of evidence`.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Control => "controls",
            Self::Edition => "editions",
            Self::Form => "forms",
            Self::Rule => "rules",
            Self::Evidence => "kinds of evidence",
            Self::Procedure => "procedures",
            Self::Interpretation => "interpretations",
        }
    }
}

/// Returns the controls of a catalog.
pub(super) fn controls_of<'a>(
    scheme: &'a Scheme,
    view: &SchemeView,
    catalog: CatalogId,
    of: &ProvenanceOf<'_>,
) -> Vec<Item<'a>> {
    let shown = scheme.controls.iter().zip(&view.controls);
    shown
        .filter(|((_, control), _)| control.catalog == catalog)
        .map(|((id, control), definition)| {
            let says = |aspect| control_says(scheme, id, definition, aspect);
            control_item(definition, aspects(of, &control.provenance, says))
        })
        .collect()
}

fn control_item<'a>(control: &ControlDefinition, aspects: Vec<Said<'a>>) -> Item<'a> {
    Item {
        key: control.key.clone(),
        kind: ProvenanceItem::Control,
        title: control.title.clone(),
        statement: control.texts.statement.clone(),
        objective: control.texts.objective.clone(),
        aspects,
    }
}

/// Returns the items of the edition that are in no catalog.
pub(super) fn items_of_edition<'a>(
    scheme: &'a Scheme,
    view: &SchemeView,
    of: &ProvenanceOf<'_>,
) -> Vec<Item<'a>> {
    let edition = &scheme.edition;
    let whole = Named(ProvenanceItem::Edition, &view.edition.name, &edition.title);
    let said = Aspect::ALL.iter();
    let said = said.filter_map(|aspect| Some((*aspect, edition_says(scheme, *aspect)?)));
    let said: Vec<(Aspect, String)> = said.collect();
    let mut items = vec![item(whole, of, &edition.provenance, &said)];
    items.extend(view.forms.iter().filter_map(|one| {
        let (_, form) = scheme.forms.lookup(&one.form.key)?;
        let named = Named(ProvenanceItem::Form, &form.key, &form.title);
        let said = [
            (Aspect::Number, one.form.number.clone()),
            (Aspect::Title, form.title.to_string()),
            (Aspect::Form, form.title.to_string()),
        ];
        Some(item(named, of, &form.provenance, &said))
    }));
    items.extend(view.rules.iter().filter_map(|one| {
        let (_, rule) = scheme.rules.lookup(&one.key)?;
        let named = Named(ProvenanceItem::Rule, &rule.key, &rule.title);
        let said = [(Aspect::Rule, one.says.clone())];
        Some(item(named, of, &rule.provenance, &said))
    }));
    items.extend(view.evidence.iter().filter_map(|one| {
        let (_, kind) = scheme.evidence.lookup(&one.kind.key)?;
        let named = Named(ProvenanceItem::Evidence, &kind.key, &kind.title);
        let says = kind.contains.as_ref().unwrap_or(&kind.title);
        let said = [(Aspect::Evidence, says.to_string())];
        Some(item(named, of, &kind.provenance, &said))
    }));
    items.extend(view.procedures.iter().filter_map(|one| {
        let (_, procedure) = scheme.procedures.lookup(&one.key)?;
        let named = Named(ProvenanceItem::Procedure, &procedure.key, &procedure.title);
        let said = [(Aspect::Procedure, procedure.title.to_string())];
        Some(item(named, of, &procedure.provenance, &said))
    }));
    items.extend(view.interpretations.iter().filter_map(|one| {
        let (_, known) = scheme.interpretations.lookup(&one.texts.key)?;
        let named = Named(ProvenanceItem::Interpretation, &known.key, &known.title);
        let says = known.ruling.as_ref().or(known.question.as_ref());
        let statement = says.map(|says| (Aspect::Statement, says.to_string()));
        let said = std::iter::once((Aspect::Title, known.title.to_string())).chain(statement);
        let said: Vec<(Aspect, String)> = said.collect();
        Some(item(named, of, &known.provenance, &said))
    }));
    items
}

/// The kind, the key and the title of an item.
struct Named<'n>(ProvenanceItem, &'n str, &'n str);

fn item<'a>(
    Named(kind, key, title): Named<'_>,
    of: &ProvenanceOf<'_>,
    provenance: &'a Provenance,
    said: &[(Aspect, String)],
) -> Item<'a> {
    let says = |aspect| {
        let found = said.iter().find(|(other, _)| *other == aspect);
        found.map(|(_, says)| says.clone())
    };
    Item {
        key: key.into(),
        kind,
        title: title.into(),
        statement: None,
        objective: None,
        aspects: aspects(of, provenance, says),
    }
}

/// Returns the selected aspects for which an item has a text.
fn aspects<'a>(
    of: &ProvenanceOf<'_>,
    provenance: &'a Provenance,
    says: impl Fn(Aspect) -> Option<String>,
) -> Vec<Said<'a>> {
    let wanted = |aspect| of.aspects.is_empty() || of.aspects.contains(&aspect);
    let grounds = provenance.iter().filter(|(aspect, _)| wanted(*aspect));
    grounds
        .filter_map(|(aspect, ground)| {
            Some(Said {
                aspect,
                says: says(aspect)?,
                ground,
            })
        })
        .collect()
}
