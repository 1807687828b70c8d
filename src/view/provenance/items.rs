//! The items of a scheme that have provenance, with the text of each aspect.

use super::says::{control_says, edition_says};
use crate::model::{Aspect, CatalogId, Ground, Provenance, Scheme, words};
use crate::source::Text;
use crate::view::scheme::SchemeView;

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
            Item {
                statement: definition.texts.statement.clone(),
                objective: definition.texts.objective.clone(),
                aspects: aspects(of, &control.provenance, says),
                ..Item::new(ProvenanceItem::Control, &definition.key, &control.title)
            }
        })
        .collect()
}

/// Returns the items of the edition that are in no catalog.
pub(super) fn items_of_edition<'a>(
    scheme: &'a Scheme,
    view: &SchemeView,
    of: &ProvenanceOf<'_>,
) -> Vec<Item<'a>> {
    let edition = &scheme.edition;
    let whole = Item::new(ProvenanceItem::Edition, &view.edition.name, &edition.title);
    let said: Vec<(Aspect, String)> = Aspect::ALL
        .iter()
        .filter_map(|aspect| Some((*aspect, edition_says(scheme, *aspect)?)))
        .collect();
    let mut items = vec![whole.saying(of, &edition.provenance, &said)];
    items.extend(view.forms.iter().filter_map(|definition| {
        let (_, form) = scheme.forms.lookup(&definition.form.key)?;
        let item = Item::new(ProvenanceItem::Form, &form.key, &form.title);
        let number = definition.form.number.clone();
        let title = [Aspect::Title, Aspect::Form].map(|aspect| (aspect, form.title.to_string()));
        let said: Vec<_> = number
            .map(|number| (Aspect::Number, number))
            .into_iter()
            .chain(title)
            .collect();
        Some(item.saying(of, &form.provenance, &said))
    }));
    items.extend(view.rules.iter().filter_map(|definition| {
        let (_, rule) = scheme.rules.lookup(&definition.key)?;
        let item = Item::new(ProvenanceItem::Rule, &rule.key, &rule.title);
        let said = [(Aspect::Rule, definition.says.clone())];
        Some(item.saying(of, &rule.provenance, &said))
    }));
    items.extend(view.evidence.iter().filter_map(|definition| {
        let (_, kind) = scheme.evidence.lookup(&definition.kind.key)?;
        let item = Item::new(ProvenanceItem::Evidence, &kind.key, &kind.title);
        let says = kind.contains.as_ref().unwrap_or(&kind.title);
        let said = [(Aspect::Evidence, says.to_string())];
        Some(item.saying(of, &kind.provenance, &said))
    }));
    items.extend(view.procedures.iter().filter_map(|definition| {
        let (_, procedure) = scheme.procedures.lookup(&definition.key)?;
        let item = Item::new(ProvenanceItem::Procedure, &procedure.key, &procedure.title);
        let said = [(Aspect::Procedure, procedure.title.to_string())];
        Some(item.saying(of, &procedure.provenance, &said))
    }));
    items.extend(view.interpretations.iter().filter_map(|definition| {
        let (_, ruled) = scheme.interpretations.lookup(&definition.texts.key)?;
        let item = Item::new(ProvenanceItem::Interpretation, &ruled.key, &ruled.title);
        let says = ruled.ruling.as_ref().or(ruled.question.as_ref());
        let statement = says.map(|says| (Aspect::Statement, says.to_string()));
        let said = std::iter::once((Aspect::Title, ruled.title.to_string())).chain(statement);
        let said: Vec<(Aspect, String)> = said.collect();
        Some(item.saying(of, &ruled.provenance, &said))
    }));
    items
}

impl<'a> Item<'a> {
    fn new(kind: ProvenanceItem, key: &str, title: &str) -> Self {
        Self {
            key: key.into(),
            kind,
            title: title.into(),
            statement: None,
            objective: None,
            aspects: Vec::new(),
        }
    }

    /// Adds the selected aspects that have a text among these.
    fn saying(
        self,
        of: &ProvenanceOf<'_>,
        provenance: &'a Provenance,
        said: &[(Aspect, String)],
    ) -> Self {
        let says = |aspect| {
            let text = said.iter().find(|(stated, _)| *stated == aspect);
            text.map(|(_, says)| says.clone())
        };
        Self {
            aspects: aspects(of, provenance, says),
            ..self
        }
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
