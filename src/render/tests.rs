//! What holds for every text: it stays text, and no private link comes of it.

use std::sync::Arc;

use proptest::prelude::*;

use super::document::{Align, Block, Field, FieldKind, Inline, Row, Table, Target, plain_text};
use super::escape::{escape_line, escape_lines};
use super::filled::fill_fields;
use super::lower::{lower_author, lower_template};
use super::markdown::{write_blocks, write_on_one_line};
use super::slot_link::Made;
use super::visible::make_visible;
use crate::view::{Figures, FilledView, Standing};

/// Texts rich in what Markdown knows.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-z0-9 ]{0,6}",
        6 => "[\\[\\](){}<>|`*_#+.!\\\\&;:=~$^\"'\\-]{1,4}",
        1 => Just("\n".to_owned()),
        1 => Just("\n\n".to_owned()),
        1 => Just("    ".to_owned()),
        1 => Just("praman:slot/x?kind=text".to_owned()),
        1 => Just("](praman:slot/x?kind=text)".to_owned()),
        1 => Just("[a](praman:ref/x)".to_owned()),
        1 => Just("[a]: praman:page/landscape\n\n[a]".to_owned()),
        1 => Just("<praman:slot/x>".to_owned()),
        1 => Just("&#112;raman:".to_owned()),
        1 => Just("<br>".to_owned()),
        1 => Just("| --- | --- |\n".to_owned()),
        1 => Just("```\n".to_owned()),
        1 => "\\PC{0,3}",
        1 => "[\u{202a}-\u{202e}\u{0}-\u{8}]",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// What a text from outside looks like in a document: one line of visible characters.
fn expected(text: &str) -> String {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| make_visible(word).into_owned())
        .collect();
    words.join(" ")
}

/// Takes out the marks that isolate right-to-left text.
fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

fn walk(blocks: &[Block], see: &mut dyn FnMut(&Inline)) {
    for block in blocks {
        match block {
            Block::Heading(heading) => walk_line(&heading.content, see),
            Block::Paragraph(content) => walk_line(content, see),
            Block::List(list) => list.items.iter().for_each(|item| walk(item, see)),
            Block::Quote(inner) => walk(inner, see),
            Block::Table(table) => {
                let cells = table
                    .rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .chain(&table.head);
                cells.for_each(|cell| walk_line(cell, see));
            }
            Block::Figure(figure) => walk_line(&figure.caption, see),
            Block::Code(_) | Block::Filter(_) | Block::Rule => {}
        }
    }
}

fn walk_line(inlines: &[Inline], see: &mut dyn FnMut(&Inline)) {
    for inline in inlines {
        see(inline);
        match inline {
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Link { content: inner, .. } => walk_line(inner, see),
            Inline::Text(_) | Inline::Code(_) | Inline::Field(_) | Inline::Break => {}
        }
    }
}

fn is_private(inline: &Inline) -> bool {
    match inline {
        Inline::Field(_)
        | Inline::Link {
            target: Target::Anchor(_) | Target::File(_),
            ..
        } => true,
        Inline::Link {
            target: Target::Web(address),
            ..
        } => !["http:", "https:", "mailto:"]
            .iter()
            .any(|scheme| address.to_lowercase().starts_with(scheme)),
        Inline::Text(_)
        | Inline::Strong(_)
        | Inline::Emphasis(_)
        | Inline::Code(_)
        | Inline::Break => false,
    }
}

#[track_caller]
fn no_private(blocks: &[Block]) {
    walk(blocks, &mut |inline| {
        assert!(!is_private(inline), "{inline:?}");
    });
}

/// The words of a document with the line ends of a paragraph as blanks.
fn words(blocks: &[Block]) -> String {
    let mut all = String::new();
    walk(blocks, &mut |inline| {
        if let Inline::Text(_) | Inline::Code(_) = inline {
            all.push_str(&plain_text(std::slice::from_ref(inline)));
        }
    });
    let all: Vec<&str> = all.split_whitespace().collect();
    all.concat()
}

/// A field in which a text is filled in.
fn filled_field(text: &str) -> Inline {
    let field = Field {
        words: super::document::Words::Whole,
        slot: "a/b".to_owned(),
        label: "L".to_owned(),
        kind: FieldKind::Lines,
        value: String::new(),
        filled: None,
    };
    let mut made = Made {
        fields: vec![Arc::new(field)],
        rows: Vec::new(),
        told: Vec::new(),
    };
    let answer = FilledView {
        value: Some(text.to_owned()),
        shown: text.to_owned(),
        standing: Standing::Answered,
        kept: false,
        follows: None,
        note: None,
    };
    fill_fields(&mut made, &[("a/b".to_owned(), answer)].into());
    Inline::Field(made.fields.pop().expect("the field"))
}

fn lines_of_field(field: &Field) -> Vec<String> {
    let filled = field.filled.as_ref();
    filled
        .map(|filled| filled.lines.clone())
        .unwrap_or_default()
}

proptest! {
    #[test]
    fn an_outside_text_stays_one_text_wherever_it_is_printed(text in texts()) {
        let escaped = escape_line(&text);
        let markdown = format!(
            "# {escaped}\n\n{escaped}\n\n- {escaped}\n\nx {escaped} y\n\n> {escaped}\n\n| {escaped} | b |\n| --- | --- |\n| {escaped} | {escaped} |\n"
        );
        let (sections, faults) = lower_template(&markdown, &Made::default(), &Figures::new());
        prop_assert!(faults.is_empty(), "{faults:?}");
        let expected = expected(&text);
        let mut seen = 0;
        for section in &sections {
            walk(&section.blocks, &mut |inline| {
                let Inline::Text(found) = inline else { panic!("{inline:?}") };
                if found != "b" {
                    let found = bare(found);
                    let found = found.strip_prefix("x ").and_then(|found| found.strip_suffix(" y")).unwrap_or(&found);
                    assert_eq!(found, bare(&expected));
                    seen += 1;
                }
            });
        }
        prop_assert!(expected.is_empty() || expected == "b" || seen == 8, "{seen} of 8");
    }

    #[test]
    fn outside_texts_side_by_side_stay_text(first in texts(), second in texts()) {
        let (a, b) = (escape_line(&first), escape_line(&second));
        let both: String = (expected(&first) + &expected(&second)).split_whitespace().collect();
        let both = bare(&both);
        for around in [["", "\n"], ["# ", "\n"], ["- ", "\n"], ["> ", "\n"], ["x\n", "\n"], ["| ", " | b |\n| --- | --- |\n"]] {
            let markdown = format!("{}{a}{b}{}", around[0], around[1]);
            let (sections, faults) = lower_template(&markdown, &Made::default(), &Figures::new());
            prop_assert!(faults.is_empty(), "{faults:?}");
            let mut found = String::new();
            for section in &sections {
                no_private(&section.blocks);
                walk(&section.blocks, &mut |inline| {
                    let Inline::Text(text) = inline else { panic!("{inline:?}") };
                    found.push_str(text);
                });
            }
            let found: String = bare(&found).split_whitespace().collect();
            let found = found.strip_prefix(if around[0] == "x\n" { "x" } else { "" });
            let found = found.map(|found| found.strip_suffix(if around[0] == "| " { "b" } else { "" }).unwrap_or(found));
            prop_assert_eq!(found, Some(both.as_str()), "{}", markdown);
        }
    }

    #[test]
    fn lines_of_an_outside_text_stay_in_their_cell(text in texts()) {
        let markdown = format!("| a | b |\n| --- | --- |\n| {} | z |\n", escape_lines(&text));
        let (sections, faults) = lower_template(&markdown, &Made::default(), &Figures::new());
        prop_assert!(faults.is_empty(), "{faults:?}");
        let blocks = &sections.first().expect("a section").blocks;
        let [Block::Table(table)] = blocks.as_slice() else { panic!("{blocks:?}") };
        prop_assert_eq!(table.rows.len(), 1);
        prop_assert_eq!(plain_text(table.rows.first().and_then(|row| row.cells.get(1)).expect("a cell")), "z");
        no_private(blocks);
    }

    #[test]
    fn markdown_of_authors_yields_no_private_link(text in texts()) {
        let blocks = lower_author(&text);
        no_private(&blocks);
        for markdown in [write_blocks(&blocks), write_blocks(&[Block::Quote(blocks.clone())]), format!("| {} | b |\n| --- | --- |\n", write_on_one_line(&blocks)), format!("1. {}\n", write_on_one_line(&blocks))] {
            let (sections, faults) = lower_template(&markdown, &Made::default(), &Figures::new());
            prop_assert!(faults.is_empty(), "{faults:?} of {markdown:?}");
            for section in &sections {
                no_private(&section.blocks);
            }
        }
    }

    #[test]
    fn an_answer_stays_text_wherever_its_field_stands(text in texts()) {
        // An answer is never empty: an empty one clears its slot.
        prop_assume!(!text.is_empty());
        let field = filled_field(&text);
        let typed = if let Inline::Field(field) = &field { lines_of_field(field).concat() } else { String::new() };
        let typed: String = typed.split_whitespace().collect();
        let word = || Inline::Text("word".to_owned());
        let row = Row { mark: None, cells: vec![vec![field.clone()], vec![word(), Inline::Break, field.clone(), word()]] };
        let table = Table { anchor: None, caption: Vec::new(), align: vec![Align::Start; 2], head: vec![vec![word()]; 2], rows: vec![row] };
        let places = [
            (Block::Paragraph(vec![field.clone()]), format!("L:{typed}")),
            (Block::Paragraph(vec![field.clone(), word()]), format!("{typed}word")),
            (Block::Quote(vec![Block::Paragraph(vec![word(), field])]), format!("word{typed}")),
            (Block::Table(Box::new(table)), format!("{typed}word{typed}wordwordword")),
        ];
        for (block, expected) in places {
            let markdown = write_blocks(std::slice::from_ref(&block));
            let (sections, faults) = lower_template(&markdown, &Made::default(), &Figures::new());
            prop_assert!(faults.is_empty(), "{faults:?} of {markdown:?}");
            let [section] = sections.as_slice() else { panic!("{sections:?}") };
            prop_assert_eq!(section.blocks.len(), 1, "{}", markdown);
            no_private(&section.blocks);
            prop_assert_eq!(bare(&words(&section.blocks)), bare(&expected), "{}", markdown);
        }
    }

    #[test]
    fn what_the_markdown_writer_writes_reads_the_same(text in texts()) {
        let blocks = lower_author(&text);
        let (sections, _) = lower_template(&write_blocks(&blocks), &Made::default(), &Figures::new());
        let again: Vec<Block> = sections.into_iter().flat_map(|section| section.blocks).collect();
        prop_assert_eq!(words(&again), words(&blocks), "{}", write_blocks(&blocks));
    }
}

#[test]
fn blanks_in_a_code_span_make_no_block_of_code() {
    let blocks = lower_author("`    `!");
    let (sections, _) = lower_template(&write_blocks(&blocks), &Made::default(), &Figures::new());
    let again: Vec<Block> = sections
        .into_iter()
        .flat_map(|section| section.blocks)
        .collect();
    assert_eq!(words(&again), words(&blocks));
}

#[test]
fn deep_markdown_of_authors_becomes_text() {
    for deep in [
        ">".repeat(20_000),
        "- ".repeat(5_000),
        "[".repeat(20_000),
        "*a ".repeat(20_000),
        "**a _b ".repeat(10_000),
    ] {
        let blocks = lower_author(&format!("{deep}x"));
        let (sections, faults) =
            lower_template(&write_blocks(&blocks), &Made::default(), &Figures::new());
        assert!(faults.is_empty() && !sections.is_empty());
        assert!(!write_on_one_line(&blocks).is_empty());
    }
}
