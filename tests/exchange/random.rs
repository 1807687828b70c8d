//! Random work by three parties with the real commands: answers, edits by hand, changes of the product, the edition and the
//! level, packages in any order and repeated, builds, and undoing.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::place::{PARTIES, Place, person, scheme};

/// The variable that raises the number of cases.
const CASES: &str = "PRAMAN_EXCHANGE_CASES";

const SLOTS: [(&str, &str); 7] = [
    ("vendor", "home:H.1/response/chip.ENTRY@LA-1"),
    ("vendor", "document/ask/TCF.matter.contact"),
    (
        "laboratory",
        "document/observed/debug-ports.stated/chip.ENTRY@LA-1",
    ),
    ("assessor", "home:H.1/finding"),
    ("vendor", "home:H.1/response/chip.second@LA-1"),
    ("laboratory", "home:H.1/verdict/debug-ports/chip.ENTRY@LA-1"),
    (
        "laboratory",
        "document/result/debug-ports.stated/chip.ENTRY@LA-1",
    ),
];

/// The slots of a later round.
const ROUND_SLOTS: [&str; 3] = [
    "document/result/debug-ports.stated/chip.ENTRY/round-N@LA-1",
    "document/observed/debug-ports.stated/chip.ENTRY/round-N@LA-1",
    "document/carried-out/debug-ports/round-N@LA-1",
];

/// The later rounds in which something is recorded.
const ROUNDS: [&str; 2] = ["round-2", "round-3"];

/// The folder of a scheme with a later edition. There, a control has another key, and another a new statement.
const LATER: &str = "later";

/// The editions and levels under which a product may be certified.
const TERMS: [(&str, &str); 4] = [
    ("pilot@2026", "basic"),
    ("pilot@2026", "full"),
    ("pilot@2027", "basic"),
    ("pilot@2027", "full"),
];

#[derive(Debug, Clone)]
enum Work {
    /// Answers a slot, or empties it.
    Answer(usize, bool),
    /// Edits a file of the vendor, and records it.
    Edit(usize),
    /// Gives the first chip another name.
    Rename,
    /// Changes what is declared of it, or a comment.
    Declare(bool),
    /// Takes the folder of a party to another edition or level.
    Certify(usize, usize),
    Send(usize, usize),
    Import(usize),
    Build(usize),
    /// Takes a step with a finding.
    Finding(usize, usize),
    /// Begins a round, records something in one, or carries over what is to review.
    Round(usize, usize),
    Undo(usize),
}

fn work() -> impl Strategy<Value = Work> {
    let n = 0..100_usize;
    prop_oneof![
        5 => (n.clone(), prop::bool::weighted(0.8)).prop_map(|(slot, fills)| Work::Answer(slot, fills)),
        1 => n.clone().prop_map(Work::Edit),
        1 => Just(Work::Rename),
        1 => any::<bool>().prop_map(Work::Declare),
        2 => (n.clone(), n.clone()).prop_map(|(party, terms)| Work::Certify(party, terms)),
        3 => (n.clone(), n.clone()).prop_map(|(from, to)| Work::Send(from, to)),
        4 => n.clone().prop_map(Work::Import),
        1 => n.clone().prop_map(Work::Build),
        3 => (n.clone(), n.clone()).prop_map(|(step, at)| Work::Finding(step, at)),
        4 => (n.clone(), n.clone()).prop_map(|(step, at)| Work::Round(step, at)),
        2 => n.prop_map(Work::Undo),
    ]
}

/// What happens in a place.
struct Run {
    place: Place,
    /// The names that the first chip had, the present one last.
    names: Vec<String>,
    is_soc: bool,
    comments: usize,
    number: usize,
    /// What was typed, with the folder in which that was.
    typed: Vec<(&'static str, String)>,
    /// Packages with their recipients.
    packages: Vec<(&'static str, String)>,
}

impl Run {
    fn new() -> Self {
        let place = Place::new();
        std::fs::create_dir(place.path(LATER)).expect("a folder");
        let later = include_str!("scheme/pilot.prm")
            .replace("pilot@2026", "pilot@2027")
            .replace(
                "control H.1 \"Debug ports are closed\" {",
                "control H.1a \"Debug ports are closed\" {\n  was H.1",
            )
            .replace(
                "Each fuse that closes a port is blown.",
                "No fuse that closes a port is whole.",
            );
        place.write(&format!("{LATER}/pilot.prm"), later);
        Self {
            place,
            names: vec!["main".to_owned()],
            is_soc: true,
            comments: 0,
            number: 0,
            typed: Vec::new(),
            packages: Vec::new(),
        }
    }

    fn text(&mut self) -> String {
        self.number += 1;
        format!("«text {}»", self.number)
    }

    fn product(&self) -> String {
        let (name, was) = self.names.split_last().expect("a name");
        let role = if self.is_soc { "soc" } else { "mcu" };
        let product = include_str!("product.yaml");
        let chip = format!("{name}: {{ was: [{}], role: {role},", was.join(", "));
        let comment = "# A comment.\n".repeat(self.comments);
        format!("{comment}{}", product.replace("main: { role: soc,", &chip))
    }

    fn update(&mut self) {
        self.place.write("new.yaml", self.product());
        self.place
            .fine(&["update", "vendor", "--product", "new.yaml", "--as", "asha"]);
    }

    fn certify(&self, party: &str, at: usize) {
        let (edition, level) = TERMS[at % TERMS.len()];
        let first = scheme();
        let folder = match edition {
            "pilot@2026" => first.to_str().expect("a path"),
            _ => LATER,
        };
        let terms = ["--scheme", folder, "--edition", edition, "--level", level];
        let head = ["update", party, "--as", person(party)];
        self.place.fine(&[&head[..], &terms].concat());
    }

    fn answer(&mut self, at: usize, fills: bool) {
        let (party, slot) = SLOTS[at % SLOTS.len()];
        let slot = slot.replace("ENTRY", self.names.last().expect("a name"));
        let is_choice = slot.contains("/verdict") || slot.contains("/result");
        let text = match (fills, is_choice) {
            (false, _) => String::new(),
            (true, true) => ["pass", "fail"][at % 2].to_owned(),
            (true, false) => self.text(),
        };
        let said = self
            .place
            .run(&["answer", party, &slot, &text, "--as", person(party)]);
        // A folder to which the product with that name has not come yet does not ask for it.
        if said.code == 0 && fills && !is_choice {
            self.typed.push((party, text));
        } else {
            assert!(said.code == 0 || said.err.contains("P0820"), "{}", said.err);
        }
    }

    /// Changes the first text of a file of the vendor.
    fn edit(&mut self, at: usize) {
        let files = self.place.files("vendor").into_iter();
        let files: Vec<_> = files
            .filter(|(path, bytes)| {
                path.starts_with("answers/vendor/") && String::from_utf8_lossy(bytes).contains('«')
            })
            .collect();
        let Some((path, bytes)) = files.get(at % files.len().max(1)) else {
            return;
        };
        let text = String::from_utf8_lossy(bytes).into_owned();
        let new = self.text();
        let (before, rest) = text.split_once('«').expect("a text");
        let (_, after) = rest.split_once('»').expect("its end");
        let path = format!("vendor/{path}");
        self.place
            .write(&path, format!("# Edited.\n{before}{new}{after}"));
        self.place
            .answer("vendor", "document/ask/TCF.matter.office", "Pune");
        self.typed.push(("vendor", new));
        assert!(String::from_utf8_lossy(&self.place.read(&path)).contains("# Edited.\n"));
    }

    fn import(&mut self, at: usize) {
        let Some((party, package)) = self.packages.get(at % self.packages.len().max(1)) else {
            return;
        };
        if !self.takes(party, package) {
            return;
        }
        let before = self.place.files(party);
        assert!(self.takes(party, package), "an import that is repeated");
        assert_eq!(
            self.place.files(party),
            before,
            "an import that is repeated"
        );
    }

    /// Imports a package; says whether it was taken. One of another edition or level is refused, and changes nothing.
    fn takes(&self, party: &str, package: &str) -> bool {
        let before = self.place.files(party);
        let import = ["import", party, package, "--clear", "--as", person(party)];
        let said = self.place.run(&import);
        if said.code != 0 {
            assert!(said.err.contains("P0886"), "{}", said.err);
            assert_eq!(self.place.files(party), before, "a refused import");
        }
        said.code == 0
    }

    /// Sends what a party has to another one that has heard it.
    fn send_what_is_known(&self, from: &str, to: &str) {
        if !self.takes(to, &self.place.export(from, to)) {
            return;
        }
        let (sender, recipient) = (self.place.files(from), self.place.files(to));
        let again = self.place.export(from, to);
        assert_only_noted(&sender, &self.place.files(from), None);
        assert!(self.takes(to, &again), "{again}");
        assert_only_noted(&recipient, &self.place.files(to), Some("received/"));
    }

    /// Takes a step with a finding, by a party that may take it. One for which the finding does not wait is refused.
    fn finding(&mut self, step: usize, at: usize) {
        let (from, number) = [("laboratory", "L-N1"), ("assessor", "A-N1")][at % 2];
        let text = self.text();
        let (party, words): (&'static str, Vec<&str>) = match step % 5 {
            0 => (
                from,
                vec!["raise", "--about", "product", "--class", "major"],
            ),
            1 => ("vendor", vec!["respond", number, "--correction", &text]),
            2 => (from, vec!["verify", number, "--result", "refused"]),
            3 => (from, vec!["verify", number, "--result", "accepted"]),
            _ => (from, vec!["reopen", number, "--because", &text]),
        };
        let (verb, rest) = words.split_first().expect("a verb");
        let mut command = vec!["finding", verb, party];
        command.extend(rest);
        if ["raise", "verify"].contains(verb) {
            command.extend(["--text", &text]);
        }
        command.extend(["--as", person(party)]);
        let said = self.place.run(&command);
        if said.code == 0 {
            self.typed.push((party, text));
            return;
        }
        let is_refused = said.err.contains("P0870") || said.err.contains("P0872");
        assert!(is_refused, "{}", said.err);
    }

    /// Takes a step with rounds of tests, by the laboratory. What there is nothing for is refused.
    fn round(&mut self, step: usize, at: usize) {
        let text = self.text();
        let entry = self.names.last().expect("a name").clone();
        let slot = |slot: &str| {
            slot.replace("ENTRY", &entry)
                .replace("round-N", ROUNDS[at % 2])
        };
        let first = slot("document/result/debug-ports.stated/chip.ENTRY@LA-1");
        let [result, observed, sheet] = ROUND_SLOTS.map(slot);
        let verdict = ["pass", "fail", "inconclusive"][at % 3];
        let (words, code): (Vec<&str>, &[&str]) = match step % 7 {
            0 => (
                vec!["round", "begin", "laboratory", "--why", &text],
                &["P0876"],
            ),
            1 => (
                vec!["round", "begin", "laboratory", &first, "--why", &text],
                &["P0876", "P0820"],
            ),
            2 | 3 => (vec!["answer", "laboratory", &result, verdict], &["P0820"]),
            4 => (vec!["answer", "laboratory", &observed, &text], &["P0820"]),
            5 => (vec!["answer", "laboratory", &sheet, &text], &["P0820"]),
            _ => (
                vec!["carry-over", "laboratory", "--all", "--why", &text],
                &["P0875"],
            ),
        };
        if words.contains(&"begin") {
            // Something has to have failed, or there is nothing to repeat.
            let fail = ["answer", "laboratory", &first, "fail", "--as", "ravi"];
            let said = self.place.run(&fail);
            assert!(said.code == 0 || said.err.contains("P0820"), "{}", said.err);
        }
        let before = self.place.files("laboratory");
        let said = self.place.run(&[&words[..], &["--as", "ravi"]].concat());
        if said.code != 0 {
            let is_refused = code.iter().any(|code| said.err.contains(code));
            assert!(is_refused, "{words:?}: {}", said.err);
            assert_eq!(self.place.files("laboratory"), before, "{words:?}");
        } else if words.contains(&text.as_str()) {
            self.typed.push(("laboratory", text));
        }
    }

    fn build(&self, party: &str) {
        let out = || {
            self.place.fine(&["build", party, "--replace"]);
            let files = self.place.files(party).into_iter();
            files
                .filter(|(path, _)| path.starts_with("out/"))
                .collect::<Vec<_>>()
        };
        assert_eq!(out(), out(), "a build that is repeated");
    }

    fn act(&mut self, work: &Work) {
        let party = |number: usize| PARTIES[number % PARTIES.len()];
        match work {
            Work::Answer(at, fills) => self.answer(*at, *fills),
            Work::Edit(at) => self.edit(*at),
            Work::Rename => {
                self.number += 1;
                self.names.push(format!("chip{}", self.number));
                self.update();
            }
            Work::Declare(changes) => {
                self.is_soc ^= changes;
                self.comments += 1;
                self.update();
            }
            Work::Certify(party_at, at) => self.certify(party(*party_at), *at),
            Work::Send(from, to) if from % 3 != to % 3 => {
                let package = self.place.export(party(*from), party(*to));
                self.packages.push((party(*to), package));
            }
            Work::Send(..) => {}
            Work::Import(at) => self.import(*at),
            Work::Build(at) => self.build(party(*at)),
            Work::Finding(step, at) => self.finding(*step, *at),
            Work::Round(step, at) => self.round(*step, *at),
            Work::Undo(at) => {
                let party = party(*at);
                let said = self.place.run(&["undo", party, "--as", person(party)]);
                let is_refused = said.err.contains("P0826") || said.err.contains("P0822");
                assert!(said.code == 0 || is_refused, "{}", said.err);
                // An update that is taken back gives the chip its name of before.
                if party == "vendor" && said.out.contains("as before: product.yaml") {
                    self.find_name();
                }
            }
        }
    }

    /// Reads what the product file of the vendor has.
    fn find_name(&mut self) {
        let product = String::from_utf8_lossy(&self.place.read("vendor/product.yaml")).into_owned();
        let is_now = |name: &String| product.contains(&format!("    {name}: {{"));
        let now = self.names.iter().find(|name| is_now(name)).expect("a name");
        let now = now.clone();
        self.names.retain(|name| *name != now);
        self.names.push(now);
        self.is_soc = product.contains("role: soc,");
    }

    fn assert_kept(&self) {
        for party in PARTIES {
            let files = self.place.files(party).into_values();
            let all: Vec<String> = files
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .collect();
            let lost = self.typed.iter().filter(|(typed, text)| {
                *typed == party && !all.iter().any(|file| file.contains(text.as_str()))
            });
            let lost: BTreeSet<&str> = lost.map(|(_, text)| text.as_str()).collect();
            assert!(lost.is_empty(), "{party}: {lost:?}");
        }
    }
}

/// The files of a folder by their paths.
type Files = BTreeMap<String, Vec<u8>>;

/// Asserts that a folder is as it was, apart from one more line in its journal, and from one more file in a folder if one is
/// named.
fn assert_only_noted(before: &Files, after: &Files, added: Option<&str>) {
    let mut new = 0;
    for (path, bytes) in after {
        match before.get(path) {
            None => {
                assert!(
                    added.is_some_and(|folder| path.starts_with(folder)),
                    "{path}"
                );
                new += 1;
            }
            Some(known) if path.starts_with("journal/") => {
                let more = bytes.strip_prefix(known.as_slice()).expect("it grows");
                let more = String::from_utf8_lossy(more);
                assert_eq!(more.lines().count(), 1, "{more}");
            }
            Some(known) => assert!(known == bytes, "{path}"),
        }
    }
    assert_eq!(new, usize::from(added.is_some()));
    assert!(before.keys().all(|path| after.contains_key(path)));
}

pub fn cases() -> u32 {
    let set = std::env::var(CASES).ok();
    set.and_then(|cases| cases.parse().ok()).unwrap_or(4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_was_typed_is_lost(all in prop::collection::vec(work(), 4..16)) {
        let mut run = Run::new();
        for work in &all {
            run.act(work);
            run.assert_kept();
        }
    }

    /// Nobody types anything between two exports: then the second is known. Whatever three folders hold, making a package adds one
    /// line to the journal of the sender and changes no other byte there. Importing it, after another with the same content, adds
    /// the package to `received/` and one line to the journal of the recipient, and changes no other byte there.
    #[test]
    fn what_is_known_changes_no_byte(all in prop::collection::vec(work(), 4..12)) {
        let mut run = Run::new();
        for work in &all {
            run.act(work);
        }
        for (from, to) in [("vendor", "laboratory"), ("laboratory", "assessor"), ("assessor", "vendor")] {
            run.send_what_is_known(from, to);
        }
    }
}
