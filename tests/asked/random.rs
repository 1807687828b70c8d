//! Random changes of a product, of its series and of what is filled in. Nothing that anybody typed is lost; what did not
//! change in meaning is not to review, and what did is.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use praman::answers::{AnswerKey, AnswerSet, Held};
use praman::model::{Scheme, SlotWord};
use praman::view::{Asked, AskedTable, Shape, Standing, carried_over, result_of, update_answers};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::made::{ACTIVE, KINDS, Made};
use crate::world::{Desk, World, read_scheme};

const LEAD: &str = "LA-1";

/// The variable that raises the number of cases.
const CASES: &str = "PRAMAN_ASKED_CASES";

const SCHEME: &str = r#"provenance title, statement, strength, applies, evidence, procedure, form, levels, verdicts ours
catalog home@1 "Home" { provenance number ours }
party vendor "The vendor"
party bench "The laboratory"
edition pilot@2026 "Pilot" {
  status draft
  uses home@1
  verdict pass "Pass" good
  verdict fail "Fail" bad
  verdict unclear "Unclear" undecided
  forms TCF, CHK
  applicant vendor
  tester bench
}
fact outdoors "Is it used outdoors?" : yes or no
inventory chip "Chips" { secure "Is it secure?" : yes or no
  firmware "Which firmware?" : version }
inventory port "Ports" {
  kind "What is it?" : one of { uart, usb }
  active "When is it open?" : set of { factory, field }
  chip "Whose is it?" : entry of chip
  claim closed "How is it closed?" : text
}
configuration factory "As delivered"
configuration field "In the field"
form TCF "File" {
  number unknown
  file tcf
  author vendor
  section device "Device" { number unknown; holds product, series, differences }
  section all "All" { number unknown; holds responses, evidence }
}
form CHK "Checklist" {
  number unknown
  file checklist
  section judged "Judged" { number unknown; holds assessments }
}
evidence drawing "Drawing" { kind document; form TCF all }
state sealed "Sealed" { as delivered }
procedure look "Looking" {
  inventory port
  depth test {
    sample any
    case seen "It is seen" { configuration of active; do "Look."; expect "It is closed." }
    case plugged "It is plugged in" where kind is usb { do "Plug."; expect "Nothing." }
    pass when "It is closed."
  }
}
procedure dry "Drying" { depth review { sample none; case once dry "It is dry" { do "Look."; expect "Dry." } pass when "Dry." } }
in home@1
control H.1 "Closed" {
  statement "It is closed."
  applies for each port
  evidence drawing
  verify look by test for each port where kind is uart or chip.secure
}
control H.2 "Dry" {
  statement "It is dry."
  applies when outdoors
  evidence drawing
  verify dry by review
}
"#;

/// Something that happens. Numbers choose among what there is.
#[derive(Debug, Clone)]
enum Step {
    Comment,
    Reorder,
    AddPort(usize, usize, usize),
    RemovePort(usize),
    RenamePort(usize),
    MergePorts(usize),
    RenameChip(usize),
    SetKind(usize, usize),
    SetActive(usize, usize),
    SetClosed(usize),
    SetChip(usize, usize),
    SetFirmware(usize),
    Secure(usize),
    Outdoors,
    AddModel,
    DropModel(usize),
    RenameModel(usize),
    Lack(usize, usize),
    Differ(usize, usize, usize),
    Indoors(usize),
    Answer(usize),
    Confirm(usize),
    Settle(usize),
    Undo,
    Update,
}

fn any_step() -> impl Strategy<Value = Step> {
    let n = 0..1000_usize;
    prop_oneof![
        1 => Just(Step::Comment),
        2 => n.clone().prop_map(Step::RenameModel),
        1 => Just(Step::Reorder),
        2 => (n.clone(), n.clone(), n.clone()).prop_map(|(a, b, c)| Step::AddPort(a, b, c)),
        1 => n.clone().prop_map(Step::RemovePort),
        2 => n.clone().prop_map(Step::RenamePort),
        1 => n.clone().prop_map(Step::MergePorts),
        2 => n.clone().prop_map(Step::RenameChip),
        1 => (n.clone(), n.clone()).prop_map(|(a, b)| Step::SetKind(a, b)),
        1 => (n.clone(), n.clone()).prop_map(|(a, b)| Step::SetActive(a, b)),
        1 => n.clone().prop_map(Step::SetClosed),
        1 => (n.clone(), n.clone()).prop_map(|(a, b)| Step::SetChip(a, b)),
        1 => n.clone().prop_map(Step::SetFirmware),
        1 => n.clone().prop_map(Step::Secure),
        1 => Just(Step::Outdoors),
        1 => Just(Step::AddModel),
        1 => n.clone().prop_map(Step::DropModel),
        1 => (n.clone(), n.clone()).prop_map(|(a, b)| Step::Lack(a, b)),
        1 => (n.clone(), n.clone(), n.clone()).prop_map(|(a, b, c)| Step::Differ(a, b, c)),
        1 => n.clone().prop_map(Step::Indoors),
        8 => n.clone().prop_map(Step::Answer),
        1 => n.clone().prop_map(Step::Confirm),
        2 => n.prop_map(Step::Settle),
        3 => Just(Step::Undo),
        3 => Just(Step::Update),
    ]
}

/// A dossier in memory.
#[derive(Clone)]
struct Run {
    made: Made,
    desk: Desk,
    /// What each command altered, with what was held before.
    journal: Vec<Vec<(AnswerKey, Option<Held>)>>,
    /// What a slot meant when somebody filled it in, by who did; each is somebody else.
    meant: BTreeMap<String, Option<String>>,
    /// What a result meant when somebody gave a reason why it still holds, by who did.
    carried: BTreeMap<String, Option<String>>,
}

impl Run {
    fn new() -> Self {
        Self {
            made: Made::new(),
            desk: Desk::default(),
            journal: Vec::new(),
            meant: BTreeMap::new(),
            carried: BTreeMap::new(),
        }
    }

    /// Changes the product; `false` where the step changes what is filled in.
    fn change_product(&mut self, step: &Step) -> bool {
        let made = &mut self.made;
        match *step {
            Step::Comment => made.comments += 1,
            Step::Reorder => {
                made.ports.reverse();
                made.models.reverse();
            }
            Step::AddPort(kind, active, chip) => made.add_port(kind, active, chip),
            Step::RemovePort(at) => {
                if !made.ports.is_empty() {
                    let at = at % made.ports.len();
                    made.ports.remove(at);
                }
            }
            Step::RenamePort(at) => {
                let number = made.number();
                if let Some(port) = made.port(at) {
                    port.names.push(format!("p{number}"));
                }
            }
            Step::MergePorts(at) => {
                if made.ports.len() > 1 {
                    let gone = made.ports.remove(at % made.ports.len());
                    let port = &mut made.ports[0];
                    let name = port.names.pop().unwrap();
                    port.names.extend(gone.names);
                    port.names.push(name);
                }
            }
            Step::RenameModel(at) => made.rename_model(at),
            Step::RenameChip(at) => {
                let number = made.number();
                let count = made.chips.len();
                made.chips[at % count].names.push(format!("c{number}"));
            }
            Step::SetKind(at, kind) => {
                if let Some(port) = made.port(at) {
                    port.kind = kind % KINDS.len();
                }
            }
            Step::SetActive(at, active) => {
                if let Some(port) = made.port(at) {
                    port.active = active % ACTIVE.len();
                }
            }
            Step::SetClosed(at) => {
                let number = made.number();
                if let Some(port) = made.port(at) {
                    port.closed = number;
                }
            }
            Step::SetChip(at, chip) => {
                let count = made.chips.len();
                if let Some(port) = made.port(at) {
                    port.chip = chip % count;
                }
            }
            Step::SetFirmware(at) => {
                let (number, count) = (made.number(), made.chips.len());
                made.chips[at % count].firmware = number;
            }
            Step::Secure(at) => {
                let count = made.chips.len();
                let chip = &mut made.chips[at % count];
                chip.secure = !chip.secure;
            }
            Step::Outdoors => made.outdoors = !made.outdoors,
            Step::AddModel => made.add_model(),
            Step::DropModel(at) => {
                if !made.models.is_empty() {
                    let at = at % made.models.len();
                    made.models.remove(at);
                }
            }
            Step::Lack(at, port) => {
                let number = made.port(port).map(|port| port.number);
                if let (Some(number), Some(model)) = (number, made.model(at)) {
                    model.lacks.insert(number);
                }
            }
            Step::Differ(at, port, kind) => {
                let number = made.port(port).map(|port| port.number);
                if let (Some(number), Some(model)) = (number, made.model(at)) {
                    model.kinds.insert(number, kind % KINDS.len());
                }
            }
            Step::Indoors(at) => {
                if let Some(model) = made.model(at) {
                    model.indoors = !model.indoors;
                }
            }
            Step::Answer(_) | Step::Confirm(_) | Step::Settle(_) | Step::Undo | Step::Update => {
                return false;
            }
        }
        true
    }

    /// Changes what is filled in; a step of the product changes nothing here.
    fn fill(&mut self, step: &Step, world: &World, table: &AskedTable) {
        match *step {
            Step::Answer(at) => {
                let (key, asked) = table.iter().nth(at % table.len()).unwrap();
                let value = self.value(asked, at);
                self.put(table, key, &value);
            }
            Step::Confirm(at) => {
                if let Some((key, Held::Value(filled))) = self.held(table, at, is_value) {
                    self.put(table, &key, &filled.value);
                }
            }
            Step::Settle(at) => {
                if let Some((key, held)) = self.held(table, at, |held| !is_value(held)) {
                    self.put(table, &key, &held.values()[0].value.clone());
                }
            }
            Step::Undo => {
                for (key, before) in self.journal.pop().into_iter().flatten() {
                    self.desk.answers.set(key, before);
                }
            }
            Step::Update => {
                let after = self.updated(world, table);
                let keys = self
                    .desk
                    .answers
                    .iter()
                    .chain(after.iter())
                    .map(|(key, _)| key);
                let keys: BTreeSet<AnswerKey> = keys.cloned().collect();
                let before = keys.into_iter().filter_map(|key| {
                    let before = self.desk.answers.get(&key).cloned();
                    (before.as_ref() != after.get(&key)).then_some((key, before))
                });
                let before: Vec<_> = before.collect();
                if !before.is_empty() {
                    self.journal.push(before);
                }
                self.desk.replace(table, after);
            }
            _ => {}
        }
    }

    fn held(
        &self,
        table: &AskedTable,
        at: usize,
        wanted: impl Fn(&Held) -> bool,
    ) -> Option<(AnswerKey, Held)> {
        let held = self.desk.answers.iter();
        let held = held.filter(|(key, held)| table.get(key).is_some() && wanted(held));
        let held: Vec<_> = held.collect();
        let (key, held) = held.get(at % held.len().max(1))?;
        Some(((*key).clone(), (*held).clone()))
    }

    fn value(&mut self, asked: &Asked, at: usize) -> String {
        let number = self.made.number();
        match &asked.shape {
            Shape::Choice(options) => options[at % options.len()].key.clone(),
            Shape::Date => "2026-05".to_owned(),
            Shape::Text | Shape::Lines => format!("text {number}"),
        }
    }

    /// Fills in a value, as somebody who does nothing else.
    fn put(&mut self, table: &AskedTable, key: &AnswerKey, value: &str) {
        let before = self.desk.answers.get(key).cloned();
        self.desk.answer(table, key, value);
        let by = format!("by {}", self.made.number());
        let Some(Held::Value(filled)) = self.desk.answers.get(key) else {
            panic!("it was filled in");
        };
        let mut filled = filled.clone();
        filled.by.clone_from(&by);
        self.desk
            .answers
            .set(key.clone(), Some(Held::Value(filled)));
        self.journal.push(vec![(key.clone(), before)]);
        if key.slot.what == SlotWord::CarriedOver {
            let result = AnswerKey {
                slot: key.slot.beside(SlotWord::Result),
                model: key.model.clone(),
            };
            self.carried.insert(by.clone(), self.made.meaning(&result));
        }
        self.meant.insert(by, self.made.meaning(key));
    }

    fn updated(&self, world: &World, table: &AskedTable) -> AnswerSet {
        let Desk {
            answers, earlier, ..
        } = &self.desk;
        update_answers(&world.basis(), table, (answers, earlier), None).answers
    }

    /// Asserts that nothing is lost, and that what is to review is what means something else.
    fn check(&self, world: &World, table: &AskedTable) -> Result<(), TestCaseError> {
        let mut after = self.desk.clone();
        after.replace(table, self.updated(world, table));
        let kept: BTreeSet<&str> = values(&after.answers).collect();
        for value in values(&self.desk.answers) {
            prop_assert!(kept.contains(value), "an update loses {value}");
        }
        let again = update_answers(
            &world.basis(),
            table,
            (&after.answers, &after.earlier),
            None,
        );
        prop_assert_eq!(
            &again.answers,
            &after.answers,
            "a second update changes something"
        );
        self.check_standings(&after, table)
    }

    /// Says whether a reason was given for a result that means this.
    fn carries(&self, reason: &Held, means: &str) -> bool {
        let Held::Value(reason) = reason else {
            return false;
        };
        let carried = self.carried.get(&reason.by);
        carried.is_some_and(|carried| carried.as_deref() == Some(means))
    }

    /// Says whether the result of which a slot holds a part speaks for it: it is carried over, or what stands beside it is to review
    /// with it. `None` where nobody knows what the result meant when it was recorded.
    fn is_spoken_for(&self, after: &Desk, key: &AnswerKey) -> Option<bool> {
        let Some(result) = result_of(key) else {
            return Some(false);
        };
        let Some(means) = self.made.meaning(&result) else {
            return Some(false);
        };
        // A reason that was given for what is tested now carries a result over.
        let reason = after.answers.get(&carried_over(&result));
        if reason.is_some_and(|held| self.carries(held, &means)) {
            return Some(true);
        }
        match after.answers.get(&result) {
            Some(Held::Value(filled)) if result != *key => {
                let meant = self.meant[&filled.by].as_ref()?;
                Some(*meant != means)
            }
            Some(Held::Value(_) | Held::Conflict(_)) | None => Some(false),
        }
    }

    fn check_standings(&self, after: &Desk, table: &AskedTable) -> Result<(), TestCaseError> {
        let standings = after.standings(table);
        for (key, asked) in table.iter() {
            let Some(Held::Value(filled)) = after.answers.get(key) else {
                continue;
            };
            let (Some(meant), Some(means)) = (&self.meant[&filled.by], self.made.meaning(key))
            else {
                continue;
            };
            let Some(is_spoken_for) = self.is_spoken_for(after, key) else {
                continue;
            };
            let is_review = match standings.standing(key, asked) {
                Standing::ToReview(changes) => {
                    let judges = "answers that it judges have changed";
                    changes.iter().any(|change| change != judges)
                }
                _ => false,
            };
            prop_assert_eq!(
                is_review,
                *meant != means && !is_spoken_for,
                "{}: {:?} -> {}: {:?}",
                key.text(),
                meant,
                means,
                standings.standing(key, asked)
            );
        }
        Ok(())
    }
}

fn is_value(held: &Held) -> bool {
    matches!(held, Held::Value(_))
}

fn values(answers: &AnswerSet) -> impl Iterator<Item = &str> {
    let held = answers.iter().flat_map(|(_, held)| held.values());
    held.map(|filled| filled.value.as_str())
}

fn scheme() -> Arc<Scheme> {
    static SCHEME_READ: OnceLock<Arc<Scheme>> = OnceLock::new();
    Arc::clone(SCHEME_READ.get_or_init(|| Arc::new(read_scheme(SCHEME))))
}

/// How many sequences a thread follows; there is one for each processor.
fn cases_of_thread(threads: usize) -> u32 {
    let set = std::env::var(CASES).ok();
    let cases = set.and_then(|cases| cases.parse().ok()).unwrap_or(1_000);
    u32::try_from(usize::div_ceil(cases, threads)).unwrap_or(u32::MAX)
}

#[test]
fn nothing_is_lost_and_what_means_the_same_stands() {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let config = ProptestConfig {
        cases: cases_of_thread(threads),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let follow_some = || {
        let steps = proptest::collection::vec(any_step(), 1..24);
        let sequences = (prop::sample::select(ASKED_BY), steps);
        let followed =
            TestRunner::new(config.clone()).run(&sequences, |(by, steps)| follow(by, &steps));
        followed.unwrap_or_else(|failed| panic!("{failed}"));
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(follow_some);
        }
    });
}

/// One sequence in eight asks as the program does.
static ASKED_BY: &[AskedBy] = &[
    AskedBy::Pages,
    AskedBy::Names,
    AskedBy::Names,
    AskedBy::Names,
    AskedBy::Names,
    AskedBy::Names,
    AskedBy::Names,
    AskedBy::Names,
];

/// How a sequence learns what is asked.
#[derive(Debug, Clone, Copy)]
enum AskedBy {
    /// From the pages, as the program does.
    Pages,
    /// From the data of the documents, which names all that pages ask and more, in a third of the time.
    Names,
}

impl AskedBy {
    fn table(self, world: &World) -> AskedTable {
        match self {
            Self::Pages => world.table(),
            Self::Names => world.table_by_name(),
        }
    }

    /// Returns where its sequences start; each thread fills it in once.
    fn start(self) -> Rc<Start> {
        thread_local! {
            static PAGES: OnceCell<Rc<Start>> = const { OnceCell::new() };
            static NAMES: OnceCell<Rc<Start>> = const { OnceCell::new() };
        }
        let starts = match self {
            Self::Pages => &PAGES,
            Self::Names => &NAMES,
        };
        starts.with(|start| Rc::clone(start.get_or_init(|| Rc::new(Start::of(self)))))
    }
}

/// The first product, with a dossier in which everything is filled in.
struct Start {
    run: Run,
    world: World,
    table: AskedTable,
}

impl Start {
    fn of(by: AskedBy) -> Self {
        let mut run = Run::new();
        let world = World::of(scheme(), &run.made.text(), LEAD);
        let table = by.table(&world);
        for at in 0..table.len() {
            run.fill(&Step::Answer(at), &world, &table);
        }
        run.journal.clear();
        Self { run, world, table }
    }
}

/// Follows the steps of people and of their product file, and checks after each.
fn follow(by: AskedBy, steps: &[Step]) -> Result<(), TestCaseError> {
    let start = by.start();
    let mut run = start.run.clone();
    let mut changed: Option<(World, AskedTable)> = None;
    for step in steps {
        if run.change_product(step) {
            let world = World::of(scheme(), &run.made.text(), LEAD);
            let table = by.table(&world);
            changed = Some((world, table));
        }
        let now = changed.as_ref().map(|(world, table)| (world, table));
        let (world, table) = now.unwrap_or((&start.world, &start.table));
        run.fill(step, world, table);
        run.check(world, table)?;
    }
    Ok(())
}
