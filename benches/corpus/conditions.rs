//! A generator of schemes with many conditions, over 200 facts and 16 inventories, for the proofs about them. The same size
//! gives the same bytes.

use std::fmt::Write;

/// How many controls a generated file holds.
const CONTROLS_PER_FILE: usize = 500;
/// How many facts conditions read.
const FACTS: usize = 200;
/// How many inventories conditions read.
const INVENTORIES: usize = 16;

/// A product of the scheme of which nothing is known.
pub const PRODUCT: &str =
    "scheme: logic@1\nlevel: L1\nproduct: { name: \"A product\", model: \"P-1\" }\n";

/// Returns a scheme of `controls` controls as files: path and text. Each has a condition of its own.
pub fn conditions(controls: usize) -> Vec<(String, String)> {
    let mut files = vec![
        ("edition.prm".to_owned(), edition()),
        ("vocabulary.prm".to_owned(), vocabulary()),
    ];
    for (number, first) in (0..controls).step_by(CONTROLS_PER_FILE).enumerate() {
        let last = (first + CONTROLS_PER_FILE).min(controls);
        let mut text = "in home@1\n".to_owned();
        for index in first..last {
            let _ = write!(
                text,
                "\ncontrol R{index} \"Requirement {index}\" {{\n  from L1\n  statement \"The device is good in way {index}.\"\n  \
                 applies when {}\n  evidence paper\n  verify look by test\n}}\n",
                condition(index)
            );
        }
        files.push((format!("controls/{number:04}.prm"), text));
    }
    files
}

fn edition() -> String {
    "edition logic@1 \"A corpus of conditions\" {\n  status draft\n  levels L1\n  uses home@1 with L1 = L1\n  \
     provenance title, levels, verdicts, form ours\n  verdict pass \"Pass\" good\n  \
     verdict fail \"Fail\" bad\n  forms F\n}\n\n\
     catalog home@1 \"Requirements\" {\n  publisher \"Nobody\"\n  levels L1\n  \
     provenance number, title, statement, levels, strength, applies, evidence, procedure, treatment ours\n}\n\n\
     provenance evidence, procedure, form ours\n\nparty vendor \"Vendor\"\n\nform F \"Form\" {\n  number unknown\n  \
     section all \"All\" {\n    number unknown\n    holds evidence, responses\n  }\n}\n\n\
     evidence paper \"Configuration export\" {\n  kind document\n  form F all\n  contains \"What is set.\"\n}\n\n\
     procedure look \"Look at it\" {\n  depth test {\n    effort 1 h per run\n    case one \"It does what is stated\" {\n      \
     do \"Apply the stimulus, record the outcome.\"\n      expect \"It does.\"\n    }\n    \
     pass when \"The outcome is recorded.\"\n  }\n}\n"
        .to_owned()
}

fn vocabulary() -> String {
    let mut text = String::new();
    for index in 0..FACTS {
        let kind = match index % 4 {
            0 => "one of { red, green, blue } or none",
            1 => "number",
            _ => "yes or no",
        };
        let _ = writeln!(text, "fact fact_{index} \"Question {index}?\" : {kind}");
    }
    for index in 0..INVENTORIES {
        let next = (index + 1) % INVENTORIES;
        let _ = write!(
            text,
            "inventory part_{index} \"Parts of kind {index}\" {{\n  kind \"What is it?\" : one of {{ a, b, c, d }}\n  \
             features \"What can it do?\" : set of {{ x, y, z }} or none\n  size \"How large is it?\" : number\n  \
             holder \"What holds it?\" : entry of part_{next} or none\n}}\n\
             subset small_{index} \"Small parts of kind {index}\" = part_{index} where (kind is one of (a, b) and size < 10)\n"
        );
    }
    for index in 0..20 {
        let (one, other) = (2 + 4 * index, 3 + 4 * index);
        let part = index % INVENTORIES;
        let _ = writeln!(
            text,
            "constraint \"Law {index}\" = not fact_{one} or fact_{other} or some part_{part} where kind is d"
        );
    }
    text
}

/// Returns a condition: facts and entries in ways that follow from its number alone.
fn condition(index: usize) -> String {
    // Knuth's multiplier spreads the numbers.
    let seed = index.wrapping_mul(2_654_435_761) >> 4;
    let pick = |shift: usize, count: usize| (seed >> shift) % count;
    let yes = |shift: usize| 4 * pick(shift, FACTS / 4) + 2 + pick(shift + 1, 2);
    let choice = |shift: usize| 4 * pick(shift, FACTS / 4);
    let number = |shift: usize| 4 * pick(shift, FACTS / 4) + 1;
    let part = pick(3, INVENTORIES);
    let size = 1 + pick(7, 40);
    let (one, other) = (yes(0), yes(9));
    match index % 7 {
        0 => format!(
            "fact_{one} and not fact_{} and fact_{} > {size}",
            (other + 4) % FACTS / 4 * 4 + 3,
            number(5)
        ),
        1 => format!("fact_{one} or some part_{part} where (kind is a and size < {size})"),
        2 => format!("not fact_{one} and some small_{part} where features has any of (x, z)"),
        3 => format!(
            "every part_{part} where kind is c satisfies (size > {size} or features has none of (y))"
        ),
        4 => format!(
            "some part_{part} where (holder.kind is b and size > {size}) and fact_{} is red",
            choice(5)
        ),
        5 => format!(
            "at least 2 part_{part} where size > {size} or fact_{} is one of (green, blue)",
            choice(6)
        ),
        _ => format!(
            "(fact_{} > {size} or fact_{} < {}) and (fact_{one} or no part_{part} where holder is none)",
            number(2),
            number(4),
            size + 5
        ),
    }
}
