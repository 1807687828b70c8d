//! What must hold for all imports, over random sequences of work in three folders.

use std::collections::{BTreeMap, BTreeSet};

use praman::answers::{AnswerKey, Filled, Told, Version};
use praman::merge::Returned;
use proptest::prelude::*;

use crate::folder::{Folder, composed, filled, key, values};

/// Two answers alone, and the fields of a result: of the first round, and of the second.
const KEYS: [&str; 7] = [
    "C.1",
    "C.2",
    "result",
    "observed",
    "result round 2",
    "observed round 2",
    "covered round 2",
];

/// Something that is done in a folder. Numbers choose among what there is.
#[derive(Debug, Clone)]
enum Work {
    Answer {
        folder: usize,
        key: usize,
        value: usize,
    },
    Empty {
        folder: usize,
        key: usize,
    },
    Undo {
        folder: usize,
    },
    Send {
        folder: usize,
    },
    Receive {
        folder: usize,
        package: usize,
    },
    Print {
        folder: usize,
        key: usize,
    },
    Return {
        folder: usize,
        form: usize,
        value: usize,
    },
}

fn work() -> impl Strategy<Value = Work> {
    let folder = || 0..3_usize;
    let any = || 0..1000_usize;
    let answer = (folder(), any(), any());
    prop_oneof![
        4 => answer.prop_map(|(folder, key, value)| Work::Answer { folder, key, value }),
        1 => (folder(), any()).prop_map(|(folder, key)| Work::Empty { folder, key }),
        1 => folder().prop_map(|folder| Work::Undo { folder }),
        3 => folder().prop_map(|folder| Work::Send { folder }),
        4 => (folder(), any()).prop_map(|(folder, package)| Work::Receive { folder, package }),
        2 => (folder(), any()).prop_map(|(folder, key)| Work::Print { folder, key }),
        3 => (folder(), any(), any())
            .prop_map(|(folder, form, value)| Work::Return { folder, form, value }),
    ]
}

/// Something that is imported.
#[derive(Debug, Clone)]
enum Import {
    Package(Vec<Told>),
    Form(Returned),
}

/// Returns the texts that are in it.
fn texts(import: &Import) -> Vec<String> {
    let filled: Vec<&Filled> = match import {
        Import::Package(told) => {
            let contents = told.iter().flat_map(|told| &told.contents);
            contents
                .flat_map(|(_, content)| content.iter().map(|(_, filled)| filled))
                .collect()
        }
        Import::Form(field) => field.value.iter().collect(),
    };
    filled.into_iter().map(composed).collect()
}

fn take(folder: &mut Folder, import: &Import) {
    match import {
        Import::Package(told) => {
            folder.import(told);
        }
        Import::Form(field) => {
            folder.import_form(std::slice::from_ref(field));
        }
    }
}

/// Three folders, what left them, and all that was typed.
#[derive(Default)]
struct World {
    folders: [Folder; 3],
    imports: Vec<Import>,
    forms: Vec<(AnswerKey, Vec<Version>)>,
}

fn pick<T: Clone>(list: &[T], number: usize) -> Option<T> {
    let number = number.checked_rem(list.len())?;
    list.get(number).cloned()
}

/// Who writes in a folder.
fn person(folder: usize) -> &'static str {
    pick(&["asha", "ravi", "meera"], folder).unwrap_or_default()
}

impl World {
    /// Does some work; `text` makes the value that is typed.
    fn work(&mut self, work: &Work, text: impl Fn(usize) -> String) {
        match work {
            Work::Answer { folder, key, value } => {
                let value = filled(&text(*value), person(*folder));
                self.with(*folder, *key, |folder, key| folder.answer(key, Some(value)));
            }
            Work::Empty { folder, key } => {
                self.with(*folder, *key, |folder, key| folder.answer(key, None));
            }
            Work::Undo { folder } => self.with(*folder, 0, |folder, _| folder.undo()),
            Work::Send { folder } => {
                let package = self.folders.get(*folder).map(Folder::package);
                self.imports.extend(package.map(Import::Package));
            }
            Work::Print {
                folder,
                key: number,
            } => {
                let key = pick(&KEYS, *number).map(key);
                let left = self.folders.get(*folder).zip(key);
                self.forms
                    .extend(left.map(|(folder, key)| (key.clone(), folder.leave(&key))));
            }
            Work::Return {
                folder,
                form,
                value,
            } => {
                let value = Some(filled(&text(*value), person(*folder)));
                let Some((key, base)) = pick(&self.forms, *form) else {
                    return;
                };
                let form = Import::Form(Returned { key, value, base });
                self.receive(*folder, &form);
                self.imports.push(form);
            }
            Work::Receive { folder, package } => {
                if let Some(import) = pick(&self.imports, *package) {
                    self.receive(*folder, &import);
                }
            }
        }
    }

    fn with(&mut self, folder: usize, name: usize, act: impl FnOnce(&mut Folder, &AnswerKey)) {
        let key = pick(&KEYS, name).map(key);
        if let Some((folder, key)) = self.folders.get_mut(folder).zip(key) {
            act(folder, &key);
        }
    }

    fn receive(&mut self, folder: usize, import: &Import) {
        if let Some(folder) = self.folders.get_mut(folder) {
            take(folder, import);
        }
    }
}

/// Does the work with few words, so that values come back and come twice.
fn worked(work: &[Work]) -> World {
    let mut world = World::default();
    for one in work {
        let text = |number: usize| {
            let words = ["pass", "fail", "caf\u{e9}", "cafe\u{301}"];
            pick(&words, number).unwrap_or_default().to_owned()
        };
        world.work(one, text);
    }
    world
}

/// How many sequences each property is tried on; `PROPTEST_CASES` sets another number.
pub fn cases() -> u32 {
    let set = std::env::var("PROPTEST_CASES").ok();
    set.and_then(|cases| cases.parse().ok()).unwrap_or(1_000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    /// Any order and repetition of imports gives the same answers, and the same knowledge.
    #[test]
    fn order_and_repetition_make_no_difference(
        work in prop::collection::vec(work(), 1..40),
        order in prop::collection::vec(any::<usize>(), 0..40),
    ) {
        let world = worked(&work);
        let mut again = world.imports.clone();
        for (from, number) in order.iter().enumerate() {
            if let Some(import) = pick(&world.imports, *number) {
                again.insert(from.min(again.len()), import);
            }
        }
        for (from, number) in order.iter().enumerate() {
            if let (Some(to), true) = (number.checked_rem(again.len()), from < again.len()) {
                again.swap(from, to);
            }
        }
        for start in &world.folders {
            let (mut one, mut other) = (start.clone(), start.clone());
            world.imports.iter().for_each(|import| take(&mut one, import));
            for import in &again {
                take(&mut other, import);
            }
            prop_assert_eq!(&one.history, &other.history);
            prop_assert_eq!(&one.answers, &other.answers);
            prop_assert_eq!(&one.aside, &other.aside);
            let kept = other.kept();
            for text in world.imports.iter().flat_map(texts) {
                prop_assert!(kept.contains(&text), "{text} is lost");
            }
        }
    }

    /// Importing twice is importing once: the second time changes nothing and teaches nothing.
    #[test]
    fn importing_twice_is_importing_once(work in prop::collection::vec(work(), 1..40)) {
        let mut world = worked(&work);
        for import in &world.imports.clone() {
            for folder in &mut world.folders {
                take(folder, import);
                let (answers, lines) = (folder.answers.clone(), folder.journal.len());
                take(folder, import);
                prop_assert_eq!(&folder.answers, &answers);
                prop_assert_eq!(folder.journal.len(), lines);
            }
        }
    }

    /// The journal is enough to make again what a folder knows and holds.
    #[test]
    fn a_history_is_made_again_from_the_journal(work in prop::collection::vec(work(), 1..40)) {
        for folder in &worked(&work).folders {
            prop_assert_eq!(&folder.replayed(), &folder.history);
            prop_assert_eq!(&folder.history.answers(), &folder.answers);
        }
    }

    /// Folders that have told one another everything hold the same.
    #[test]
    fn folders_that_exchange_everything_agree(work in prop::collection::vec(work(), 1..40)) {
        let mut world = worked(&work);
        for folder in &mut world.folders {
            world.imports.iter().for_each(|import| take(folder, import));
        }
        let packages = world.folders.each_ref().map(|folder| Import::Package(folder.package()));
        for folder in &mut world.folders {
            for import in &packages {
                take(folder, import);
            }
        }
        let [first, rest @ ..] = &world.folders;
        for other in rest {
            prop_assert_eq!(&first.answers, &other.answers);
        }
    }

    /// Nothing typed is lost: it is in an answer, in the journal or aside of the folder where it was typed and of every folder
    /// that imports it, and it is given up only for what was written where it was known.
    #[test]
    fn nothing_typed_is_lost(work in prop::collection::vec(work(), 1..40)) {
        let (world, told) = witnessed(&work);
        for ((folder, known), texts) in world.folders.iter().zip(&told.known).zip(&told.texts) {
            let kept = folder.kept();
            for text in texts {
                prop_assert!(kept.contains(text), "{text} is lost");
            }
            for name in KEYS.into_iter().filter(|name| name.starts_with(['C', 'c'])) {
                let expected = told.latest(known.get(name));
                prop_assert_eq!(values(&folder.answers, &key(name)), expected);
            }
        }
    }
}

/// What each folder has heard, told by who knew what when writing: the plain account of what merging works out from rounds.
#[derive(Default)]
struct Witness {
    /// Each text that was typed, or that something was emptied, with what was known where it was typed.
    events: Vec<(Option<String>, BTreeSet<usize>)>,
    /// What each folder has heard of each key.
    known: [BTreeMap<&'static str, BTreeSet<usize>>; 3],
    /// The texts that were typed in each folder, or came to it.
    texts: [BTreeSet<String>; 3],
    /// What was known when each package left.
    packages: Vec<BTreeMap<&'static str, BTreeSet<usize>>>,
}

impl Witness {
    /// Notes that something is typed in a folder.
    fn typed(&mut self, folder: usize, key: &'static str, text: Option<String>) {
        let Some((known, texts)) = self.known.get_mut(folder).zip(self.texts.get_mut(folder))
        else {
            return;
        };
        texts.extend(text.clone());
        let known = known.entry(key).or_default();
        let event = self.events.len();
        self.events.push((text, known.clone()));
        known.insert(event);
    }

    fn received(&mut self, folder: usize, package: usize) {
        let Some(package) = pick(&self.packages, package) else {
            return;
        };
        let latest = package
            .values()
            .flat_map(|events| self.latest(Some(events)));
        let latest: Vec<String> = latest.collect();
        let Some((known, texts)) = self.known.get_mut(folder).zip(self.texts.get_mut(folder))
        else {
            return;
        };
        texts.extend(latest);
        for (key, events) in package {
            known.entry(key).or_default().extend(events);
        }
    }

    /// Returns the texts, in order, of which nothing that was heard was typed where they were known.
    fn latest(&self, known: Option<&BTreeSet<usize>>) -> Vec<String> {
        let known: Vec<usize> = known.into_iter().flatten().copied().collect();
        let is_over = |event: usize| {
            let mut others = known.iter().filter_map(|other| self.events.get(*other));
            others.any(|(_, before)| before.contains(&event))
        };
        let latest = known.iter().filter(|event| !is_over(**event));
        let texts = latest.filter_map(|event| self.events.get(*event)?.0.clone());
        let mut texts: Vec<String> = texts.collect();
        texts.sort();
        texts
    }
}

/// Does the work with a new text each time, without forms and undoing, and keeps a plain account of it.
fn witnessed(work: &[Work]) -> (World, Witness) {
    let (mut world, mut told) = (World::default(), Witness::default());
    for (number, one) in work.iter().enumerate() {
        let text = format!("text {number:03}");
        match one {
            Work::Answer { folder, key, .. } => {
                let name = pick(&KEYS, *key).unwrap_or_default();
                told.typed(*folder, name, Some(text.clone()));
            }
            Work::Empty { folder, key: place } => {
                let name = pick(&KEYS, *place).unwrap_or_default();
                let held = world.folders.get(*folder);
                if held.is_some_and(|folder| folder.answers.get(&key(name)).is_some()) {
                    told.typed(*folder, name, None);
                }
            }
            Work::Send { folder } => told.packages.extend(told.known.get(*folder).cloned()),
            Work::Receive { folder, package } => told.received(*folder, *package),
            Work::Undo { .. } | Work::Print { .. } | Work::Return { .. } => continue,
        }
        world.work(one, |_| text.clone());
    }
    (world, told)
}
