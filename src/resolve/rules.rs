//! Events and rules of the process.

use rustc_hash::FxHashMap;

use super::names::{Decl, Tree};
use super::provenance::Defaults;
use super::reader::{Reader, meant, numbering, text, texts};
use super::style::{Style, check_style};
use super::vocabulary::twice;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Act, Choice, Duration, Event, EventId, Force, Limit, Moment, Occasion, Occurrence, Rule,
    RuleId, Table,
};
use crate::source::Place;
use crate::syntax::ast::{
    ActDraft, ActKindDraft, DurationDraft, LimitDraft, Name, RuleDraft, WhenDraft, WordDraft,
};

pub static UNKNOWN_EVENT: Code = Code::error("P0290", "event that does not exist");
pub static UNKNOWN_RULE: Code = Code::error("P0291", "rule that does not exist");
pub static NOT_ONE_THING: Code = Code::error("P0292", "rule that does not say exactly one thing");
pub static WRONG_DURATION: Code = Code::error("P0293", "length of time that makes no sense");
pub static UNKNOWN_KIND: Code = Code::error("P0294", "kind that an event does not have");
pub static KIND_TWICE: Code = Code::error("P0295", "kind of an event that stands there twice");

/// The longest time that a rule can name, in its unit.
const MAX_DURATION: u32 = 1000;

/// Resolves all events.
pub(super) fn resolve_events(tree: &Tree<'_>, out: &mut Diagnostics) -> Table<EventId, Event> {
    let mut events = Table::default();
    for (key, decl) in tree.events.iter() {
        let draft = decl.draft;
        let mut reader = Reader::new(decl.item, out);
        let occurs = draft.occurs.as_ref().and_then(|word| reader.word(word));
        let concerns = draft.concerns.as_ref();
        let event = Event {
            key: key.into(),
            title: draft.title.value.as_str().into(),
            number: numbering(draft.number.as_ref()),
            about: text(draft.about.as_ref()),
            occurs: occurs.unwrap_or(Occurrence::Once),
            concerns: concerns.and_then(|event| reader.refer(&tree.events, event)),
            kinds: resolve_kinds(&mut reader, &draft.kinds),
            was: texts(&draft.was),
            place: decl.head(),
        };
        let _ = events.insert(key, event);
    }
    events
}

fn resolve_kinds(reader: &mut Reader<'_>, drafts: &[WordDraft]) -> Vec<Choice> {
    let mut kinds = Vec::with_capacity(drafts.len());
    let mut first: FxHashMap<&str, Place> = FxHashMap::default();
    for draft in drafts {
        let place = reader.place(draft.word.span);
        if let Some(first) = first.insert(&draft.word.value, place) {
            reader.report(twice(&KIND_TWICE, place, first, "kind", &draft.word));
            continue;
        }
        check_style(reader.item, &draft.word, "kind", Style::Kebab, reader.out);
        kinds.push(Choice {
            key: draft.word.value.as_str().into(),
            label: Some(draft.text.value.as_str().into()),
        });
    }
    kinds
}

/// Resolves all rules.
pub(super) fn resolve_rules(
    tree: &Tree<'_>,
    defaults: &Defaults,
    out: &mut Diagnostics,
) -> Table<RuleId, Rule> {
    let mut rules = Table::default();
    for (key, decl) in tree.rules.iter() {
        let rule = resolve_rule(tree, (decl, defaults), out);
        let _ = rules.insert(key, rule);
    }
    rules
}

fn resolve_rule(
    tree: &Tree<'_>,
    (decl, defaults): (&Decl<'_, RuleDraft>, &Defaults),
    out: &mut Diagnostics,
) -> Rule {
    let draft = decl.draft;
    let mut reader = Reader::new(decl.item, out);
    let act = only_act(&mut reader, decl);
    let when = act.and_then(|act| act.when.as_ref());
    let by = act.and_then(|act| act.by.as_ref());
    Rule {
        key: draft.key.value.as_str().into(),
        title: draft.title.value.as_str().into(),
        when: when.and_then(|when| resolve_occasion(&mut reader, tree, when)),
        by: by.and_then(|party| reader.refer(&tree.parties, party)),
        act: act
            .and_then(|act| resolve_act(&mut reader, tree, &act.kind))
            .unwrap_or(Act::Broken),
        force: match draft.may {
            Some(_) => Force::May,
            None => Force::Must,
        },
        breach: numbering(draft.breach.as_ref()),
        cites: text(draft.cites.as_ref()),
        about: text(draft.about.as_ref()),
        provenance: defaults.complete(&mut reader, &draft.provenance, decl.file),
        was: texts(&draft.was),
        place: decl.head(),
    }
}

/// Returns the one thing that a rule says; none or several are reported, unless a piece is lost.
fn only_act<'d>(reader: &mut Reader<'_>, decl: &Decl<'d, RuleDraft>) -> Option<&'d ActDraft> {
    match decl.draft.acts.as_slice() {
        [only] => Some(only),
        [first, second, ..] => {
            let places = (reader.place(second.span), reader.place(first.span));
            reader.drop_with(several_things(places, &decl.draft.key.value));
            None
        }
        [] => {
            if !reader.dropped {
                reader.drop_with(nothing_said(decl.head(), &decl.draft.key.value));
            }
            None
        }
    }
}

fn resolve_act(reader: &mut Reader<'_>, tree: &Tree<'_>, kind: &ActKindDraft) -> Option<Act> {
    match kind {
        ActKindDraft::Order { first, then } => {
            let first = reader.refer(&tree.events, first);
            let then = reader.refer(&tree.events, then);
            let (first, then) = first.zip(then)?;
            Some(Act::Order { first, then })
        }
        ActKindDraft::Deadline { event, limit } => {
            let event = reader.refer(&tree.events, event);
            let limit = resolve_limit(reader, tree, limit);
            let (event, limit) = event.zip(limit)?;
            Some(Act::Deadline { event, limit })
        }
        ActKindDraft::Sets { event, to } => {
            let event = reader.refer(&tree.events, event);
            let to = match to {
                Some(to) => {
                    let after = reader.refer(&tree.events, &to.after);
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
        ActKindDraft::Effect(effect) => reader.word(effect).map(Act::Effect),
        ActKindDraft::States(words) => Some(Act::States(words.value.as_str().into())),
    }
}

fn resolve_limit(reader: &mut Reader<'_>, tree: &Tree<'_>, limit: &LimitDraft) -> Option<Limit> {
    let (LimitDraft::Within(duration, event) | LimitDraft::AtLeast(duration, event)) = limit;
    let duration = resolve_duration(reader, duration);
    let event = reader.refer(&tree.events, event);
    let (duration, event) = duration.zip(event)?;
    Some(match limit {
        LimitDraft::Within(..) => Limit::Within(duration, event),
        LimitDraft::AtLeast(..) => Limit::AtLeast(duration, event),
    })
}

fn resolve_duration(reader: &mut Reader<'_>, draft: &DurationDraft) -> Option<Duration> {
    let count = draft.count.value.parse().ok();
    let count = count.filter(|count| (1..=MAX_DURATION).contains(count));
    let Some(count) = count else {
        let place = reader.place(draft.count.span);
        reader.drop_with(wrong_count(place, &draft.count.value));
        return None;
    };
    let plural = draft.unit.value.ends_with('s');
    if plural == (count == 1) {
        let place = reader.place(draft.unit.span);
        reader.report(wrong_number(place, count, &draft.unit));
    }
    Some(match draft.unit.value.trim_end_matches('s') {
        "day" if draft.working.is_some() => Duration::WorkingDays(count),
        "day" => Duration::Days(count),
        "month" => Duration::Months(count),
        _ => Duration::Years(count),
    })
}

fn resolve_occasion(
    reader: &mut Reader<'_>,
    tree: &Tree<'_>,
    when: &WhenDraft,
) -> Option<Occasion> {
    match when {
        WhenDraft::Words(words) => Some(Occasion::Words(words.value.as_str().into())),
        WhenDraft::Event { event, kind } => {
            let id: EventId = reader.refer(&tree.events, event)?;
            let kind = match kind {
                Some(kind) => Some(find_kind(reader, tree, (event, kind))?),
                None => None,
            };
            Some(Occasion::Event { event: id, kind })
        }
    }
}

/// Finds a kind among those that the event declares, counted as they are resolved: each key once.
fn find_kind(
    reader: &mut Reader<'_>,
    tree: &Tree<'_>,
    (event, kind): (&Name, &Name),
) -> Option<usize> {
    let row = tree.events.row(&event.value.as_str())?;
    let decl = tree.events.get(row)?;
    let mut keys: Vec<&str> = Vec::new();
    for declared in &decl.draft.kinds {
        if !keys.contains(&declared.word.value.as_str()) {
            keys.push(&declared.word.value);
        }
    }
    let found = keys.iter().position(|key| *key == kind.value);
    if found.is_none() {
        if decl.item.item.is_incomplete() {
            reader.dropped = true;
        } else {
            let place = reader.place(kind.span);
            let diagnostic = unknown_kind(place, (&event.value, &kind.value), &keys);
            reader.drop_with(diagnostic);
        }
    }
    found
}

fn several_things((place, first): (Place, Place), key: &str) -> Diagnostic {
    let message = format!("the rule `{key}` says more than one thing");
    Diagnostic::at(&NOT_ONE_THING, place, message)
        .label("this is another")
        .also(first, "this is one")
        .help("write a rule for each")
}

fn nothing_said(place: Place, key: &str) -> Diagnostic {
    let message = format!("the rule `{key}` says nothing");
    Diagnostic::at(&NOT_ONE_THING, place, message)
        .help("write one of `order`, `deadline`, `sets`, `effect` and `states`")
}

fn wrong_count(place: Place, count: &str) -> Diagnostic {
    let message = format!("`{count}` is no number of days, months or years");
    Diagnostic::at(&WRONG_DURATION, place, message)
        .help(format!("write a number from 1 to {MAX_DURATION}"))
}

fn wrong_number(place: Place, count: u32, unit: &Name) -> Diagnostic {
    let unit = unit.value.trim_end_matches('s');
    let ending = if count == 1 { "" } else { "s" };
    let message = format!("the unit does not agree with its number: expected `{unit}{ending}`");
    Diagnostic::at(&WRONG_DURATION, place, message).help(format!("write `{unit}{ending}`"))
}

fn unknown_kind(place: Place, (event, kind): (&str, &str), kinds: &[&str]) -> Diagnostic {
    let message = format!("the event `{event}` has no kind `{kind}`");
    let diagnostic = Diagnostic::at(&UNKNOWN_KIND, place, message);
    if kinds.is_empty() {
        return diagnostic.help("declare it in the `kinds` of the event, or leave `is …` out");
    }
    diagnostic.maybe_help(meant(kind, "kind", kinds.iter().copied()))
}
