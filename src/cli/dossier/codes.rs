//! The codes of the commands of a dossier, and the wording of their messages.

use crate::answers::Head;
use crate::diag::{Diagnostic, codes, did_you_mean, list, list_or, list_some};
use crate::model::Scheme;
use crate::product::{ENTRY_TWICE, quoted};
use crate::source::Place;
use crate::view::{AskedTable, OptionView, Shape};

codes! {
    UNKNOWN_SLOT = error("P0820", "slot that no document asks for"),
    UNKNOWN_PERSON = error("P0821", "person whom the dossier does not name"),
    OTHER_PARTY = error("P0822", "answer of another party"),
    NO_CHOICE = error("P0823", "answer that is not one of the choices"),
    NOTHING_HELD = error("P0824", "slot in which there is nothing to confirm or to settle"),
    NO_SUCH_VALUE = error("P0825", "value that a conflict does not have"),
    NOTHING_TO_UNDO = error("P0826", "no change that can be undone"),
    NO_CLOCK = error("P0827", "computer without a usable clock or random numbers"),
    UNREADABLE = error("P0830", "product file that cannot be copied"),
    UNKNOWN_PARTY = error("P0829", "party that the edition does not have"),
    UNFIT = error("P0831", "value that does not fit what is asked"),
    ELSEWHERE = error("P0832", "answer in the folder of another party"),
    SEVERAL_CONFLICTS = error("P0833", "models with different conflicts"),
    LEAD_KEY = error("P0834", "variant with the key of the lead"),
    NO_QUERY = error("P0835", "query that the dossier does not have"),
    NOT_ASKED_SO = error("P0836", "query that cannot be asked"),
    OTHER_PRODUCT = error("P0837", "product file of another party"),
    UNKNOWN_EVENT = warning("P0848", "event of a dossier that the edition does not have"),
    CLEARED = error("P0888", "import that empties many answers"),
    NO_PACKAGE = error("P0889", "package that cannot be opened"),
    INCOMPLETE = error("P0890", "package without a part that it must have"),
    OCCUPIED = error("P0891", "package that would replace a file"),
    NOT_WRITTEN = error("P0892", "package that cannot be written"),
    NOT_SENT = error("P0894", "evidence that cannot be sent"),
    NOT_ITS_OWN = error("P0895", "package with a file of another party"),
    NOT_REGISTERED = error("P0896", "evidence in a package that is not what is registered"),
    IN_THE_WAY = error("P0897", "file that stands where evidence belongs"),
    NO_SUCH_FOUND = error("P0839", "found entry that the dossier does not have"),
    BOTH_CHANGED = warning("P0899", "product file that was changed in two folders"),
    OTHER_SCHEME = warning("P0898", "package made with another text of the scheme"),
}

pub fn unknown_slot(text: &str, table: &AskedTable) -> Diagnostic {
    let message = format!("no document of this product asks for `{text}`");
    let near = did_you_mean(text, table.texts());
    let report = Diagnostic::nowhere(&UNKNOWN_SLOT, message);
    if let Some(near) = near {
        return report.help(near);
    }
    // What begins as the text does, up to as many characters as any slot shares with it.
    let shared = |slot: &str| {
        slot.bytes()
            .zip(text.bytes())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let most = table.texts().map(shared).max().unwrap_or_default();
    let mut close: Vec<&str> = table.texts().filter(|slot| shared(slot) == most).collect();
    close.sort_unstable_by_key(|slot| (slot.len(), *slot));
    close.truncate(3);
    let close = if most > 3 {
        format!("slots that begin so are {}; ", list(close))
    } else {
        String::new()
    };
    report.help(format!(
        "{close}`praman status --missing` lists what is missing"
    ))
}

/// Reports a text that is something else than a slot that is asked.
pub fn no_slot(message: &str, way_on: &str) -> Diagnostic {
    Diagnostic::nowhere(&UNKNOWN_SLOT, message).help(way_on)
}

pub fn unknown_person(person: &str, head: &Head) -> Diagnostic {
    let message = format!("`{person}` is not one of the people in `dossier.yaml`");
    let known = list(head.people.keys().map(String::as_str));
    let help = if head.people.is_empty() {
        "add the person under `people` in `dossier.yaml`, with name and party".to_owned()
    } else {
        format!("they are {known}; add others under `people`, with name and party")
    };
    Diagnostic::nowhere(&UNKNOWN_PERSON, message).help(help)
}

pub fn other_party(slot: &str, party: &str, person: &str, of: &str) -> Diagnostic {
    let message = format!("`{slot}` is answered by `{party}`, and `{person}` works for `{of}`");
    Diagnostic::nowhere(&OTHER_PARTY, message).help(format!(
        "answer as a person of `{party}`, or import what they send"
    ))
}

/// Reports a person who works for another party than the one that keeps a file.
pub fn other_keeper(path: &str, party: &str, person: &str, of: &str) -> Diagnostic {
    let message = format!("`{path}` is kept by `{party}`, and `{person}` works for `{of}`");
    Diagnostic::nowhere(&OTHER_PARTY, message).help(format!(
        "name a person of `{party}`, or import what they send"
    ))
}

pub fn no_choice(slot: &str, value: &str, options: &[OptionView]) -> Diagnostic {
    let keys = options.iter().map(|option| option.key.as_str());
    let message = format!("`{value}` is not an answer to `{slot}`");
    Diagnostic::nowhere(&NO_CHOICE, message).help(format!("write {}", list_or(keys)))
}

pub fn nothing_held(slot: &str, held: &str) -> Diagnostic {
    let message = format!("`{slot}` has {held}");
    Diagnostic::nowhere(&NOTHING_HELD, message).help("`praman status` shows what is there")
}

pub fn no_such_value(slot: &str, taken: usize, values: &[&str]) -> Diagnostic {
    let message = format!(
        "the conflict in `{slot}` has {} values, and no number {taken}",
        values.len()
    );
    let numbered = values.iter().enumerate();
    let numbered: Vec<String> = numbered
        .map(|(place, value)| format!("{}: {value}", place + 1))
        .collect();
    Diagnostic::nowhere(&NO_SUCH_VALUE, message)
        .help(format!("take one of {}", numbered.join("; ")))
}

pub fn nothing_to_undo() -> Diagnostic {
    Diagnostic::nowhere(
        &NOTHING_TO_UNDO,
        "the journal holds no change that is not undone yet",
    )
    .help("`praman log` shows all changes")
}

/// Reports that no random numbers can be drawn. `why` is what the system says.
pub fn no_chance(why: &str) -> Diagnostic {
    Diagnostic::nowhere(
        &NO_CLOCK,
        format!("the system gives no random numbers: {why}"),
    )
    .help("correct the set-up of the computer, and run the command again")
}

pub fn no_clock() -> Diagnostic {
    Diagnostic::nowhere(&NO_CLOCK, "the clock shows a time that no journal can hold")
        .help("set the clock of the computer, or `SOURCE_DATE_EPOCH`")
}

pub fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::nowhere(
        &UNREADABLE,
        format!("`{path}` cannot be read again: {error}"),
    )
    .help("check the file, and run the command again")
}

pub fn unknown_party(party: &str, known: &[&str]) -> Diagnostic {
    let message = format!("the edition has no party `{party}`");
    Diagnostic::nowhere(&UNKNOWN_PARTY, message)
        .help(format!("its parties are {}", list(known.iter().copied())))
}

/// Reports an event of `dossier.yaml` that the scheme does not have.
pub fn unknown_event(event: &str, scheme: &Scheme) -> Diagnostic {
    let message =
        format!("`dossier.yaml` dates the event `{event}`, which the scheme does not have");
    let near = did_you_mean(
        event,
        scheme.events.iter().map(|(_, event)| event.key.as_str()),
    );
    let help = near.unwrap_or_else(|| "`praman list events` lists the events".to_owned());
    Diagnostic::nowhere(&UNKNOWN_EVENT, message).help(help)
}

/// Reports a value that somebody wrote by hand, or a date that is none.
pub fn unfit(slot: &str, value: &str, shape: &Shape) -> Diagnostic {
    let message = format!("{} is not an answer to `{slot}`", quoted(value));
    let expected = match shape {
        Shape::Choice(options) => list_or(options.iter().map(|option| option.key.as_str())),
        Shape::Date => "a date such as `2026-01-31`, or a month such as `2026-01`".to_owned(),
        Shape::Text | Shape::Lines => "a text".to_owned(),
    };
    Diagnostic::nowhere(&UNFIT, message).help(format!("write {expected}"))
}

pub fn elsewhere(place: Place, slot: &str, home: &str, party: &str) -> Diagnostic {
    let message = format!("`{slot}` is answered by `{party}`, and this is the folder of `{home}`");
    Diagnostic::at(&ELSEWHERE, place, message).help(format!(
        "move the record to the file of the same name in `answers/{party}`"
    ))
}

pub fn several_conflicts(slot: &str, models: &[String]) -> Diagnostic {
    let message = format!("the models of `{slot}` have conflicts with different values");
    let models = models.iter().map(String::as_str);
    Diagnostic::nowhere(&SEVERAL_CONFLICTS, message)
        .help(format!("settle one at a time: {}", list(models)))
}

pub fn lead_key(place: Place, key: &str) -> Diagnostic {
    let message = format!(
        "a variant has the key `{key}`, under which this dossier keeps the answers of the lead"
    );
    Diagnostic::at(&LEAD_KEY, place, message)
        .help("give the variant another key; answers are filed under it")
}

pub fn person_twice() -> Diagnostic {
    Diagnostic::nowhere(&ENTRY_TWICE, "`--person` gives one key to two people")
        .help("give one of them another key; answers name people by their keys")
}
/// The number of slots that a message lists.
const SHOWN: usize = 5;

pub fn cleared<'s>(slots: impl ExactSizeIterator<Item = &'s str> + Clone) -> Diagnostic {
    let message = format!(
        "this import would empty {} answers: {}",
        slots.len(),
        list_some(slots, SHOWN)
    );
    Diagnostic::nowhere(&CLEARED, message)
        .note("nothing was written")
        .help("look at them with `--dry-run`; if they are to be emptied, repeat the import with `--clear`")
}

pub fn no_package(path: &str, error: &std::io::Error) -> Diagnostic {
    let message = format!("`{path}` cannot be opened: {}", reason(error));
    Diagnostic::nowhere(&NO_PACKAGE, message).help("check the name of the file")
}

/// Reports a package among tables.
pub fn no_table(path: &str) -> Diagnostic {
    let message = format!("`{path}` is no table of answers, and the other files are");
    Diagnostic::nowhere(&NO_PACKAGE, message)
        .help("import packages and tables (`.csv`) by a command each")
}

pub fn package_too_large(path: &str, most: u64) -> Diagnostic {
    let message = format!("`{path}` is larger than {} MiB", most >> 20);
    Diagnostic::nowhere(&NO_PACKAGE, message).help("leave large evidence out of the package")
}

/// Reports a part that is missing or cannot be read. `why` says which.
pub fn incomplete(name: &str, part: &str, why: &str) -> Diagnostic {
    let message = format!("`{part}` of `{name}` {why}");
    Diagnostic::nowhere(&INCOMPLETE, message)
        .help("ask whoever sent the package to make it again with `praman export`")
}

pub fn no_number(number: &str, known: &[String]) -> Diagnostic {
    let message = format!(
        "{} is not a number of this party's register",
        quoted(number)
    );
    let help = if known.is_empty() {
        "register the file first with `praman evidence add`".to_owned()
    } else {
        format!(
            "there is {}",
            list_some(known.iter().map(String::as_str), 20)
        )
    };
    Diagnostic::nowhere(&NOT_SENT, message)
        .note("nothing was written")
        .help(help)
}

pub fn not_for(number: &str, party: &str) -> Diagnostic {
    let message = format!("{number} is evidence that `{party}` may not see");
    Diagnostic::nowhere(&NOT_SENT, message)
        .note("nothing was written")
        .help("leave it out: the audience of its kind decides")
}

/// Reports evidence without a kind: what keeps it here, and the way on.
pub fn without_kind(message: &str, way_on: &str) -> Diagnostic {
    Diagnostic::nowhere(&NOT_SENT, message)
        .note("nothing was written")
        .help(way_on)
}

pub fn no_file(number: &str) -> Diagnostic {
    let message = format!("{number} has no file in the evidence folder");
    Diagnostic::nowhere(&NOT_SENT, message)
        .note("nothing was written")
        .help("leave it out: the register tells its place and hash")
}

/// Reports a file of a package that the party that made it does not keep.
pub fn not_its_own(name: &str, path: &str, from: &str) -> Diagnostic {
    let message = format!(
        "{} holds {}, and comes from `{from}`",
        quoted(name),
        quoted(path)
    );
    Diagnostic::nowhere(&NOT_ITS_OWN, message)
        .note("each party sends the files that it keeps, and no others; nothing was imported")
        .help("ask for a package of the party whose file it is")
}

pub fn not_registered(name: &str, path: &str, why: &str) -> Diagnostic {
    let message = format!("{} in {} {why}", quoted(path), quoted(name));
    Diagnostic::nowhere(&NOT_REGISTERED, message)
        .note("nothing was imported")
        .help("ask whoever sent the package to make it again with `praman export`")
}

pub fn evidence_in_the_way(path: &str, why: &str) -> Diagnostic {
    Diagnostic::nowhere(&IN_THE_WAY, format!("{} {why}", quoted(path)))
        .note("nothing was imported")
        .help("move it away, and import again")
}

pub fn other_scheme(name: &str, from: &str) -> Diagnostic {
    let message = format!(
        "{} was made with a scheme whose text is not that of this folder",
        quoted(name)
    );
    Diagnostic::nowhere(&OTHER_SCHEME, message)
        .note(
            "edition and level are the same, so answers are taken; questions may be put otherwise",
        )
        .help(format!(
            "ask `{from}` for the folder `scheme`, and take it with `praman update --scheme`"
        ))
}

pub fn occupied(path: &str) -> Diagnostic {
    let message = format!("`{path}` exists already");
    Diagnostic::nowhere(&OCCUPIED, message)
        .note("nothing was written")
        .help("name another file with `--to`, or replace it with `--replace`")
}

pub fn not_written(path: &str, error: &std::io::Error) -> Diagnostic {
    let message = format!("`{path}` cannot be written: {}", reason(error));
    Diagnostic::nowhere(&NOT_WRITTEN, message)
        .help("name another file with `--to`, and run the command again")
}

fn reason(error: &std::io::Error) -> String {
    if error.kind() == std::io::ErrorKind::NotFound {
        return "it does not exist".to_owned();
    }
    error.to_string()
}

pub fn no_query(id: &str, open: &[&str]) -> Diagnostic {
    let message = format!("the dossier has no query `{id}` to this party");
    let help = if open.is_empty() {
        "`praman status` lists the queries; none waits for a reply of this party".to_owned()
    } else {
        format!(
            "queries that wait for a reply are {}",
            list(open.iter().copied())
        )
    };
    Diagnostic::nowhere(&NO_QUERY, message).help(help)
}

pub fn not_asked_so(why: &str, help: &str) -> Diagnostic {
    Diagnostic::nowhere(&NOT_ASKED_SO, why).help(help)
}

pub fn other_product(holder: &str, applicant: &str) -> Diagnostic {
    let message =
        format!("the product file belongs to `{applicant}`, and this is the folder of `{holder}`");
    Diagnostic::nowhere(&OTHER_PRODUCT, message).help(format!(
        "import a package of `{applicant}`, which brings the new product file"
    ))
}

/// Reports a found entry that does not exist, or a name that several have.
pub fn no_such_found(named: &str, known: &[String]) -> Diagnostic {
    let message = format!("{} names no found entry, or more than one", quoted(named));
    let known = known.iter().map(String::as_str);
    let report = Diagnostic::nowhere(&NO_SUCH_FOUND, message);
    match known.clone().next() {
        Some(_) => report.help(format!("`found.yaml` has {}", list(known))),
        None => report.help("nothing has been found yet; import the packages of the laboratory"),
    }
}

/// Reports a colleague's package whose product file and that of the folder were both changed.
pub fn both_changed(package: &str) -> Diagnostic {
    let message =
        format!("the product file of `{package}` and that of this folder were both changed");
    Diagnostic::nowhere(&BOTH_CHANGED, message)
        .note("`product.yaml` stays as it is")
        .help("take `product.yaml` out of the package, which is a zip; bring both together; then `praman update --product`")
}
