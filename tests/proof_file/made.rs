//! Schemes with every construct of conditions: each answer has a file that both checkers accept.

use super::*;

#[track_caller]
fn accept_all(text: &str) -> String {
    let scheme = read(text);
    let files = files_of(&scheme);
    accept(&files);
    assert_eq!(
        files,
        files_of(&scheme),
        "the same question has the same file"
    );
    let said = files.iter().filter_map(|file| {
        let file: serde_json::Value = serde_json::from_str(file).unwrap();
        let is_proved = file.get("proofs").is_some();
        is_proved.then(|| file["claim"].as_str().unwrap().to_owned())
    });
    said.collect::<Vec<_>>().join(", ")
}

#[test]
fn facts() {
    let said = accept_all(
        r#"
derive a "a" = outdoors and not outdoors
derive b "b" = outdoors or not outdoors
derive c "c" = place is garden and place is roof
derive d "d" = place is not one of (garden, roof, cellar) and place is not none
derive e "e" = volts > 10 and volts < 5
derive f "f" = volts > 3 and volts < 4
derive g "g" = weight > 3 and weight < 4
derive h "h" = support > 2026-06 and support < 2026-07
derive i "i" = support is 2026-06 and support is 2026-06-15
derive j "j" = support is 2026-02 and support > 2026-02-28
derive k "k" = support is 2028-02 and support > 2028-02-28 and support < 2028-03
derive l "l" = maker is not given and maker is "Acme"
derive m "m" = maker is not "Acme" and maker is given
derive n "n" = uses has all of (light) and uses has none of (light, heat)
derive o "o" = uses is none and uses is not none
derive p "p" = uses has none of (light, heat) and uses is not none
derive q "q" = volts > 400 or volts < 1
derive r "r" = share > 0.999999 and share < 1
derive s "s" = share >= 0.5 and share <= 0.5
derive t "t" = colour is not one of (red, green, blue, white, black, yellow, grey)
derive u "u" = colour is red and colour is not one of (green, blue, white, black, yellow)
derive v "v" = release is "1.0" and release is "2.0"
derive w "w" = release is not "1.0" and release is not "2.0"
derive x "x" = image_hash is none or image_hash is not none
derive y "y" = connected is none and connected
derive z "z" = a or (b and c)
derive za "za" = z and not b
derive zb "zb" = support <= 2026-03-15 and support >= 2026-03-15 and support is not 2026-03
derive zc "zc" = volts >= 1 and volts <= 400
"#,
    );
    insta::assert_snapshot!(said, @"a never holds, b never fails, c never holds, d never holds, e never holds, f never holds, h never holds, j never holds, l never holds, n never holds, o never holds, q never holds, r never holds, t never holds, v never holds, x never fails, y never holds, z never holds, za never holds, zb never holds, zc never fails");
}

#[test]
fn entries() {
    let said = accept_all(
        r#"
subset big "Big chips" = chip where role is soc
subset small "Small chips" = chip where role is not soc
subset both "Big and small" = big where role is mcu
subset late "Late big chips" = big where made > 2025-12
derive a "a" = some chip
derive b "b" = some chip and no chip
derive c "c" = some both
derive d "d" = no big and no small and some chip
derive e "e" = at least 3 chip
derive f "f" = at least 3 chip and at most 2 chip
derive g "g" = exactly 2 chip where role is soc and at most 1 chip
derive h "h" = some chip where cores > 8
derive i "i" = (every chip satisfies role is soc) and (some chip where role is mcu)
derive j "j" = (every chip satisfies role is soc) or (some chip where role is not soc)
derive k "k" = some image and no chip
derive l "l" = some image and (every image satisfies runs_on.role is soc)
derive m "m" = (some image where runs_on.role is soc) and no big
derive n "n" = some chip where no image where runs_on is this chip
derive o "o" = (some image where reads is not none) and no chip
derive p "p" = some image where started_by is not none
derive q "q" = some late and (every chip satisfies made < 2025-01)
derive r "r" = some chip where (ports has all of (jtag, swd) and ports has none of (jtag))
derive s "s" = some image where (started_by.runs_on.role is soc and started_by.runs_on.role is mcu)
derive t "t" = some image where (some image where (started_by is this image and reads is none))
derive u "u" = some chip where (exactly 2 image where runs_on is this chip and at most 1 image where runs_on is this chip)
derive v "v" = exactly 3 chip and exactly 4 chip
derive w "w" = some chip where every image where runs_on is this chip satisfies (parts is none and reads has none of (this chip))
"#,
    );
    insta::assert_snapshot!(said, @"b never holds, c never holds, d never holds, f never holds, g never holds, h never holds, i never holds, j never fails, k never holds, m never holds, o never holds, q never holds, r never holds, s never holds, u never holds, v never holds");
}

#[test]
fn constraints() {
    let said = accept_all(
        r#"
constraint "A device outdoors is connected" = not outdoors or connected
constraint "A chip with code runs an image" =
  every chip where role is one of (soc, mcu) satisfies some image where runs_on is this chip
constraint "There is a chip" = some chip
constraint "There are few chips" = at most 3 chip
constraint "Each image starts another one or reads a chip" =
  every image satisfies (started_by is not none or reads is not none)
constraint "Chips are locked" = every chip satisfies claimed locked
derive a "a" = outdoors and not connected
derive b "b" = no chip
derive c "c" = (some chip where role is soc) and no image
derive d "d" = some chip where not claimed locked
derive e "e" = (every chip satisfies role is memory) and no image
derive f "f" = at least 2 chip where role is soc and at most 1 image
derive g "g" = at least 4 chip
derive h "h" = at least 3 chip where role is soc and at most 2 image
"#,
    );
    insta::assert_snapshot!(said, @"a never holds, b never holds, c never holds, f never holds, g never holds, h never holds");
}

/// Four pigeons do not sit alone in three holes: such proofs take more than propagation.
/// Constraints that exclude each other prove every claim.
#[test]
fn constraints_that_exclude_each_other() {
    let said = accept_all(
        r#"
constraint "It is outdoors" = outdoors
constraint "It is not outdoors" = not outdoors
derive a "a" = some chip
"#,
    );
    insta::assert_snapshot!(said, @"a never holds, a never fails");
}

#[test]
fn steps() {
    let scheme = read(super::damaged::PIGEONS);
    let files = files_of(&scheme);
    accept(&files);
    let steps = files.iter().map(|file| {
        let file: serde_json::Value = serde_json::from_str(file).unwrap();
        file["proofs"][0]["steps"].as_array().map_or(0, Vec::len)
    });
    assert!(steps.max() > Some(5), "the proof has steps");
}

/// A certificate is about all products: there is none for those of which something is known.
#[test]
fn what_is_known_has_no_file() {
    let scheme = read("derive a \"a\" = outdoors and not outdoors\n");
    let mut base = Situation::default();
    let condition = &scheme.derives.iter().next().unwrap().1.meaning;
    let holds = true;
    assert!(
        Prover::new(&scheme, &base, [])
            .certify(&[Wish::that(condition, holds)])
            .is_some()
    );
    base.stock_mut(scheme.inventories.ids().next().unwrap());
    assert!(
        Prover::new(&scheme, &base, [])
            .certify(&[Wish::that(condition, holds)])
            .is_none()
    );
}
