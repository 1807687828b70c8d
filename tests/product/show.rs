//! Inputs, diagnostics and products as text for snapshots.

use std::fmt::Write as _;

use praman::diag::Diagnostics;
use praman::model::{Answer, Entry, Extent, InventoryId, Origin, Scheme, Situation, Value};
use praman::product::{ContactField, Covered, Product, Text};
use praman::source::{Place, Sources};

/// Numbers the lines, and makes visible what is not.
pub fn input(text: &str) -> String {
    let mut out = String::new();
    for (number, line) in text.lines().enumerate() {
        let shown: String = line.chars().map(visible).collect();
        writeln!(out, "{:>3} | {shown}", number + 1).unwrap();
    }
    out
}

fn visible(character: char) -> char {
    match character {
        '\t' => '→',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '⇄',
        other => other,
    }
}

/// Shows each diagnostic with its places and the text at them.
pub fn diagnostics(sources: &Sources, all: &Diagnostics) -> String {
    let mut out = String::new();
    for one in all.iter() {
        let code = one.code;
        let place = one
            .place()
            .map_or("nowhere".to_owned(), |place| at(sources, place));
        writeln!(out, "{} {} {place}", code.severity.word(), code.id).unwrap();
        writeln!(out, "    {}", one.message).unwrap();
        for label in &one.secondary {
            writeln!(out, "    also {} {}", at(sources, label.place), label.text).unwrap();
        }
        for (word, text) in [("note", &one.note), ("help", &one.help)] {
            if let Some(text) = text {
                writeln!(out, "    {word}: {text}").unwrap();
            }
        }
        assert!(
            !one.message.ends_with('.') && !one.message.contains('\n'),
            "{one:?}"
        );
    }
    if out.is_empty() {
        out.push_str("nothing\n");
    }
    out
}

fn at(sources: &Sources, place: Place) -> String {
    let file = sources.get(place.file).unwrap();
    let found = sources.line_column(place).unwrap();
    let text: String = file.slice(place.span).chars().map(visible).collect();
    let text = text.lines().next().unwrap_or("").to_owned();
    format!("{}:{} [{text}]", found.line, found.column)
}

/// Shows a product in compact form.
pub fn product(scheme: &Scheme, product: &Product) -> String {
    let mut out = String::new();
    if let Some(asked) = &product.scheme {
        writeln!(out, "scheme {asked}").unwrap();
    }
    if let Some(level) = product.level {
        writeln!(out, "level {}", scheme.level_key(level)).unwrap();
    }
    for (field, text) in product.identity.iter() {
        writeln!(out, "product.{} = {:?}", field.key(scheme), text.text).unwrap();
    }
    for (role, contact) in [
        ("applicant", &product.applicant),
        ("manufacturer", &product.manufacturer),
    ] {
        if let Some(contact) = contact {
            let name = contact.get(ContactField::Name);
            let name = name.map_or("?", |name| name.text.as_str());
            writeln!(out, "{role} = {name:?}").unwrap();
        }
    }
    situation(scheme, &product.target.lead, &mut out);
    for (control, declined) in &product.target.declined {
        let name = &scheme.controls[*control].name;
        writeln!(out, "declined {name}: {:?}", declined.reason).unwrap();
    }
    for (variant, info) in product.target.variants.iter().zip(&product.variants) {
        assert_eq!(variant.key, info.key);
        writeln!(out, "variant {}", info.key).unwrap();
        for difference in &info.differences {
            writeln!(out, "  {difference}").unwrap();
        }
        let mut inner = String::new();
        situation(scheme, &variant.situation, &mut inner);
        for line in inner.lines() {
            writeln!(out, "    {line}").unwrap();
        }
    }
    evidence(scheme, product, &mut out);
    for node in &product.test_bed {
        let text =
            |text: &Option<Text>| text.as_ref().map_or("?".to_owned(), |one| one.text.clone());
        let connects: Vec<&str> = node.connects.iter().map(|to| to.text.as_str()).collect();
        let (name, address) = (text(&node.name), text(&node.address));
        writeln!(
            out,
            "test_bed.{} = {name:?} at {address:?}, connects {connects:?}",
            node.id
        )
        .unwrap();
    }
    out
}

fn situation(scheme: &Scheme, situation: &Situation, out: &mut String) {
    for (fact, given) in situation.facts() {
        writeln!(
            out,
            "{} = {}",
            scheme.facts[fact].key,
            answer(&given.answer)
        )
        .unwrap();
    }
    for (inventory, stock) in situation.stocks() {
        let extent = match stock.extent {
            Extent::Unknown => "unknown",
            Extent::All => "all",
            Extent::AtLeast => "at least",
        };
        writeln!(out, "{} ({extent})", scheme.inventories[inventory].key).unwrap();
        for (attribute, bound) in stock.further.bounds() {
            let key = &scheme.attribute(inventory, attribute).key;
            let values: Vec<String> = bound.values.iter().map(Value::to_string).collect();
            writeln!(out, "  more {key} among {values:?}, none {}", bound.none).unwrap();
        }
        for one in &stock.entries {
            writeln!(out, "  {}", entry(scheme, inventory, one)).unwrap();
        }
    }
}

fn entry(scheme: &Scheme, inventory: InventoryId, entry: &Entry) -> String {
    let mut out = entry.id.to_string();
    if entry.origin == Origin::Found {
        out.push_str(" found");
    }
    if !entry.was.is_empty() {
        write!(out, " was {}", entry.was.join(", ")).unwrap();
    }
    for (attribute, given) in &entry.values {
        let key = &scheme.attribute(inventory, *attribute).key;
        write!(out, " {key}={}", answer(&given.answer)).unwrap();
    }
    out
}

fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Unknown => "?".to_owned(),
        Answer::None => "none".to_owned(),
        Answer::One(Value::Text(text)) => format!("{text:?}"),
        Answer::One(value) => value.to_string(),
        Answer::Many { members, more } => {
            let mut words: Vec<String> = members.iter().map(Value::to_string).collect();
            words.extend(more.then(|| "?".to_owned()));
            format!("[{}]", words.join(" "))
        }
        Answer::Within(_) => "within, of which no product file speaks".to_owned(),
    }
}

fn evidence(scheme: &Scheme, product: &Product, out: &mut String) {
    for one in &product.evidence {
        write!(out, "evidence {}", scheme.evidence[one.kind].key).unwrap();
        for (word, text) in [
            ("title", &one.title),
            ("document", &one.document),
            ("issue", &one.issue),
            ("language", &one.language),
            ("signatory", &one.signatory),
            ("sha256", &one.sha256),
            ("link", &one.link),
            ("pages", &one.pages),
            ("confidentiality", &one.confidentiality),
        ] {
            if let Some(text) = text {
                write!(out, " {word}={:?}", text.text).unwrap();
            }
        }
        if let Some(date) = one.date {
            write!(out, " date={date}").unwrap();
        }
        if let Some(access) = one.access {
            write!(out, " access={}", scheme.access.key(access)).unwrap();
        }
        for covered in &one.covers {
            match covered {
                Covered::Entry { name, .. } => write!(out, " for {name}").unwrap(),
                Covered::Control(control) => {
                    write!(out, " for {}", scheme.controls[*control].name).unwrap();
                }
            }
        }
        out.push('\n');
    }
}
