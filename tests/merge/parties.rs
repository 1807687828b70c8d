//! Three parties that work at once, each with questions of its own, and exchange packages as text.

use praman::answers::{
    AnswerKey, AnswerSet, Change, Digest, Filled, Held, Sent, SentAnswer, Told, Unit,
};
use praman::intake::{read_sent, render_sent};
use praman::merge::{History, Past, Refusal, receive};
use proptest::prelude::*;

use crate::folder::{key, values};

const PARTIES: [&str; 3] = ["vendor", "laboratory", "assessor"];

/// What each party fills in: answers alone, and for the laboratory the fields of a result too, in two rounds.
const KEYS: [(&str, &str); 11] = [
    ("C.1", "vendor"),
    ("C.2", "vendor"),
    ("C.3", "laboratory"),
    ("result", "laboratory"),
    ("observed", "laboratory"),
    ("covered round 2", "laboratory"),
    ("result round 2", "laboratory"),
    ("observed round 2", "laboratory"),
    ("C.4", "assessor"),
    ("C.5", "assessor"),
    ("C.6", "assessor"),
];

fn owner(unit: &Unit) -> &'static str {
    let owned = KEYS.iter().find(|(name, _)| Unit::of(&key(name)) == *unit);
    owned.map_or("nobody", |(_, owner)| owner)
}

/// What a folder knows, holds and keeps.
#[derive(Debug, Clone, Default)]
struct Folder {
    party: &'static str,
    /// How often the product changed, and so what is asked.
    asked: usize,
    history: History,
    answers: AnswerSet,
    journal: Vec<Line>,
}

#[derive(Debug, Clone)]
enum Line {
    Changed(Change),
    Learned(Told),
    Shared,
}

impl Folder {
    fn of(party: &'static str) -> Self {
        Self {
            party,
            ..Self::default()
        }
    }

    /// Each folder asks in words of its own: what it may see of the product is in them.
    fn meaning(&self) -> Digest {
        Digest::of(&format!("{} {}", self.party, self.asked))
    }

    fn stamp(&self, value: &str, by: &str) -> Filled {
        Filled {
            value: value.into(),
            meaning: self.meaning(),
            wording: Digest::of("wording"),
            on: None,
            by: by.into(),
        }
    }

    fn set(&mut self, key: &AnswerKey, after: Option<Held>) {
        let before = self.answers.get(key).cloned();
        if before == after {
            return;
        }
        let change = Change {
            key: key.clone(),
            before,
            after,
        };
        self.history.record(&change);
        self.answers.apply(std::slice::from_ref(&change));
        self.journal.push(Line::Changed(change));
        assert_eq!(self.history.missed(&self.answers), []);
    }

    /// Says that an answer is still true.
    fn confirm(&mut self, key: &AnswerKey) {
        let Some(Held::Value(filled)) = self.answers.get(key).cloned() else {
            return;
        };
        let filled = self.stamp(&filled.value, self.party);
        self.set(key, Some(Held::Value(filled)));
    }

    fn send(&mut self) -> Package {
        let told = self
            .history
            .told(Past::Shared, |key| owner(&Unit::of(key)) == self.party);
        self.history.share(|_| true);
        self.journal.push(Line::Shared);
        let now = self.meaning();
        let to_review = |_: &AnswerKey, filled: &Filled| filled.meaning != now;
        let sent: Vec<Sent> = told.iter().map(|told| Sent::of(told, to_review)).collect();
        Package {
            from: self.party,
            text: render_sent(&sent),
        }
    }

    fn import(&mut self, package: &Package) {
        let sent = read_sent(&package.text).unwrap_or_default();
        assert_eq!(render_sent(&sent), package.text);
        let party = self.party;
        let meaning = self.meaning();
        let stamp = |_: &AnswerKey, answer: &SentAnswer| Filled {
            value: answer.value.clone(),
            meaning,
            wording: Digest::of(party),
            on: None,
            by: answer.by.clone(),
        };
        let refuse = |_: &History, sent: &Sent| {
            let owner = owner(&sent.unit);
            (owner != package.from).then(|| Refusal::OtherParty(owner.into()))
        };
        let taken = receive(&mut self.history, &sent, refuse, stamp);
        assert_eq!(taken.aside, []);
        self.answers.apply(&taken.merged.changes);
        let learned = taken.merged.learned.into_iter();
        self.journal.extend(learned.map(Line::Learned));
        assert_eq!(self.history.missed(&self.answers), []);
    }

    fn replayed(&self) -> History {
        let mut history = History::default();
        for line in &self.journal {
            match line {
                Line::Changed(change) => history.record(change),
                Line::Learned(told) => drop(history.learn(told)),
                Line::Shared => history.share(|_| true),
            }
        }
        history
    }

    /// Returns what is held, and what of it is marked for review.
    fn shown(&self) -> Vec<(Vec<String>, Vec<bool>)> {
        let shown = KEYS.iter().map(|(name, owner)| {
            let key = key(name);
            let held = self.answers.get(&key).map(Held::values).unwrap_or_default();
            // The party that answers has no mark: it sees for itself.
            let marked = held
                .iter()
                .map(|one| *owner != self.party && one.is_marked());
            (values(&self.answers, &key), marked.collect())
        });
        shown.collect()
    }
}

#[derive(Debug, Clone)]
struct Package {
    from: &'static str,
    text: String,
}

#[derive(Debug, Clone)]
enum Work {
    Answer {
        key: usize,
        value: usize,
    },
    Empty {
        key: usize,
    },
    Confirm {
        key: usize,
    },
    /// The product changes, and with it what a party asks.
    Change {
        folder: usize,
    },
    Send {
        folder: usize,
    },
    Receive {
        folder: usize,
        package: usize,
    },
}

fn work() -> impl Strategy<Value = Work> {
    let any = || 0..1000_usize;
    prop_oneof![
        4 => (any(), any()).prop_map(|(key, value)| Work::Answer { key, value }),
        1 => any().prop_map(|key| Work::Empty { key }),
        1 => any().prop_map(|key| Work::Confirm { key }),
        1 => any().prop_map(|folder| Work::Change { folder }),
        3 => any().prop_map(|folder| Work::Send { folder }),
        4 => (any(), any()).prop_map(|(folder, package)| Work::Receive { folder, package }),
    ]
}

struct World {
    folders: [Folder; 3],
    packages: Vec<Package>,
    /// Each answer that left, by its text.
    sent: Vec<String>,
}

fn pick<T: Clone>(list: &[T], number: usize) -> Option<T> {
    list.get(number.checked_rem(list.len())?).cloned()
}

impl World {
    fn folder(&mut self, party: &str) -> Option<&mut Folder> {
        self.folders.iter_mut().find(|folder| folder.party == party)
    }

    fn send(&mut self, folder: usize) {
        if let Some(folder) = self.folders.get_mut(folder % 3) {
            let package = folder.send();
            self.sent.extend(
                read_sent(&package.text)
                    .unwrap_or_default()
                    .iter()
                    .flat_map(|sent| sent.answers().map(|one| one.value.clone())),
            );
            self.packages.push(package);
        }
    }

    fn work(&mut self, number: usize, work: &Work) {
        let words = ["pass", "fail", "caf\u{e9}", "cafe\u{301}"];
        let chosen = |number: usize| pick(&KEYS, number).unwrap_or(("C.1", "vendor"));
        match work {
            Work::Answer { key: at, value } => {
                let (name, owner) = chosen(*at);
                let text = match pick(&words, *value) {
                    Some(known) if value % 3 > 0 => known.to_owned(),
                    _ => format!("text {number}"),
                };
                if let Some(folder) = self.folder(owner) {
                    let stamped = folder.stamp(&text, owner);
                    folder.set(&key(name), Some(Held::Value(stamped)));
                }
            }
            Work::Empty { key: at } => {
                let (name, owner) = chosen(*at);
                if let Some(folder) = self.folder(owner) {
                    folder.set(&key(name), None);
                }
            }
            Work::Confirm { key: at } => {
                let (name, owner) = chosen(*at);
                if let Some(folder) = self.folder(owner) {
                    folder.confirm(&key(name));
                }
            }
            Work::Change { folder } => {
                if let Some(folder) = self.folders.get_mut(folder % 3) {
                    folder.asked += 1;
                }
            }
            Work::Send { folder } => self.send(*folder),
            Work::Receive { folder, package } => {
                let package = pick(&self.packages, *package);
                let folder = self.folders.get_mut(folder % 3);
                if let (Some(folder), Some(package)) = (folder, package) {
                    folder.import(&package);
                }
            }
        }
    }
}

fn worked(work: &[Work]) -> World {
    let mut world = World {
        folders: PARTIES.map(Folder::of),
        packages: Vec::new(),
        sent: Vec::new(),
    };
    for (number, one) in work.iter().enumerate() {
        world.work(number, one);
    }
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::properties::cases(), failure_persistence: None, ..ProptestConfig::default() })]

    /// Packages in every order, and more than once, give the same answers, and the same marks.
    #[test]
    fn packages_come_in_any_order(
        work in prop::collection::vec(work(), 1..50),
        order in prop::collection::vec(any::<usize>(), 0..50),
    ) {
        let world = worked(&work);
        let mut again = world.packages.clone();
        for (from, number) in order.iter().enumerate() {
            if let Some(package) = pick(&world.packages, *number) {
                again.insert(from.min(again.len()), package);
            }
            if let (Some(to), true) = (number.checked_rem(again.len()), from < again.len()) {
                again.swap(from, to);
            }
        }
        for start in &world.folders {
            let (mut one, mut other) = (start.clone(), start.clone());
            for package in &world.packages { one.import(package); }
            for package in &again { other.import(package); }
            prop_assert_eq!(one.shown(), other.shown());
        }
    }

    /// Parties that sent one another everything hold the same, and what a party has to review is marked everywhere.
    #[test]
    fn parties_that_exchange_everything_agree(work in prop::collection::vec(work(), 1..50)) {
        let mut world = worked(&work);
        for folder in 0..3 {
            world.send(folder);
        }
        let packages = world.packages.clone();
        for folder in &mut world.folders {
            for package in &packages { folder.import(package); }
        }
        let [vendor, laboratory, assessor] = &world.folders;
        for (name, owner) in KEYS {
            let key = key(name);
            let shown = [vendor, laboratory, assessor].map(|one| values(&one.answers, &key));
            prop_assert_eq!(&shown[0], &shown[1], "{}", name);
            prop_assert_eq!(&shown[0], &shown[2], "{}", name);
            let own = world.folders.iter().find(|folder| folder.party == owner);
            let held = own.and_then(|own| Some((own.meaning(), own.answers.get(&key)?)));
            let Some((meaning, Held::Value(filled))) = held else { continue };
            let is_stale = filled.meaning != meaning;
            for other in world.folders.iter().filter(|folder| folder.party != owner) {
                let theirs = other.answers.get(&key).map(Held::values).unwrap_or_default();
                prop_assert_eq!(theirs.iter().any(Filled::is_marked), is_stale, "{}", name);
            }
        }
    }

    /// Importing twice is importing once, and the journal is enough to know again what a folder knows.
    #[test]
    fn a_package_that_comes_twice_teaches_nothing(work in prop::collection::vec(work(), 1..50)) {
        let mut world = worked(&work);
        for package in &world.packages.clone() {
            for folder in &mut world.folders {
                folder.import(package);
                let (answers, lines) = (folder.answers.clone(), folder.journal.len());
                folder.import(package);
                prop_assert_eq!(&folder.answers, &answers);
                prop_assert_eq!(folder.journal.len(), lines);
            }
        }
        for folder in &world.folders {
            prop_assert_eq!(&folder.replayed(), &folder.history);
        }
    }

    /// What left is kept by everybody who gets it, in an answer or in the journal.
    #[test]
    fn nothing_that_was_sent_is_lost(work in prop::collection::vec(work(), 1..50)) {
        let mut world = worked(&work);
        let packages = world.packages.clone();
        for folder in &mut world.folders {
            for package in &packages { folder.import(package); }
            let mut kept: Vec<String> = Vec::new();
            for line in &folder.journal {
                match line {
                    Line::Changed(change) => {
                        let after = change.after.as_ref().map(Held::values).unwrap_or_default();
                        kept.extend(after.iter().map(|one| one.value.clone()));
                    }
                    Line::Learned(told) => {
                        let contents = told.contents.iter().flat_map(|(_, one)| one.iter());
                        kept.extend(contents.map(|(_, one)| one.value.clone()));
                    }
                    Line::Shared => {}
                }
            }
            for text in &world.sent {
                prop_assert!(kept.contains(text), "{} is lost", text);
            }
        }
    }
}
