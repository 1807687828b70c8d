//! Reads what catalogs, editions and events say of themselves: levels, words, verdicts, and what became of earlier keys.

use thin_vec::ThinVec;

use super::reader::PieceReader;
use super::values::{
    because_in, each_key, earlier_in, key_in, keys_in, reference_in, text_in, text_of,
};
use crate::syntax::ast::{
    CitesDraft, CountDraft, FindingClassDraft, HistoryDraft, HistoryKind, KindDraft, LevelDraft,
    LevelPair, Name, OverDraft, UsesDraft, UsesLevels, WordDraft,
};
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::outline::TokenRange;

pub(super) fn kinds_in(node: &Node<'_>) -> ThinVec<KindDraft> {
    let kinds = node.all(Rule::kind).filter_map(|kind| {
        Some(KindDraft {
            key: key_in(&kind)?,
            title: text_in(&kind)?,
            was: earlier_in(&kind),
        })
    });
    kinds.collect()
}

pub(super) fn cites_in(node: &Node<'_>) -> Option<CitesDraft> {
    let mut texts = node.all(Rule::text).map(|text| text_of(&text));
    Some(CitesDraft {
        source: texts.next()?,
        licence: texts.next(),
    })
}

pub(super) fn words_in(node: &Node<'_>) -> ThinVec<WordDraft> {
    let words = node.all(Rule::print).filter_map(|print| {
        Some(WordDraft {
            word: key_in(&print)?,
            text: text_in(&print)?,
        })
    });
    words.collect()
}

pub(super) fn read_history(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
    kind: HistoryKind,
) -> Option<HistoryDraft> {
    let rule = match kind {
        HistoryKind::Split => Rule::split_field,
        HistoryKind::Merged => Rule::merged_field,
        HistoryKind::Withdrawn => Rule::withdrawn_field,
        HistoryKind::Reworded => Rule::reworded_field,
    };
    let node = reader.read(rule, tokens)?;
    let into = node.child(Rule::into_clause);
    let named: Box<[Name]> = match key_in(&node) {
        Some(key) => Box::new([key]),
        None => keys_in(&node),
    };
    let (old, new) = match (kind, into) {
        // They have the keys that they had, or what they were called is said elsewhere.
        (HistoryKind::Reworded, _) => (Box::default(), named),
        (_, into) => (named, into.map_or_else(Box::default, |into| keys_in(&into))),
    };
    Some(HistoryDraft {
        kind,
        old,
        new,
        because: because_in(&node),
    })
}

pub(super) fn levels_in(node: &Node<'_>) -> ThinVec<LevelDraft> {
    let levels = node.all(Rule::level).filter_map(|level| {
        Some(LevelDraft {
            key: key_in(&level)?,
            title: text_in(&level),
        })
    });
    levels.collect()
}

pub(super) fn count_in(node: &Node<'_>) -> Option<CountDraft> {
    let mut numbers = node.all(Rule::integer).map(|number| number.name());
    Some(CountDraft {
        count: numbers.next()?,
        of: numbers.next(),
        because: because_in(node),
    })
}

pub(super) fn over_in(node: &Node<'_>) -> Option<OverDraft> {
    Some(OverDraft {
        catalog: reference_in(node)?,
        level: key_in(node),
    })
}

pub(super) fn uses_in(node: &Node<'_>) -> Option<UsesDraft> {
    let levels = match node.child(Rule::with_clause) {
        Some(pairs) => UsesLevels::Pairs(level_pairs(&pairs)),
        None if node.has(Rule::every_level) => UsesLevels::Every,
        None => UsesLevels::Unsaid,
    };
    Some(UsesDraft {
        catalog: reference_in(node)?,
        levels,
    })
}

fn level_pairs(node: &Node<'_>) -> Box<[LevelPair]> {
    let pairs = node.all(Rule::level_pair).filter_map(|pair| {
        let mut keys = each_key(&pair);
        Some(LevelPair {
            edition: keys.next()?,
            catalog: keys.next()?,
        })
    });
    pairs.collect()
}

pub(super) fn finding_in(node: &Node<'_>) -> Option<FindingClassDraft> {
    let mut keys = each_key(node);
    Some(FindingClassDraft {
        key: keys.next()?,
        title: text_in(node)?,
        effect: keys.next()?,
        was: earlier_in(node),
    })
}
