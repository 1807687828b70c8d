//! The summary of what is not published, for people at a terminal.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use crate::cli::table::render_rows;
use crate::cli::terminal::{Lines, Look, Paint};
use crate::model::{Aspect, Confidence};
use crate::render::make_visible;
use crate::view::{
    ConfidenceAspects, ProvenanceItem, ProvenancePart, ProvenanceView, SharedGround, WaitingAspect,
    WaitingItem,
};

/// The number of characters of a text that are shown.
const SHOWN: usize = 70;

/// A confidence and a reason.
type Ground<'a> = (Confidence, Option<&'a str>);

/// Lists what is not published: the counts of each catalog, then what many items share, then the rest one by one.
pub(super) fn summarise_provenance(view: &ProvenanceView, look: Look) -> String {
    let mut text = Lines::default();
    for (number, part) in view.parts.iter().enumerate() {
        if number > 0 {
            text.add("");
        }
        add_part(part, look, &mut text);
    }
    text.into_text()
}

fn add_part(part: &ProvenancePart, look: Look, text: &mut Lines) {
    let noun = match (&part.catalog, part.items) {
        (Some(_), 1) => "control",
        (Some(_), _) => "controls",
        (None, _) => "items in no catalog",
    };
    let title = format!("{}: {}, {} {noun}", part.name, part.title, part.items);
    text.add(look.paint(Paint::Strong, &visible(&title)));
    for count in &part.counts {
        text.add(format_args!(
            "  {:<13}{}",
            count.confidence.word(),
            counted(count)
        ));
    }
    let (ours, others): (Vec<_>, Vec<_>) =
        (part.shared.iter()).partition(|ground| ground.confidence == Confidence::Ours);
    let rows = grounds(part);
    if !others.is_empty() || !rows.is_empty() {
        text.add("");
    }
    for ground in others {
        text.add(format_args!("  {}", shared_words(ground)));
    }
    for ((confidence, source), rows) in &rows {
        let source = source.map_or_else(String::new, |source| format!(": {source}"));
        let heading = format!("  {}{source}", confidence.word());
        text.add(look.paint(Paint::Advice, &visible(&heading)));
        let table = render_rows(rows);
        for line in table.lines() {
            text.add(format_args!("    {line}"));
        }
    }
    if !ours.is_empty() {
        text.add("");
    }
    for ground in ours {
        text.add(format_args!("  {}", shared_words(ground)));
    }
}

fn counted(count: &ConfidenceAspects) -> String {
    let aspects: Vec<String> = count
        .aspects
        .iter()
        .map(|count| format!("{} {}", count.aspect.word(), count.items))
        .collect();
    aspects.join(", ")
}

/// Lists what many items share: `strength inferred, all 45 controls: the title says guidelines`.
fn shared_words(ground: &SharedGround) -> String {
    let all = ground.items == ground.of;
    let items = if all && ground.of == 1 {
        ground.keys.join(", ")
    } else if all {
        format!("all {} {}", ground.of, ground.kinds.plural())
    } else {
        let kinds = ground.kinds.plural();
        format!("{} of {} {kinds}", ground.items, ground.of)
    };
    let says = ground.says.as_ref();
    let says = says.map_or_else(String::new, |says| format!(" ({})", shortened(says)));
    let source = ground.source.as_ref();
    let source = source.map_or_else(String::new, |source| format!(": {source}"));
    let (aspect, confidence) = (ground.aspect.word(), ground.confidence.word());
    visible(&format!("{aspect} {confidence}, {items}{says}{source}"))
}

/// Groups the aspects that are listed one by one under their grounds; what can be confirmed comes first.
fn grounds(part: &ProvenancePart) -> IndexMap<Ground<'_>, Vec<Vec<String>>> {
    let mut grounds: IndexMap<Ground<'_>, Vec<Vec<String>>> = IndexMap::new();
    let told = told_together(part);
    for count in &part.counts {
        let all = part
            .waiting
            .iter()
            .flat_map(|item| item.aspects.iter().map(move |aspect| (item, aspect)));
        for (item, aspect) in all.filter(|(_, aspect)| aspect.confidence == count.confidence) {
            let ground = (aspect.confidence, aspect.source.as_deref());
            if !told.contains(&(aspect.aspect, ground, item.key.as_str())) {
                grounds.entry(ground).or_default().push(row(item, aspect));
            }
        }
    }
    grounds
}

/// Returns the aspects that are listed together with those of other items: aspect, ground, and key of the item.
fn told_together(part: &ProvenancePart) -> FxHashSet<(Aspect, Ground<'_>, &str)> {
    part.shared
        .iter()
        .flat_map(|shared| {
            let ground = (shared.confidence, shared.source.as_deref());
            (shared.keys.iter()).map(move |key| (shared.aspect, ground, key.as_str()))
        })
        .collect()
}

fn row(item: &WaitingItem, aspect: &WaitingAspect) -> Vec<String> {
    let key = if item.kind == ProvenanceItem::Control {
        item.key.to_string()
    } else {
        format!("{} {}", item.kind.word(), item.key)
    };
    vec![
        key,
        aspect.aspect.word().to_owned(),
        shortened(&aspect.says),
    ]
}

/// Returns the beginning of a text, on one line.
fn shortened(text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    let text = text.join(" ");
    if text.chars().count() <= SHOWN {
        return text;
    }
    let kept: String = text.chars().take(SHOWN - 1).collect();
    format!("{}…", kept.trim_end())
}

fn visible(text: &str) -> String {
    make_visible(text).into_owned()
}
