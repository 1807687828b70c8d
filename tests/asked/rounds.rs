//! Results that are bound to what was tested, carried over, and repeated in rounds of tests.

use praman::answers::AnswerKey;
use praman::model::{SlotPart, SlotWord};
use praman::view::{AskedTable, Outcomes, Standing, carried_over};

use crate::change::changed;
use crate::small;
use crate::world::{Desk, World};

/// What is done with a result before its standing is looked at.
#[derive(Debug, Clone, Copy)]
enum Act {
    /// The chip gets another firmware.
    Change,
    /// The result is carried over.
    CarryOver,
    /// A second round covers its row.
    Begin,
    /// The result of that round is recorded.
    Repeat(&'static str),
    /// The result of the first round is recorded.
    Record(&'static str),
}

const FIRST: &str =
    "document/result/debug-ports.empty-password+commissioned/interface.console@CAM-1";
const ROW: &str = "asvs-c:C.1/verdict/debug-ports/interface.console@CAM-1";

struct Case {
    world: World,
    table: AskedTable,
    desk: Desk,
}

fn key(table: &AskedTable, text: &str) -> AnswerKey {
    let [key] = table.find(text) else {
        panic!("{text}: {:?}", table.find(text));
    };
    key.clone()
}

/// The text of a key in the second round.
fn second(text: &str) -> String {
    text.replace('@', "/round-2@")
}

impl Case {
    fn new() -> Self {
        let world = small();
        let table = world.table();
        let desk = Desk::full(&table);
        let mut case = Self { world, table, desk };
        // Full desks have reasons for what nobody has to carry over.
        let reasons = case.table.iter().map(|(key, _)| key);
        let reasons = reasons.filter(|key| key.slot.what == SlotWord::CarriedOver);
        let reasons: Vec<AnswerKey> = reasons.cloned().collect();
        for key in &reasons {
            case.desk.answers.set(key.clone(), None);
        }
        case
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Change => {
                let (old, new) = ("cd".repeat(32), "ce".repeat(32));
                self.world = changed(&[(&old, &new)]);
            }
            Act::Begin => {
                let row = key(&self.table, FIRST);
                let world = std::mem::replace(&mut self.world, small());
                self.world = world.with_round(2, &row);
            }
            Act::CarryOver => {
                let reason = carried_over(&key(&self.table, FIRST));
                self.desk.answer(&self.table, &reason, "The same code.");
            }
            Act::Record(word) => {
                let first = key(&self.table, FIRST);
                self.desk.answer(&self.table, &first, word);
            }
            Act::Repeat(word) => {
                let results = self.table.iter().map(|(key, _)| key);
                let results = results.filter(|key| {
                    let is_result = key.slot.what == SlotWord::Result;
                    is_result && key.slot.part(SlotPart::Round).is_some()
                });
                let results: Vec<AnswerKey> = results.cloned().collect();
                for key in &results {
                    self.desk.answer(&self.table, key, word);
                }
            }
        }
        self.table = self.world.table();
    }

    /// Says how the result and the verdict on its row stand, the verdict as a person recorded it and as it follows.
    fn told(mut self) -> String {
        let basis = self.world.basis();
        self.desk.outcomes = Outcomes::of(&basis, &self.table, &self.desk.answers);
        let standings = self.desk.standings(&self.table);
        let standing = |text: &str| {
            let [key] = self.table.find(text) else {
                return "not asked".to_owned();
            };
            match standings.standing(key, self.table.get(key).unwrap()) {
                Standing::ToReview(changes) => format!("to review ({})", changes.join("; ")),
                Standing::Missing
                    if !standings.is_missing(key, &self.table.get(key).unwrap().clone()) =>
                {
                    "empty".to_owned()
                }
                other => format!("{other:?}"),
            }
        };
        let row = key(&self.table, ROW);
        let follows = self.desk.outcomes.class(&row);
        format!(
            "first {}; second {}; row {}; follows {}",
            standing(FIRST),
            standing(&second(FIRST)),
            standing(ROW),
            follows.map_or("nothing", |class| class.word()),
        )
    }
}

#[test]
fn a_result_stands_for_what_was_tested() {
    use Act::{Begin, CarryOver, Change, Record, Repeat};
    let check = |acts: &[Act], expected: &str| {
        let mut case = Case::new();
        for act in acts {
            case.act(*act);
        }
        assert_eq!(case.told(), expected, "{acts:?}");
    };
    check(
        &[],
        "first Answered; second not asked; row Answered; follows good",
    );
    let stale = "first to review (tested.chip: cdcdcdcdcdcd… → cececececece…)";
    let rests = "row to review (results on which it rests are to review, or to be repeated)";
    check(
        &[Change],
        &format!("{stale}; second not asked; {rests}; follows nothing"),
    );
    check(
        &[Change, CarryOver],
        &format!("first Answered; second not asked; {rests}; follows nothing"),
    );
    check(
        &[Change, Begin],
        &format!("first Answered; second Missing; {rests}; follows nothing"),
    );
    let judged = "row to review (answers that it judges have changed)";
    check(
        &[Begin, Repeat("pass")],
        &format!("first Answered; second Answered; {judged}; follows good"),
    );
    check(
        &[Record("fail"), Begin, Repeat("pass")],
        &format!("first Answered; second Answered; {judged}; follows good"),
    );
    check(
        &[Begin, Repeat("fail")],
        "first Answered; second Answered; row to review (answers that it judges have changed; what is recorded gives Fail); follows bad",
    );
    // A first result that is missing is not missed any more.
    check(
        &[Record("inconclusive"), Begin],
        &format!(
            "first Answered; second Missing; {}; answers that it judges have changed); follows nothing",
            rests.trim_end_matches(')')
        ),
    );
}

#[test]
fn a_round_finds_its_rows_by_the_ids_that_they_had() {
    let before = small();
    let row = key(&before.table(), FIRST);
    let console = "    console: { kind: uart";
    let renamed = "    port: { was: console, kind: uart";
    let covers = ["covers: [interface.console]", "covers: [interface.port]"];
    let world = changed(&[(console, renamed), covers.into()]).with_round(2, &row);
    let table = world.table();
    let now = second(FIRST).replace("console", "port");
    assert_eq!(table.find(&now).len(), 1, "{now}");
    // Rows that are not covered have no second round.
    let pads = second(FIRST).replace("console", "pads");
    assert!(table.find(&pads).is_empty());
}
