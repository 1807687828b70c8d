//! A scheme of names that mention one another: each derived name and each subset mentions the two before it, several
//! times, so that the number of ways from the last name to a fact grows by more than half with each level.

use std::fmt::Write;

/// How many facts the names ask for, whatever their number.
const FACTS: usize = 6;

const SCHEME: &str = r#"provenance title, statement, strength, applies, evidence, procedure, form, levels, verdicts ours
catalog home@1 "Home" { provenance number ours }
edition pilot@2026 "Pilot" {
  status draft
  uses home@1
  verdict pass "Pass" good
  forms TCF
}
inventory chip "Chips" {
  role "What is it?" : one of { soc, mcu }
  debug "Has it a debug port?" : yes or no
}
form TCF "Technical construction file" {
  number unknown
  section all "All" { number unknown; holds responses, evidence }
}
evidence datasheet "Datasheet" { kind document; form TCF all }
procedure look "Looking" {
  inventory chip
  depth test {
    sample any
    case seen "It is seen" { do "Look."; expect "It is there." }
    pass when "It has been seen."
  }
}
"#;

/// A product of which the chips are known and the facts are not.
pub const PRODUCT: &str = "scheme: pilot@2026
product: { name: Lamp, model: L-1 }
inventories:
  chip:
    main: { role: mcu, debug: unknown }
    radio: { role: mcu, debug: yes }
    spare: { role: soc, debug: no }
";

/// Returns the text of the scheme with a number of levels.
pub fn chain(levels: usize) -> String {
    let mut text = SCHEME.to_owned();
    for fact in 0..FACTS {
        _ = writeln!(text, r#"fact f{fact} "Is it so ({fact})?" : yes or no"#);
    }
    text.push_str(
        "derive d0 \"D 0\" = f0\nderive d1 \"D 1\" = f1\n\
         subset s0 \"S 0\" = chip where role is mcu\nsubset s1 \"S 1\" = chip where debug\n",
    );
    for level in 2..levels {
        let (first, second, fact) = (level - 1, level - 2, level % FACTS);
        _ = writeln!(
            text,
            "derive d{level} \"D {level}\" = (d{first} or not d{second}) and (f{fact} or d{second}) \
             and some s{second}\n\
             subset s{level} \"S {level}\" = s{first} where ((d{first} or debug) and some s{second} \
             and (every s{first} satisfies debug or not d{second}))"
        );
    }
    let last = levels.saturating_sub(1);
    _ = writeln!(
        text,
        "in home@1\ncontrol H.1 \"Named\" {{\n  statement \"It is good.\"\n  \
         applies when d{last} or some s{last}\n  evidence datasheet for each s{last}\n  \
         verify look by test for each s{last} where not d{last}\n}}"
    );
    text
}
