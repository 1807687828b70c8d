//! What can be true of products, name by name.

use std::fmt::Write as _;

use praman::model::{Scheme, Situation};
use praman::proof::{Outcome, Prover, Wish};

use super::sound::sound_scheme;

/// The names that the conditions of these tests use.
const HEAD: &str = r#"provenance title, statement, strength, applies, evidence, procedure, form, levels, verdicts ours
catalog home@1 "Home" { provenance number ours }
edition pilot@2026 "Pilot" {
  status draft
  uses home@1
}
fact outdoors "Is it used outdoors?" : yes or no
fact connected "Is it connected?" : yes or no
fact place "Where is it?" : one of { garden, roof, cellar } or none
fact volts "Which voltage?" : whole number
fact weight "Which weight?" : number
fact support "Until when is it supported?" : date
fact maker "Who made it?" : text
fact uses "For what?" : set of { light, heat, noise }
inventory chip "Chips" {
  role "What is it?" : one of { soc, mcu, memory }
  cores "How many cores?" : whole number from 1 to 8
  ports "Which ports?" : set of { jtag, swd }
  claim locked "Is it locked?" : yes or no
}
inventory image "Images" {
  runs_on "On which chip?" : entry of chip
  started_by "What starts it?" : entry of image or none { acyclic }
  parts "What is in it?" : set of { kernel, shell }
  reads "Which chips does it read?" : entries of chip
}
"#;

#[track_caller]
pub(super) fn read(text: &str) -> Scheme {
    sound_scheme(&format!("{HEAD}{text}"))
}

/// Says of each derived name whether it can hold and whether it can fail.
#[track_caller]
fn check(text: &str) -> String {
    let scheme = read(text);
    let base = Situation::default();
    let mut prover = Prover::new(&scheme, &base, []);
    let mut said = String::new();
    for (_, derive) in scheme.derives.iter() {
        let mut can = |holds| {
            let condition = &derive.meaning;
            prover.ask(&[Wish::that(condition, holds)])
        };
        let (holds, fails) = (can(true), can(false));
        let word = match (&holds, &fails) {
            (Outcome::Possible(_), Outcome::Possible(_)) => "sometimes",
            (Outcome::Possible(_), Outcome::Impossible) => "always",
            (Outcome::Impossible, Outcome::Possible(_)) => "never",
            (Outcome::Impossible, Outcome::Impossible) => "no product",
            _ => "undecided",
        };
        let _ = writeln!(said, "{:9} {}", word, derive.title);
    }
    said
}

#[test]
fn facts() {
    insta::assert_snapshot!(check(
        r#"
derive a "outdoors" = outdoors
derive b "outdoors and not outdoors" = outdoors and not outdoors
derive c "outdoors or not outdoors" = outdoors or not outdoors
derive d "garden and roof" = place is garden and place is roof
derive e "neither garden, roof, cellar nor none" = place is not one of (garden, roof, cellar) and place is not none
derive f "more than 10 and less than 5 volts" = volts > 10 and volts < 5
derive g "more than 3 and less than 4 whole volts" = volts > 3 and volts < 4
derive h "between 3 and 4 in weight" = weight > 3 and weight < 4
derive i "after June and before July" = support > 2026-06 and support < 2026-07
derive j "in June and on the 15th" = support is 2026-06 and support is 2026-06-15
derive k "in June and in July" = support is 2026-06 and support is 2026-07
derive l "not given and is Acme" = maker is not given and maker is "Acme"
derive m "neither Acme nor missing" = maker is not "Acme" and maker is given
derive n "all and none of light" = uses has all of (light) and uses has none of (light, heat)
derive o "no use and any" = uses is none and uses is not none
derive p "noise alone" = uses has none of (light, heat) and uses is not none
"#
    ));
}

#[test]
fn entries() {
    insta::assert_snapshot!(check(
        r#"
subset big "Big chips" = chip where role is soc
subset small "Small chips" = chip where role is not soc
subset both "Big and small" = big where role is mcu
derive a "some chip" = some chip
derive b "some chip and no chip" = some chip and no chip
derive c "some big small chip" = some both
derive d "no big, no small, some chip" = no big and no small and some chip
derive e "three chips" = at least 3 chip
derive f "at least 3 and at most 2" = at least 3 chip and at most 2 chip
derive g "exactly 2 big of at most 1" = exactly 2 chip where role is soc and at most 1 chip
derive h "nine cores" = some chip where cores > 8
derive i "every chip is big, and some is not" = (every chip satisfies role is soc) and (some chip where role is mcu)
derive j "every chip is big or some is not" = (every chip satisfies role is soc) or (some chip where role is not soc)
derive k "an image without a chip" = some image and no chip
derive l "an image runs on big chips alone" = some image and (every image satisfies runs_on.role is soc)
derive m "an image runs on a big chip, and there is none" = (some image where runs_on.role is soc) and no big
derive n "a chip runs nothing" = some chip where no image where runs_on is this chip
derive o "it reads a chip, and there is none" = (some image where reads is not none) and no chip
derive p "an image that starts itself" = some image and (every image satisfies started_by is not none)
"#
    ));
}

#[test]
fn constraints() {
    insta::assert_snapshot!(check(
        r#"
constraint "A device outdoors is connected" = not outdoors or connected
constraint "A chip with code runs an image" =
  every chip where role is one of (soc, mcu) satisfies some image where runs_on is this chip
constraint "There is a chip" = some chip
constraint "Chips are locked" = every chip satisfies claimed locked
derive a "outdoors and not connected" = outdoors and not connected
derive b "no chip" = no chip
derive c "a big chip and no image" = (some chip where role is soc) and no image
derive d "a chip is not locked" = some chip where not claimed locked
derive e "a memory alone" = (every chip satisfies role is memory) and no image
derive f "more chips with code than images" = at least 2 chip where role is soc and at most 1 image
"#
    ));
}

/// A condition may demand more entries than most products have.
#[test]
fn many_entries() {
    insta::assert_snapshot!(check(
        r#"
derive a "nine chips" = at least 9 chip
derive b "twenty images on ten big chips" = at least 20 image and at least 10 chip where role is soc
derive c "nine of at most eight" = at least 9 chip and at most 8 chip
derive d "a chip of nine images" = some chip where at least 9 image where runs_on is this chip
"#
    ), @r"
    sometimes nine chips
    sometimes twenty images on ten big chips
    never     nine of at most eight
    sometimes a chip of nine images
    ");
}

/// An entry that is asked about brings those along to which it must refer, and the constraints on them.
#[test]
fn constraints_on_what_is_referred_to() {
    insta::assert_snapshot!(check(
        r#"
constraint "There is no chip" = no chip
derive a "an image" = some image
derive b "outdoors" = outdoors
"#
    ), @r"
    never     an image
    sometimes outdoors
    ");
}

/// References of which one must be there lead to an entry, on which constraints hold.
#[test]
fn references_that_are_not_none() {
    insta::assert_snapshot!(check(
        r#"
constraint "Chips are memories" = every chip satisfies role is memory
constraint "Nothing reads a memory" = no image where ((some chip where role is memory) and reads is not none)
derive a "an image reads nothing" = some image where reads is none
derive b "an image reads something" = some image where reads is not none
derive c "there is a chip" = some chip
derive d "an image started by one that reads" = some image where started_by.reads is not none
"#
    ), @r"
    sometimes an image reads nothing
    never     an image reads something
    sometimes there is a chip
    never     an image started by one that reads
    ");
}

/// Constraints that exclude each other leave no product, also for conditions that have nothing to do with them.
#[test]
fn no_product() {
    insta::assert_snapshot!(check(
        r#"
constraint "It is outdoors" = outdoors
constraint "It is not outdoors" = not outdoors
derive a "some chip" = some chip
"#
    ), @"no product some chip");
}

/// A long path has many ways, and each pair of entries has its own. What is too much is left undecided.
#[test]
fn long_paths() {
    let (near, far) = ("started_by.".repeat(5), "started_by.".repeat(12));
    let text = format!(
        r#"
derive near "near" = some image where {near}runs_on.role is soc
derive circle "a circle" = some image where (some image where {near}started_by is this image)
derive far "far" = at least 3 image where {far}runs_on.role is soc
derive wide "a wide circle" = some image where (some image where {far}started_by is this image)
"#
    );
    insta::assert_snapshot!(check(&text), @r"
    sometimes near
    sometimes a circle
    undecided far
    undecided a wide circle
    ");
}
