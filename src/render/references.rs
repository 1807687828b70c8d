//! What references of a document lead to, and what has a name that they find.

use std::collections::BTreeSet;

use super::document::{Block, Document, Inline, Target};

/// Finds references that lead nowhere, and names that two headings or tables have.
#[must_use]
pub fn broken_references(document: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    let mut anchors = BTreeSet::new();
    for block in document.blocks() {
        for anchor in anchors_of(block) {
            if !anchors.insert(anchor) {
                faults.push(format!("two parts with the name `{anchor}`"));
            }
        }
    }
    let mut wanted = BTreeSet::new();
    document
        .blocks()
        .for_each(|block| collect_references(block, &mut wanted));
    let broken = wanted.difference(&anchors);
    faults
        .extend(broken.map(|anchor| format!("a reference to `{anchor}`, which nothing is named")));
    faults
}

/// Returns the names by which references find a block and its rows.
fn anchors_of(block: &Block) -> Vec<&str> {
    match block {
        Block::Heading(heading) => heading.anchor.as_deref().into_iter().collect(),
        Block::Table(table) => {
            let rows = table.rows.iter().filter_map(|row| row.mark.as_ref());
            let rows = rows.map(|mark| mark.anchor.as_str());
            table.anchor.as_deref().into_iter().chain(rows).collect()
        }
        Block::Figure(figure) => vec![&figure.anchor],
        Block::Paragraph(_)
        | Block::List(_)
        | Block::Quote(_)
        | Block::Code(_)
        | Block::Filter(_)
        | Block::Rule => Vec::new(),
    }
}

fn collect_references<'a>(block: &'a Block, wanted: &mut BTreeSet<&'a str>) {
    match block {
        Block::Heading(heading) => collect_inline(&heading.content, wanted),
        Block::Paragraph(content) => collect_inline(content, wanted),
        Block::List(list) => {
            list.items
                .iter()
                .flatten()
                .for_each(|block| collect_references(block, wanted));
        }
        Block::Quote(inner) => inner
            .iter()
            .for_each(|block| collect_references(block, wanted)),
        Block::Table(table) => {
            let rows = table.rows.iter().flat_map(|row| &row.cells);
            let cells = std::iter::once(&table.caption)
                .chain(&table.head)
                .chain(rows);
            cells.for_each(|cell| collect_inline(cell, wanted));
        }
        Block::Figure(figure) => {
            collect_inline(&figure.caption, wanted);
            wanted.extend(figure.shows.anchors());
        }
        Block::Code(_) | Block::Filter(_) | Block::Rule => {}
    }
}

fn collect_inline<'a>(inlines: &'a [Inline], wanted: &mut BTreeSet<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::Link { target, content } => {
                if let Target::Anchor(anchor) = target {
                    wanted.insert(anchor);
                }
                collect_inline(content, wanted);
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => collect_inline(inner, wanted),
            Inline::Text(_) | Inline::Code(_) | Inline::Field(_) | Inline::Break => {}
        }
    }
}
