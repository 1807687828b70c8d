//! Which answers decide something, question by question.

use std::fmt::Write as _;

use praman::model::{Datum, Scheme};
use praman::proof::{Consequence, Matter, Vocabulary, consequences_of};

use super::sound::sound_scheme;

#[track_caller]
fn read(vocabulary: &str, controls: &[&str]) -> Scheme {
    let mut text = format!(
        r#"catalog home@1 "Home" {{ provenance number ours }}
edition pilot@2026 "Pilot" {{
  status draft
  uses home@1
}}
evidence paper "Paper" {{ kind document }}
{vocabulary}
in home@1
"#
    );
    for (number, body) in controls.iter().enumerate() {
        _ = writeln!(
            text,
            r#"control H.{number} "Control {number}" {{ statement "It is so."; {body} }}"#
        );
    }
    sound_scheme(&text)
}

/// Says of each fact and attribute what changes with it.
#[track_caller]
fn check(vocabulary: &str, controls: &[&str]) -> String {
    let scheme = read(vocabulary, controls);
    let consequences = consequences_of(&scheme);
    let vocabulary = Vocabulary::of(&scheme);
    let mut said = String::new();
    let mut tell = |name: String, datum: Datum| {
        let reading = consequences.iter().filter(|one| one.data.contains(&datum));
        let reading: Vec<&Consequence> = reading.collect();
        let matter = match vocabulary.find_difference(datum, &reading) {
            Matter::Decides(difference) => difference.kind.words(&scheme),
            Matter::Never => "never".to_owned(),
            Matter::Undecided => "undecided".to_owned(),
        };
        _ = writeln!(said, "{name}: {matter}");
    };
    for (id, fact) in scheme.facts.iter() {
        tell(fact.key.to_string(), Datum::Fact(id));
    }
    for (id, inventory) in scheme.inventories.iter() {
        for (attribute, row) in inventory.attributes.iter() {
            let name = format!("{}.{}", inventory.key, row.key);
            tell(name, Datum::Attribute(id, attribute));
        }
    }
    said
}

#[test]
fn facts() {
    let vocabulary = r#"
fact wired "Is it wired?" : yes or no
fact loud "Is it loud?" : yes or no
fact volts "Which voltage?" : number
fact place "Where is it?" : one of { garden, roof, cellar }
fact uses "For what?" : set of { light, heat } or none
fact battery "Has it a battery?" : yes or no
constraint "What has a battery is not wired" = not battery or not wired
"#;
    let controls = [
        "applies when wired or (wired and loud); evidence paper",
        "applies when volts > 10; evidence paper when place is roof",
        "applies when (some_use or uses is none) and wired; evidence paper",
    ];
    let vocabulary = format!("{vocabulary}derive some_use \"Some use\" = uses is not none\n");
    insta::assert_snapshot!(check(&vocabulary, &controls), @r"
    wired: `home:H.0` applies
    loud: never
    volts: `home:H.1` applies
    place: `home:H.1` asks for the evidence `paper`
    uses: never
    battery: the constraint “What has a battery is not wired” is met
    ");
}

#[test]
fn attributes() {
    let vocabulary = r#"
inventory chip "Chips" {
  role "What is it?" : one of { soc, mcu, memory }
  cores "How many cores?" : whole number from 1 to 8
  maker "Who made it?" : text
}
inventory image "Images" {
  runs_on "On which chip?" : entry of chip
  packed "Is it packed?" : yes or no
}
subset big "Big chips" = chip where cores > 4
subset idle "Chips without an image" = chip where no image where runs_on is this chip
constraint "Memories have one core" = every chip where role is memory satisfies cores is 1
"#;
    let controls = [
        "applies for each big; evidence paper",
        "applies when some idle; evidence paper for each chip where (role is memory and cores is 1)",
        "applies when some image where (packed or not packed); evidence paper",
    ];
    insta::assert_snapshot!(check(vocabulary, &controls), @r"
    chip.role: `home:H.1` asks for the evidence `paper`
    chip.cores: `home:H.0` applies
    chip.maker: never
    image.runs_on: `home:H.1` applies
    image.packed: never
    ");
}
