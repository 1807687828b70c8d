//! A generator of schemes of any size, of the same make as the shipped one. The same size gives the same
//! bytes.

use std::fmt::Write;

/// How many controls a generated file holds.
const CONTROLS_PER_FILE: usize = 500;

/// Returns a scheme of `controls` controls as files: path and text.
pub fn corpus(controls: usize) -> Vec<(String, String)> {
    let procedures = (controls / 10).max(1);
    let mut files = vec![
        ("levels/generated.prm".to_owned(), edition()),
        ("requirements/vocabulary.prm".to_owned(), vocabulary()),
        ("requirements/forms.prm".to_owned(), forms()),
        ("requirements/evidence.prm".to_owned(), evidence(procedures)),
    ];
    for (number, first) in (0..procedures).step_by(CONTROLS_PER_FILE).enumerate() {
        let last = (first + CONTROLS_PER_FILE).min(procedures);
        let text = (first..last).fold("provenance procedure ours\n".to_owned(), procedure);
        files.push((format!("requirements/procedures/{number:04}.prm"), text));
    }
    let mut catalog = String::new();
    catalog_item(&mut catalog, controls);
    files.push(("requirements/generated/catalog.prm".to_owned(), catalog));
    for (number, first) in (0..controls).step_by(CONTROLS_PER_FILE).enumerate() {
        let last = (first + CONTROLS_PER_FILE).min(controls);
        let mut text = "in generated@1\n".to_owned();
        for index in first..last {
            control(&mut text, index, procedures);
        }
        files.push((format!("requirements/generated/{number:04}.prm"), text));
    }
    files
}

fn edition() -> String {
    "edition bench@1 \"A generated edition\" {\n  status draft\n  levels L1 < L2 < L3\n  \
     uses generated@1 with L1 = L1, L2 = L2, L3 = L3\n  provenance levels ours\n  \
     verdict pass \"Pass\" good\n  verdict fail \"Fail\" bad\n  forms F03\n}\n"
        .to_owned()
}

fn forms() -> String {
    "provenance form ours\n\nform F03 \"A form\" {\n  number unknown\n  section all \"All\" {\n    \
     number unknown\n    holds evidence\n  }\n}\n\nparty vendor \"Vendor\"\n"
        .to_owned()
}

fn vocabulary() -> String {
    let mut text =
        "fact access \"How can code be seen?\" : one of { lab, vendor, none_at_all }\n".to_owned();
    for index in 0..20 {
        let _ = write!(
            text,
            "\ninventory part_{index} \"Parts of kind {index}\" {{\n  kind \"What is it?\" : one of {{ a, b, c, d }}\n  \
             features \"What can it do?\" : set of {{ x, y, z }} or none\n  size \"How large is it?\" : number\n  \
             claim protection \"How is it protected?\" : text\n}}\n\
             subset small_{index} \"Small parts of kind {index}\" = part_{index} where kind is one of (a, b) and size < 10\n\
             derive has_{index} \"There is a part of kind {index} with x\" = some part_{index} where features has any of (x, y)\n"
        );
    }
    text
}

fn evidence(procedures: usize) -> String {
    let mut text = "provenance evidence ours\n".to_owned();
    for index in 0..procedures {
        let _ = write!(
            text,
            "\nevidence document-{index} \"Document {index}\" {{\n  kind document\n  form F03 all\n  \
             contains \"What part {index} does and how it is protected, with the section that shows it.\"\n}}\n"
        );
    }
    text
}

fn procedure(mut text: String, index: usize) -> String {
    let inventory = index % 20;
    let _ = write!(
        text,
        "\nprocedure procedure-{index} \"Procedure {index}\" {{\n  about \"Establishes that part {index} is protected.\"\n  \
         inventory part_{inventory}\n  depth review {{\n    effort 30 min per run\n    case document \"The document says so\" {{\n      \
         do \"Read the document.\"\n      expect \"It names the protection.\"\n    }}\n    \
         pass when \"Every document names the protection.\"\n  }}\n  depth test {{\n    equipment \"multimeter\", \"logic analyser\"\n    \
         effort 1 h per run, 1.5 h per entry\n    case genuine \"The genuine part answers\" {{\n      do \"Connect it.\"\n      \
         expect \"It answers.\"\n    }}\n    case other \"Another part is refused\" {{\n      do \"Connect another.\"\n      \
         expect \"It is refused.\"\n    }}\n    pass when \"All cases give what is expected.\"\n  }}\n}}\n"
    );
    text
}

fn catalog_item(text: &mut String, controls: usize) {
    let _ = write!(
        text,
        "catalog generated@1 \"A generated catalog\" {{\n  publisher \"Nobody\"\n  levels L1 < L2 < L3\n  \
         controls {controls}\n  provenance number, title, statement, levels, applies, evidence, procedure, relation ours\n}}\n"
    );
}

fn control(text: &mut String, index: usize, procedures: usize) {
    let (part, level, procedure) = (index % 20, index % 3 + 1, index % procedures);
    // A procedure runs over the inventory of its own number; the rows follow it.
    let rows = procedure % 20;
    let applies = match index % 4 {
        0 => "always".to_owned(),
        1 => format!("when has_{part} and some small_{part}"),
        2 => format!(
            "when some part_{part} where (kind is a or features has any of (x, z)) or access is lab"
        ),
        _ => format!("when no part_{part} where size >= 100 and not has_{part}"),
    };
    let before = index.saturating_sub(1);
    let relates = if index == 0 {
        String::new()
    } else {
        format!(
            "  relates intersects generated:G.{before} because \"Both speak of part {part}.\"\n"
        )
    };
    let _ = write!(
        text,
        "\ncontrol G.{index} \"Part {part} is protected\" {{\n  from L{level}\n  statement \"\"\"\n    \
         The production device leaves no part of kind {part} without protection: each one is closed, or lets\n    \
         nobody in without a key.\n    \"\"\"\n  applies {applies}\n  evidence once document-{procedure}\n  \
         verify procedure-{procedure} by review from L1, by test from L2 for each small_{rows}\n{relates}}}\n"
    );
}
