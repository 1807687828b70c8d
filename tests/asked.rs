//! What is asked, and how answers stand after something has changed: over the small scheme and product of
//! `tests/support/camera.rs`, and over the shipped scheme and its camera.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::similar_names,
    clippy::wildcard_enum_match_arm,
    clippy::panic,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "asked/change.rs"]
mod change;
#[path = "asked/made.rs"]
mod made;
#[path = "asked/outcomes.rs"]
mod outcomes;
#[path = "asked/random.rs"]
mod random;
#[path = "asked/rounds.rs"]
mod rounds;
#[path = "asked/series.rs"]
mod series;
#[path = "asked/world.rs"]
mod world;

use std::collections::BTreeSet;

use praman::answers::AnswerKey;
use praman::view::{Asked, Shape, Standing};

use world::{Desk, World};

/// That of the program: a fifth of the time of the random sequences is memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The small scheme, as it is written.
const SCHEME: &str = include_str!("support/camera.prm");
/// The small product, as it is written.
const PRODUCT: &str = include_str!("support/camera.yaml");
/// The key by which a dossier of it names the lead.
const LEAD: &str = "CAM-1";

fn small() -> World {
    World::read(SCHEME, PRODUCT, LEAD)
}

/// The camera that ships with the program.
const SHIPPED: &str = include_str!("../examples/ip-camera/product.yaml");

fn shipped() -> World {
    World::shipped(SHIPPED, "NS-4210-W")
}

fn question_words(world: &World, key: &AnswerKey, asked: &Asked) -> String {
    let shape = match &asked.shape {
        Shape::Choice(options) => {
            let words: Vec<&str> = options.iter().map(|option| option.key.as_str()).collect();
            words.join("|")
        }
        other => format!("{other:?}").to_lowercase(),
    };
    let meaning = asked.question.meaning.keys().map(String::as_str);
    let meaning: Vec<&str> = meaning.filter(|name| *name != "choices").collect();
    format!(
        "{} [{}, {:?}, {shape}] {}",
        key.text(),
        world.party(asked),
        asked.need,
        meaning.join(", ")
    )
}

/// Shows one of each kind of slot: who answers, whether it is needed, how, and what decides the meaning.
#[test]
fn what_is_asked_of_the_camera() {
    let world = small();
    let table = world.table();
    let mut seen = BTreeSet::new();
    let first = table.iter().filter(|(key, _)| {
        let parts: Vec<_> = key.slot.parts().map(|(part, _)| part).collect();
        seen.insert((key.slot.what, key.slot.control.is_some(), parts))
    });
    let first: Vec<String> = first
        .map(|(key, asked)| question_words(&world, key, asked))
        .collect();
    insta::assert_snapshot!(first.join("\n"));
}

#[test]
fn a_text_stands_for_one_slot() {
    for world in [small(), shipped()] {
        let table = world.table();
        for (key, _) in table.iter() {
            let found = table.find(&key.slot.text());
            assert!(found.contains(key), "{}", key.text());
            let slots: BTreeSet<_> = found.iter().map(|key| &key.slot).collect();
            assert_eq!(slots.len(), 1, "{}: {slots:?}", key.text());
            assert_eq!(
                table.find(&key.text()).len(),
                1.max(if key.model.is_none() { found.len() } else { 1 })
            );
        }
        let blanks = world.blanks().into_iter().flat_map(|(_, blanks)| blanks);
        for blank in blanks {
            let keys: Vec<AnswerKey> = blank.keys().collect();
            let found = table.find(&blank.text());
            assert!(keys.iter().all(|key| found.contains(key)), "{blank}");
        }
    }
}

#[test]
fn what_is_filled_in_stands() {
    let table = small().table();
    let desk = Desk::full(&table);
    let all = desk.all(&table);
    assert!(all.values().all(|one| *one == Standing::Answered));
    assert_eq!(all.len(), table.len());
}
