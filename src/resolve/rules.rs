//! Resolves events and rules of the process (L-202 to L-208).

use super::keys::Key;
use super::names::{Decl, Named, Tree};
use super::part_names::PartNames;
use super::provenance::Defaults;
use super::reader::{DraftReader, meant, now_called, resolve_each};
use super::series::Comparable;
use super::style::KeyStyle;
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{
    Act, Choice, Duration, Event, EventId, Force, Limit, Moment, Occasion, Occurrence, Rule,
    RuleId, Table,
};
use crate::source::Place;
use crate::syntax::ast::{
    ActDraft, ActKindDraft, DurationDraft, EventDraft, ItemKind, KindDraft, LimitDraft, Name,
    RuleDraft, WhenDraft,
};

codes! {
    UNKNOWN_EVENT = error("P0290", "event that does not exist"),
    UNKNOWN_RULE = error("P0291", "rule that does not exist"),
    NOT_ONE_THING = error("P0292", "rule that does not say exactly one thing"),
    WRONG_DURATION = error("P0293", "invalid length of time"),
    UNKNOWN_KIND = error("P0294", "kind that an event does not have"),
    KIND_TWICE = error("P0295", "kind of an event that is declared twice"),
}

/// The greatest number of units in a duration.
const MAX_DURATION: u32 = 1000;

impl Named for EventId {
    const KIND: ItemKind = ItemKind::Event;
    const UNKNOWN: &'static Code = &UNKNOWN_EVENT;
}

impl Named for RuleId {
    const KIND: ItemKind = ItemKind::Rule;
    const UNKNOWN: &'static Code = &UNKNOWN_RULE;
}

pub(super) fn resolve_events(tree: &Tree<'_>, out: &mut Diagnostics) -> Table<EventId, Event> {
    resolve_each(tree.of(ItemKind::Event), out, |reader, decl| {
        let EventDraft {
            key,
            title,
            number,
            about,
            occurs,
            concerns,
            after,
            ref kinds,
            ref was,
        } = *decl.draft;
        Event {
            key: reader.key(key),
            title: reader.text(title),
            number: reader.numbering(number),
            about: reader.given(about),
            occurs: reader.choose_given(occurs).unwrap_or(Occurrence::Once),
            concerns: reader.refer_given(tree, concerns),
            after: reader.refer_given(tree, after),
            kinds: resolve_kinds(reader, kinds),
            was: reader.keys(was),
            place: decl.head(),
        }
    })
}

fn resolve_kinds(reader: &mut DraftReader<'_>, drafts: &[KindDraft]) -> Vec<Choice> {
    let mut kinds = Vec::with_capacity(drafts.len());
    let mut names = PartNames::new(&KIND_TWICE, "kind", KeyStyle::Key);
    for draft in drafts {
        if !names.declare(reader, draft.key) {
            continue;
        }
        kinds.push(Choice {
            key: reader.key(draft.key),
            label: Some(reader.text(draft.title)),
            was: reader.keys(&draft.was),
            also: Vec::new(),
        });
    }
    kinds
}

pub(super) fn resolve_rules(
    tree: &Tree<'_>,
    comparable: &Comparable<'_, '_>,
    defaults: &Defaults,
    out: &mut Diagnostics,
) -> Table<RuleId, Rule> {
    resolve_each(tree.of(ItemKind::Rule), out, |reader, decl| {
        let RuleDraft {
            key,
            title,
            number,
            acts: _,
            may,
            breach,
            cites,
            about,
            ref provenance,
            ref was,
        } = *decl.draft;
        let act = only_act(reader, decl);
        let when = act.and_then(|act| act.when.as_ref());
        let by = act.and_then(|act| act.by);
        Rule {
            key: reader.key(key),
            title: reader.text(title),
            number: reader.numbering(number),
            when: when.and_then(|when| resolve_occasion(reader, tree, when)),
            by: reader.refer_given(tree, by),
            act: act
                .and_then(|act| resolve_act(reader, tree, comparable, &act.kind))
                .unwrap_or(Act::Broken),
            force: match may {
                Some(_) => Force::May,
                None => Force::Must,
            },
            breach: reader.numbering(breach),
            cites: reader.given(cites),
            about: reader.given(about),
            provenance: defaults.complete(reader, provenance, decl.file),
            was: reader.keys(was),
            place: decl.head(),
        }
    })
}

/// Returns the one thing that a rule says. A rule that says nothing or several things is reported, unless a part of it
/// could not be read.
fn only_act<'d>(reader: &mut DraftReader<'_>, decl: &Decl<'d, RuleDraft>) -> Option<&'d ActDraft> {
    match decl.draft.acts.as_slice() {
        [only] => Some(only),
        [first, second, ..] => {
            let (place, first) = (reader.place(second.span), reader.place(first.span));
            reader.drop_with(several_things(place, first, decl.word(decl.draft.key)));
            None
        }
        [] => {
            if !reader.dropped {
                reader.drop_with(nothing_said(decl.head(), decl.word(decl.draft.key)));
            }
            None
        }
    }
}

fn resolve_act(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    comparable: &Comparable<'_, '_>,
    kind: &ActKindDraft,
) -> Option<Act> {
    match kind {
        ActKindDraft::Order { first, then } => {
            let first = reader.refer(tree, *first);
            let then = reader.refer(tree, *then);
            let (first, then) = first.zip(then)?;
            Some(Act::Order { first, then })
        }
        ActKindDraft::Deadline { event, limit } => {
            let event = reader.refer(tree, *event);
            let limit = resolve_limit(reader, tree, limit);
            let (event, limit) = event.zip(limit)?;
            Some(Act::Deadline { event, limit })
        }
        ActKindDraft::Sets { event, to } => {
            let event = reader.refer(tree, *event);
            let to = match to {
                Some(to) => {
                    let after = reader.refer(tree, to.after);
                    let duration = match &to.duration {
                        Some(duration) => Some(resolve_duration(reader, duration)?),
                        None => None,
                    };
                    Some(Moment {
                        duration,
                        after: after?,
                    })
                }
                None => None,
            };
            Some(Act::Sets { event: event?, to })
        }
        ActKindDraft::Effect(effect) => reader.choose(*effect).map(Act::Effect),
        ActKindDraft::States(words) => Some(Act::States(reader.text(*words))),
        ActKindDraft::Same(paths) => comparable.resolve(reader, paths).map(Act::Same),
    }
}

fn resolve_limit(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    limit: &LimitDraft,
) -> Option<Limit> {
    let (LimitDraft::Within(duration, event) | LimitDraft::AtLeast(duration, event)) = limit;
    let duration = resolve_duration(reader, duration);
    let event = reader.refer(tree, *event);
    let (duration, event) = duration.zip(event)?;
    Some(match limit {
        LimitDraft::Within(..) => Limit::Within(duration, event),
        LimitDraft::AtLeast(..) => Limit::AtLeast(duration, event),
    })
}

fn resolve_duration(reader: &mut DraftReader<'_>, draft: &DurationDraft) -> Option<Duration> {
    let written = reader.word(draft.count);
    let count = written.parse().ok();
    let count = count.filter(|count| (1..=MAX_DURATION).contains(count));
    let Some(count) = count else {
        let place = reader.place(draft.count.span);
        reader.drop_with(wrong_count(place, written));
        return None;
    };
    let unit = reader.word(draft.unit);
    let plural = unit.ends_with('s');
    if plural == (count == 1) {
        let place = reader.place(draft.unit.span);
        reader.report(wrong_number(place, count, unit));
    }
    Some(match unit.trim_end_matches('s') {
        "day" if draft.working.is_some() => Duration::WorkingDays(count),
        "day" => Duration::Days(count),
        "month" => Duration::Months(count),
        _ => Duration::Years(count),
    })
}

fn resolve_occasion(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    when: &WhenDraft,
) -> Option<Occasion> {
    match when {
        WhenDraft::Words(words) => Some(Occasion::Words(reader.text(*words))),
        WhenDraft::Event { event, kind } => {
            let id: EventId = reader.refer(tree, *event)?;
            let kind = match kind {
                Some(kind) => Some(find_kind(reader, tree, *event, *kind)?),
                None => None,
            };
            Some(Occasion::Event { event: id, kind })
        }
    }
}

/// Finds a kind of an event, by its number among the kinds with different keys.
fn find_kind(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    event: Name,
    kind: Name,
) -> Option<usize> {
    let (event, wanted) = (reader.word(event), reader.word(kind));
    let events = tree.of(ItemKind::Event);
    let decl = events.decl::<EventDraft>(events.row(&Key::plain(event))?)?;
    let mut keys: Vec<&str> = Vec::new();
    for declared in &decl.draft.kinds {
        let key = decl.word(declared.key);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let found = keys.iter().position(|key| *key == wanted);
    if found.is_none() {
        if decl.item.item.is_incomplete() {
            reader.lose();
        } else {
            let place = reader.place(kind.span);
            let mut kinds = decl.draft.kinds.iter();
            let had = |kind: &&KindDraft| kind.was.iter().any(|was| decl.word(*was) == wanted);
            let now = kinds.find(had).map(|kind| decl.word(kind.key));
            reader.drop_with(unknown_kind(place, (event, wanted), &keys, now));
        }
    }
    found
}

fn several_things(place: Place, first: Place, key: &str) -> Diagnostic {
    let message = format!("the rule `{key}` says more than one thing");
    Diagnostic::at(&NOT_ONE_THING, place, message)
        .label("this is another")
        .also(first, "this is one")
        .help("write a rule for each")
}

fn nothing_said(place: Place, key: &str) -> Diagnostic {
    let message = format!("the rule `{key}` says nothing");
    Diagnostic::at(&NOT_ONE_THING, place, message)
        .help("write one of `order`, `deadline`, `sets`, `effect`, `states` and `same`")
}

fn wrong_count(place: Place, count: &str) -> Diagnostic {
    let message = format!("`{count}` is not a valid number of days, months or years");
    Diagnostic::at(&WRONG_DURATION, place, message)
        .help(format!("write a number from 1 to {MAX_DURATION}"))
}

fn wrong_number(place: Place, count: u32, unit: &str) -> Diagnostic {
    let unit = unit.trim_end_matches('s');
    let ending = if count == 1 { "" } else { "s" };
    let message = format!("the unit does not agree with its number: expected `{unit}{ending}`");
    Diagnostic::at(&WRONG_DURATION, place, message).help(format!("write `{unit}{ending}`"))
}

fn unknown_kind(
    place: Place,
    (event, kind): (&str, &str),
    kinds: &[&str],
    now: Option<&str>,
) -> Diagnostic {
    let message = format!("the event `{event}` has no kind `{kind}`");
    let diagnostic =
        Diagnostic::at(&UNKNOWN_KIND, place, message).undeclared(&format!("kind of {event}"), kind);
    if kinds.is_empty() {
        return diagnostic.help("declare it in the `kinds` of the event, or remove `is …`");
    }
    let help = now.map(|now| now_called(kind, now));
    diagnostic.maybe_help(help.or_else(|| meant(kind, "kind", kinds.iter().copied())))
}
