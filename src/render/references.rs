//! What references of a document lead to, and what has a name that they find.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::document::{Block, Document, Inline, Target};

/// Finds references that lead nowhere, and names that two headings or tables have.
pub fn broken_references(document: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    let mut anchors = FxHashSet::default();
    for block in document.blocks() {
        visit_anchors(block, &mut |anchor| {
            if !anchors.insert(anchor) {
                faults.push(format!("two parts with the name `{anchor}`"));
            }
        });
    }
    let mut broken = BTreeSet::new();
    let mut want = |anchor| {
        if !anchors.contains(anchor) {
            broken.insert(anchor);
        }
    };
    document
        .blocks()
        .for_each(|block| visit_references(block, &mut want));
    let broken = broken.into_iter();
    faults
        .extend(broken.map(|anchor| format!("a reference to `{anchor}`, which nothing is named")));
    faults
}

/// Visits the names by which references find a block and its rows.
fn visit_anchors<'a>(block: &'a Block, visit: &mut impl FnMut(&'a str)) {
    match block {
        Block::Heading(heading) => heading.anchor.as_deref().into_iter().for_each(visit),
        Block::Table(table) => {
            let rows = table.rows.iter().filter_map(|row| row.mark.as_ref());
            let rows = rows.map(|mark| mark.anchor.as_str());
            table
                .anchor
                .as_deref()
                .into_iter()
                .chain(rows)
                .for_each(visit);
        }
        Block::Figure(figure) => visit(&figure.anchor),
        Block::Paragraph(_)
        | Block::List(_)
        | Block::Quote(_)
        | Block::Code(_)
        | Block::Filter(_)
        | Block::Rule => {}
    }
}

fn visit_references<'a>(block: &'a Block, visit: &mut impl FnMut(&'a str)) {
    match block {
        Block::Heading(heading) => visit_inline(&heading.content, visit),
        Block::Paragraph(content) => visit_inline(content, visit),
        Block::List(list) => {
            list.items
                .iter()
                .flatten()
                .for_each(|block| visit_references(block, visit));
        }
        Block::Quote(inner) => inner
            .iter()
            .for_each(|block| visit_references(block, visit)),
        Block::Table(table) => {
            let rows = table.rows.iter().flat_map(|row| &row.cells);
            let cells = std::iter::once(&table.caption)
                .chain(&table.head)
                .chain(rows);
            cells.for_each(|cell| visit_inline(cell, visit));
        }
        Block::Figure(figure) => {
            visit_inline(&figure.caption, visit);
            figure.shows.anchors().into_iter().for_each(visit);
        }
        Block::Code(_) | Block::Filter(_) | Block::Rule => {}
    }
}

fn visit_inline<'a>(inlines: &'a [Inline], visit: &mut impl FnMut(&'a str)) {
    for inline in inlines {
        match inline {
            Inline::Link { target, content } => {
                if let Target::Anchor(anchor) = target {
                    visit(anchor);
                }
                visit_inline(content, visit);
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => visit_inline(inner, visit),
            Inline::Text(_) | Inline::Code(_) | Inline::Field(_) | Inline::Break => {}
        }
    }
}
