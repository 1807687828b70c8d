//! A small scheme, made by hand: two catalogs, a few facts, inventories and kinds of evidence.

use praman::model::{
    Applies, Assessment, Attribute, AttributeKind, Catalog, CatalogId, Choice, Control, Edition,
    EditionStatus, EvidenceForm, EvidenceKind, Fact, Id, Inventory, InventoryId, Level, LevelSet,
    Provenance, Scheme, Strength, Subject, Treatment, Type, TypeKind,
};
use praman::source::{Place, Sources, Span};

/// Makes the scheme; its source is one file that names what is declared.
pub fn small(sources: &mut Sources) -> Scheme {
    let file = sources.add("small.prm", "declared\n");
    let place = Place::new(file, Span::new(0, 8));
    let mut scheme = Scheme::empty(edition(place));
    for key in ["net", "iot"] {
        scheme
            .catalogs
            .insert(format!("{key}@1"), catalog(key, place))
            .unwrap();
    }
    for (catalog, key, strength) in [
        (0, "C.1", Strength::Shall),
        (0, "C.2", Strength::Should),
        (1, "C.2", Strength::Should),
        (1, "7.1", Strength::Should),
    ] {
        let control = control(CatalogId::from_index(catalog), key, strength, place);
        scheme
            .controls
            .insert(control.name.clone(), control)
            .unwrap();
    }
    for (key, kind, or_none) in [
        (
            "source_access",
            one_of(&["at_lab", "at_vendor_site", "binaries_only"]),
            false,
        ),
        ("unlocked_sample", TypeKind::YesNo, false),
        (
            "users",
            TypeKind::Number {
                unit: Some("persons".into()),
            },
            true,
        ),
        ("released", TypeKind::Date, false),
        (
            "main_chip",
            TypeKind::Entry(InventoryId::from_index(0)),
            false,
        ),
    ] {
        let fact = Fact {
            key: key.into(),
            question: format!("What is {key}?").into(),
            answer: Type { kind, or_none },
            place,
        };
        scheme.facts.insert(key, fact).unwrap();
    }
    inventories(&mut scheme, place);
    for (key, was) in [
        ("soc-datasheet", vec!["chip-datasheet"]),
        ("schematic", vec![]),
    ] {
        scheme
            .evidence
            .insert(key, evidence(key, &was, place))
            .unwrap();
    }
    scheme
}

/// The name of an inventory, and its attributes: name, type, whether `none` is an answer.
type Declared<'a> = (&'a str, &'a [(&'a str, TypeKind, bool)]);

fn inventories(scheme: &mut Scheme, place: Place) {
    let chips = InventoryId::from_index(0);
    let texts = TypeKind::Text;
    let all: &[Declared<'_>] = &[
        (
            "chip",
            &[
                ("role", one_of(&["soc", "mcu", "memory"]), false),
                ("part", texts.clone(), false),
                ("tee", one_of(&["trustzone_a", "trustzone_m"]), true),
                ("on_chip_debug", set_of(&["jtag", "swd"]), false),
                ("fused", TypeKind::YesNo, false),
                ("layers", TypeKind::Number { unit: None }, false),
            ],
        ),
        (
            "interface",
            &[
                (
                    "kind",
                    one_of(&["usb", "uart", "jtag", "memory_card"]),
                    false,
                ),
                ("chip", TypeKind::Entry(chips), true),
                ("protection", texts, false),
            ],
        ),
        (
            "radio",
            &[
                ("technology", one_of(&["wifi", "ble"]), false),
                ("chips", TypeKind::Entries(chips), false),
            ],
        ),
        (
            "image",
            &[
                ("version", TypeKind::Version, false),
                ("sha256", TypeKind::Sha256, false),
                ("runs_on", TypeKind::Entry(chips), false),
                ("built", TypeKind::Date, false),
            ],
        ),
    ];
    for (key, attributes) in all {
        let mut inventory = Inventory {
            key: (*key).into(),
            title: format!("All {key}s").into(),
            about: None,
            attributes: praman::model::Table::default(),
            was: if *key == "interface" {
                vec!["port".into()]
            } else {
                Vec::new()
            },
            confirmed: Vec::new(),
            place,
        };
        for (name, kind, or_none) in *attributes {
            let attribute = Attribute {
                key: (*name).into(),
                question: format!("What is {name}?").into(),
                answer: Type {
                    kind: kind.clone(),
                    or_none: *or_none,
                },
                kind: AttributeKind::Property,
                place,
            };
            inventory.attributes.insert(*name, attribute).unwrap();
        }
        scheme.inventories.insert(*key, inventory).unwrap();
    }
}

fn choices(keys: &[&str]) -> Vec<Choice> {
    keys.iter()
        .map(|key| Choice {
            key: (*key).into(),
            label: None,
        })
        .collect()
}

fn one_of(keys: &[&str]) -> TypeKind {
    TypeKind::OneOf(choices(keys))
}

fn set_of(keys: &[&str]) -> TypeKind {
    TypeKind::SetOf(choices(keys))
}

fn edition(place: Place) -> Edition {
    let level = |key: &str| Level {
        key: key.into(),
        title: None,
    };
    Edition {
        key: "small".into(),
        version: "1".into(),
        title: "A small edition".into(),
        status: EditionStatus::Draft,
        approved: None,
        dated: None,
        about: None,
        cites: None,
        languages: Vec::new(),
        levels: vec![level("L1"), level("L2")],
        unpublished: LevelSet::NONE,
        calendar: praman::model::Numbering::Unsaid,
        rules: Vec::new(),
        uses: Vec::new(),
        verdicts: Vec::new(),
        forms: Vec::new(),
        phases: Vec::new(),
        history: Vec::new(),
        provenance: Provenance::default(),
        place,
    }
}

fn catalog(key: &str, place: Place) -> Catalog {
    Catalog {
        key: key.into(),
        version: "1".into(),
        title: format!("Catalog {key}").into(),
        publisher: None,
        dated: None,
        cites: None,
        about: None,
        over: Vec::new(),
        levels: Vec::new(),
        prints: std::collections::BTreeMap::new(),
        part_of: None,
        history: Vec::new(),
        provenance: Provenance::default(),
        place,
    }
}

fn control(catalog: CatalogId, key: &str, strength: Strength, place: Place) -> Control {
    let short = if catalog.index() == 0 { "net" } else { "iot" };
    Control {
        key: key.into(),
        name: format!("{short}:{key}").into(),
        catalog,
        title: format!("Control {key}").into(),
        group: None,
        levels: LevelSet::ALL,
        gap_because: None,
        strength,
        subject: Subject::Product,
        addresses: Vec::new(),
        objective: None,
        statement: None,
        guidance: None,
        treatment: Treatment::Assessed(Assessment {
            applies: Applies::Always,
            otherwise: Vec::new(),
            evidence: Vec::new(),
            verify: Vec::new(),
        }),
        provenance: Provenance::default(),
        takes: None,
        overlaid: Vec::new(),
        was: if key == "7.1" {
            vec!["7.0".into()]
        } else {
            Vec::new()
        },
        incomplete: false,
        place,
    }
}

fn evidence(key: &str, was: &[&str], place: Place) -> EvidenceKind {
    EvidenceKind {
        key: key.into(),
        title: format!("The {key}").into(),
        form: EvidenceForm::Document,
        places: Vec::new(),
        contains: None,
        languages: Vec::new(),
        signed_by: None,
        provenance: Provenance::default(),
        was: was.iter().map(|old| (*old).into()).collect(),
        place,
    }
}
