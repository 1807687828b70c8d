//! What holds of every text, sound or not.

use praman::diag::Diagnostic;
use praman::source::{Place, Sources, Span};
use praman::syntax::ast::{Placed, SyntaxFile};
use praman::syntax::outline::{Chunk, outline};
use praman::syntax::parse_file;
use praman::syntax::token::{Token, lex};
use proptest::prelude::*;

use crate::mutate;

proptest! {
    #![proptest_config(mutate::config())]

    #[test]
    fn tokens_joined_are_the_text(text in mutate::texts()) {
        check_tokens(&text);
    }

    #[test]
    fn any_characters_are_read(text in "\\PC*") {
        check_tokens(&text);
        check_spans(&text);
    }

    #[test]
    fn every_place_is_in_the_text(text in mutate::texts()) {
        check_spans(&text);
    }

    #[test]
    fn a_hole_comes_with_a_report(text in mutate::texts()) {
        let (file, diagnostics) = parse(&text);
        let incomplete = file.items.iter().any(|placed| placed.item.is_incomplete());
        prop_assert!(!incomplete || !diagnostics.is_empty(), "{}", text);
    }

    #[test]
    fn an_item_depends_on_its_own_text_alone(text in mutate::texts()) {
        check_independent(&text);
    }
}

/// Without its closing brace an item is reported; no other is, but for the one that follows.
#[test]
fn a_brace_that_is_lost_breaks_no_other_item() {
    for path in mutate::samples() {
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        if !parse(&text).1.is_empty() {
            continue;
        }
        for (number, close) in closing_braces(&text).into_iter().enumerate() {
            let broken = format!(
                "{}{}",
                &text[..close.start as usize],
                &text[close.end as usize..]
            );
            check_recovery(&text, &broken, number);
        }
    }
}

fn check_tokens(text: &str) {
    let tokens = lex(text);
    let joined: String = tokens.iter().map(|token| token.text(text)).collect();
    assert_eq!(joined, text);
    assert!(tokens.iter().all(|token| token.span.start < token.span.end));
    check_chunks(text, &tokens);
}

/// Chunks stand one after the other; between them are only trivia and the `;` at the end of a block that
/// is never closed.
fn check_chunks(text: &str, tokens: &[Token]) {
    let passed = |token: &Token| token.kind.is_trivia() || token.text(text) == ";";
    let mut at = 0;
    for chunk in outline(text, tokens).chunks {
        let range = match chunk {
            Chunk::Item(item) => item.range(),
            Chunk::Stray(range) => range,
        };
        assert!(at <= range.start && range.start < range.end, "{text}");
        let between = &tokens[at..range.start];
        assert!(between.iter().all(passed), "{text}");
        at = range.end;
    }
    assert!(tokens[at..].iter().all(passed), "{text}");
}

fn check_spans(text: &str) {
    let (file, diagnostics) = parse(text);
    let check = |span: Span| {
        let (start, end) = (span.start as usize, span.end as usize);
        let fits = start <= end && end <= text.len();
        assert!(fits, "{span:?} of {text}");
        let on_borders = text.is_char_boundary(start) && text.is_char_boundary(end);
        assert!(on_borders, "{span:?} of {text}");
    };
    for diagnostic in &diagnostics {
        places(diagnostic).for_each(|place| check(place.span));
    }
    for placed in &file.items {
        for span in spans(&format!("{:?}", placed.item)) {
            assert!(
                span.end <= placed.item.span().end,
                "{span:?} is outside its item: {text}"
            );
            check(placed.place(span).span);
        }
    }
}

/// A sound item read alone gives the same tree: spans count from its start.
fn check_independent(text: &str) {
    let (file, _) = parse(text);
    for placed in file
        .items
        .iter()
        .filter(|placed| !placed.item.is_incomplete())
    {
        let span = placed.place(placed.item.span()).span;
        let (alone, _) = parse(&text[span.start as usize..span.end as usize]);
        assert_eq!(alone.items.len(), 1, "{text}");
        assert_eq!(shown(&alone.items[0]), shown(placed), "{text}");
    }
}

/// Shows an item with all its spans.
fn shown(placed: &Placed) -> String {
    format!("{:?}", placed.item)
}

fn check_recovery(text: &str, broken: &str, number: usize) {
    let (whole, _) = parse(text);
    let (file, diagnostics) = parse(broken);
    let start = |number: usize| {
        file.items
            .get(number)
            .map_or(broken.len(), |placed| placed.start as usize)
    };
    let allowed = start(number)..start(number + 2);
    assert!(!diagnostics.is_empty(), "{broken}");
    for diagnostic in &diagnostics {
        let place = diagnostic.place().expect("syntax errors have a place");
        assert!(
            allowed.contains(&(place.span.start as usize)),
            "{diagnostic:?} of\n{broken}"
        );
    }
    assert_eq!(whole.items.len(), file.items.len(), "{broken}");
    for (other, (before, after)) in whole.items.iter().zip(&file.items).enumerate() {
        if other != number && other != number + 1 {
            assert_eq!(shown(before), shown(after), "{broken}");
        }
    }
}

/// The closing brace of each item, by the number of the item; an empty span where it has none.
fn closing_braces(text: &str) -> Vec<Span> {
    let tokens = lex(text);
    let mut braces = Vec::new();
    for chunk in outline(text, &tokens).chunks {
        let Chunk::Item(item) = chunk else { continue };
        let Some(block) = item.block else { break };
        braces.push(tokens[block.close.expect("the text is sound")].span);
    }
    braces
}

fn parse(text: &str) -> (SyntaxFile, Vec<Diagnostic>) {
    let file = Sources::default().add("test.prm", "");
    let parsed = parse_file(file, text);
    (parsed.value, parsed.diagnostics.into_iter().collect())
}

fn places(diagnostic: &Diagnostic) -> impl Iterator<Item = Place> {
    let labels = diagnostic.primary.iter().chain(&diagnostic.secondary);
    let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
    labels
        .map(|label| label.place)
        .chain(edits.map(|edit| edit.place))
}

/// Every span in a debug text.
fn spans(debug: &str) -> Vec<Span> {
    let number = |text: &str| text.parse().expect("a span holds numbers");
    debug
        .split("Span { start: ")
        .skip(1)
        .filter_map(|part| part.split_once('}')?.0.split_once(", end: "))
        .map(|(start, end)| Span {
            start: number(start),
            end: number(end.trim_end()),
        })
        .collect()
}
