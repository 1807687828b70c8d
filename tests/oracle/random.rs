//! Random small schemes, as text.

use std::fmt::Write as _;

/// Random numbers that follow from a seed (`SplitMix64`).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// Returns a number below a bound.
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn one_in(&mut self, bound: u64) -> bool {
        self.below(bound) == 0
    }

    fn pick<'p>(&mut self, from: &[&'p str]) -> &'p str {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }
}

const HEAD: &str = r#"provenance title, statement, strength, applies, evidence, procedure, form, levels, verdicts ours
catalog home@1 "Home" { provenance number ours }
edition pilot@2026 "Pilot" {
  status draft
  uses home@1
}
"#;

/// What a name is tested with.
#[derive(Clone, Copy)]
enum Kind {
    YesNo,
    /// A claim that holds or not.
    Claim,
    Choice,
    Set,
    Number,
    Whole,
    Text,
    Date,
    /// A reference to `part` or `board`.
    One(&'static str),
    Many(&'static str),
}

/// A name, and whether `none` is an answer.
type Name = (&'static str, Kind, bool);

/// The names of a scheme, most of them there.
struct Names {
    facts: Vec<Name>,
    part: Vec<Name>,
    board: Vec<Name>,
    subsets: Vec<(&'static str, &'static str)>,
    derives: Vec<&'static str>,
}

/// Makes a scheme. What is asked of it is its last derived name.
pub fn random_scheme(random: &mut Random) -> String {
    let mut text = HEAD.to_owned();
    let mut names = Names {
        facts: Vec::new(),
        part: Vec::new(),
        board: Vec::new(),
        subsets: Vec::new(),
        derives: Vec::new(),
    };
    let facts = [
        ("outdoors", Kind::YesNo),
        ("place", Kind::Choice),
        ("uses", Kind::Set),
        ("weight", Kind::Number),
        ("volts", Kind::Whole),
        ("maker", Kind::Text),
        ("support", Kind::Date),
    ];
    for (name, kind) in facts {
        // Few names in many conditions contradict each other more often.
        if name != "maker" && random.one_in(2) {
            continue;
        }
        let (kind_text, none) = type_text(random, kind);
        let _ = writeln!(text, "fact {name} \"?\" : {kind_text}");
        names.facts.push((name, kind, none));
    }
    let attributes = [
        ("kind", Kind::Choice),
        ("holds", Kind::Set),
        ("size", Kind::Whole),
        ("made", Kind::Date),
        ("ok", Kind::YesNo),
        ("on", Kind::One("board")),
        ("next", Kind::One("part")),
        ("reads", Kind::Many("board")),
    ];
    for inventory in ["part", "board"] {
        let _ = writeln!(text, "inventory {inventory} \"Parts\" {{");
        for (name, kind) in attributes {
            if random.one_in(2) {
                continue;
            }
            let (mut kind_text, none) = type_text(random, kind);
            let is_own = matches!(kind, Kind::One(target) if target == inventory);
            if is_own && none && random.one_in(2) {
                kind_text.push_str(" { acyclic }");
            }
            let _ = writeln!(text, "  {name} \"?\" : {kind_text}");
            let known = if inventory == "part" {
                &mut names.part
            } else {
                &mut names.board
            };
            known.push((name, kind, none));
        }
        if random.one_in(2) {
            text.push_str("  claim said \"?\" : yes or no\n");
            let known = if inventory == "part" {
                &mut names.part
            } else {
                &mut names.board
            };
            known.push(("said", Kind::Claim, false));
        }
        text.push_str("  tag \"?\" : text\n}\n");
    }
    for (subset, of) in [
        ("some_part", "part"),
        ("some_board", "board"),
        ("few_part", "some_part"),
    ] {
        if random.one_in(2) || (of == "some_part" && !names.subsets.iter().any(|one| one.0 == of)) {
            continue;
        }
        let inventory = if of == "board" { "board" } else { "part" };
        let filter = bracket(random, &names, 1, Some(inventory), None);
        let _ = writeln!(text, "subset {subset} \"Some\" = {of} where {filter}");
        names.subsets.push((subset, inventory));
    }
    if random.one_in(2) {
        let meaning = condition(random, &names, 2, None, None);
        let _ = writeln!(text, "derive first \"First\" = {meaning}");
        names.derives.push("first");
    }
    for number in 0..random.below(6) {
        let holds = condition(random, &names, 2, None, None);
        let _ = writeln!(text, "constraint \"Number {number}\" = {holds}");
    }
    let parts = 1 + random.below(4);
    let asked = (0..parts).map(|_| bracket(random, &names, 2, None, None));
    let asked = asked.collect::<Vec<_>>().join(" and ");
    let _ = writeln!(text, "derive asked \"Asked\" = {asked}");
    text
}

fn type_text(random: &mut Random, kind: Kind) -> (String, bool) {
    let none = random.one_in(2);
    let text = match kind {
        Kind::YesNo | Kind::Claim => "yes or no",
        Kind::Choice => "one of { a, b, c }",
        Kind::Set => return ("set of { a, b, c }".to_owned(), true),
        Kind::Number => random.pick(&["number", "number from 0 to 2", "number from 0"]),
        Kind::Whole => random.pick(&["whole number", "whole number from 0 to 3"]),
        Kind::Text => return ("text".to_owned(), false),
        Kind::Date => "date",
        Kind::One("part") => "entry of part",
        Kind::One(_) => "entry of board",
        Kind::Many(_) => return ("entries of board".to_owned(), true),
    };
    let or_none = if none { " or none" } else { "" };
    (format!("{text}{or_none}"), none)
}

/// A condition with several parts in brackets, as it stands after `where`.
fn bracket(
    random: &mut Random,
    names: &Names,
    depth: u64,
    entry: Option<&'static str>,
    outer: Option<&'static str>,
) -> String {
    format!("({})", condition(random, names, depth, entry, outer))
}

/// A condition on the product, or on an `entry` in another one.
fn condition(
    random: &mut Random,
    names: &Names,
    depth: u64,
    entry: Option<&'static str>,
    outer: Option<&'static str>,
) -> String {
    match random.below(if depth == 0 { 2 } else { 8 }) {
        0 | 1 => test(random, names, entry, outer),
        2 | 3 => {
            let word = random.pick(&[" and ", " or "]);
            let parts = 2 + random.below(2);
            let parts: Vec<String> = (0..parts)
                .map(|_| bracket(random, names, depth - 1, entry, outer))
                .collect();
            parts.join(word)
        }
        4 => format!("not {}", bracket(random, names, depth - 1, entry, outer)),
        _ if entry.is_none() || outer.is_none() => quantifier(random, names, depth, entry),
        _ => test(random, names, entry, outer),
    }
}

fn quantifier(
    random: &mut Random,
    names: &Names,
    depth: u64,
    entry: Option<&'static str>,
) -> String {
    let mut sets = vec![("part", "part"), ("board", "board")];
    sets.extend(names.subsets.iter().copied());
    let (set, inventory) = sets[usize::try_from(random.below(sets.len() as u64)).unwrap()];
    let depth = depth.saturating_sub(1).min(1);
    let inner = |random: &mut Random| bracket(random, names, depth, Some(inventory), entry);
    let filter = if random.one_in(4) {
        String::new()
    } else {
        format!(" where {}", inner(random))
    };
    match random.below(7) {
        0 | 1 => format!("some {set}{filter}"),
        2 => format!("no {set}{filter}"),
        3 => format!("every {set}{filter} satisfies {}", inner(random)),
        4 => format!("at least {} {set}{filter}", 1 + random.below(3)),
        5 => format!("at most {} {set}{filter}", random.below(3)),
        _ => format!("exactly {} {set}{filter}", random.below(3)),
    }
}

/// A test of a fact, a name, or an attribute of an entry.
fn test(
    random: &mut Random,
    names: &Names,
    entry: Option<&'static str>,
    outer: Option<&'static str>,
) -> String {
    let is_about_entry = entry.is_some() && !random.one_in(6);
    if !is_about_entry {
        if let Some(derive) = names.derives.first().filter(|_| random.one_in(5)) {
            return (*derive).to_owned();
        }
        return test_of(random, &names.facts, "", outer, entry);
    }
    let attributes = |inventory: &str| {
        if inventory == "part" {
            &names.part
        } else {
            &names.board
        }
    };
    let own = attributes(entry.unwrap_or("part"));
    let (mut own, mut path) = (own, String::new());
    while random.one_in(4) {
        let references = own.iter().filter_map(|(name, kind, _)| match kind {
            Kind::One(target) => Some((*name, *target)),
            _ => None,
        });
        let references: Vec<(&str, &str)> = references.collect();
        let Some((name, target)) = references.get(usize::try_from(random.below(2)).unwrap()) else {
            break;
        };
        path = format!("{path}{name}.");
        own = attributes(target);
    }
    test_of(random, own, &path, outer, entry)
}

fn test_of(
    random: &mut Random,
    from: &[Name],
    path: &str,
    outer: Option<&'static str>,
    entry: Option<&'static str>,
) -> String {
    let is_reference = |kind: &Kind| match kind {
        Kind::One(target) | Kind::Many(target) => Some(*target),
        _ => None,
    };
    // A reference is compared with the entry of an outer quantifier.
    let fits = |(_, kind, none): &&Name| match is_reference(kind) {
        Some(target) => *none || (entry.is_some() && outer == Some(target)),
        None => true,
    };
    let from: Vec<&Name> = from.iter().filter(fits).collect();
    let Some((name, kind, none)) =
        from.get(usize::try_from(random.below(from.len().max(1) as u64)).unwrap())
    else {
        return "maker is given".to_owned();
    };
    let name = format!("{path}{name}");
    if *none && random.one_in(4) {
        return format!("{name} {}", random.pick(&["is none", "is not none"]));
    }
    let choices = &["a", "b", "c"];
    let numbers = &["0", "1", "2", "1.5", "0.000001"];
    let dates = &[
        "2026-01",
        "2026-02",
        "2026-01-31",
        "2026-02-01",
        "2026-02-15",
    ];
    let pair =
        |random: &mut Random| format!("({}, {})", random.pick(choices), random.pick(choices));
    let bounds = &["<", "<=", ">", ">="];
    match kind {
        Kind::YesNo => name,
        Kind::Claim => format!("claimed {name}"),
        Kind::Choice if random.one_in(2) => format!(
            "{name} {} {}",
            random.pick(&["is", "is not"]),
            random.pick(choices)
        ),
        Kind::Choice => format!(
            "{name} {} {}",
            random.pick(&["is one of", "is not one of"]),
            pair(random)
        ),
        Kind::Set => format!(
            "{name} has {} {}",
            random.pick(&["any of", "all of", "none of"]),
            pair(random)
        ),
        Kind::Number => format!("{name} {} {}", random.pick(bounds), random.pick(numbers)),
        Kind::Whole => format!(
            "{name} {} {}",
            random.pick(bounds),
            random.pick(&["0", "1", "2", "3"])
        ),
        Kind::Text => {
            let value = random.pick(&["\"Acme\"", "\"Bolt\""]);
            match random.below(3) {
                0 => format!("{name} {}", random.pick(&["is given", "is not given"])),
                1 => format!("{name} is not {value}"),
                _ => format!("{name} is {value}"),
            }
        }
        Kind::Date => format!(
            "{name} {} {}",
            random.pick(&["is", "is not", "<", "<=", ">", ">="]),
            random.pick(dates)
        ),
        Kind::One(target) if outer == Some(*target) && entry.is_some() => {
            format!("{name} {} this {target}", random.pick(&["is", "is not"]))
        }
        Kind::Many(target) if outer == Some(*target) && entry.is_some() => {
            format!(
                "{name} has {} (this {target})",
                random.pick(&["any of", "none of"])
            )
        }
        Kind::One(_) | Kind::Many(_) => format!("{name} is not none"),
    }
}
