//! The codes for what is wrong with a series, with evidence and with side files, and the wording of their messages.

use super::images::OtherImage;
use crate::answers::{Agreement, EvidenceNumber, FileHash, HeldAgainst};
use crate::diag::{Code, Diagnostic, codes, did_you_mean, list_some};
use crate::intake::{OUTSIDE, Unread};
use crate::model::Date;
use crate::source::Place;

codes! {
    NOT_OF_SERIES = error("P0449", "model that a rule does not take into the series"),
    TESTED = warning("P0906", "tested image that is not the one of the product file"),
    UNREGISTERED = warning("P0907", "result that names evidence no register has"),
    ACTIVITY = warning("P0877", "test that cannot have been carried out as it is recorded"),
    CHANGED = error("P0910", "file that is not the one registered"),
    GONE = error("P0911", "registered file that is missing"),
    UNASKED = warning("P0912", "evidence that nothing asks for"),
    MISSING = warning("P0913", "evidence that is wanted and missing"),
    LANGUAGE = warning("P0914", "evidence in a language that its kind does not take"),
    UNVERIFIABLE = warning("P0915", "certificate that nobody can verify"),
    FUTURE = warning("P0916", "date in the future"),
    EXPIRED = warning("P0917", "evidence, calibration or accreditation that has expired"),
    UNREADABLE = error("P0918", "registered file that cannot be read"),
    UNREAD_LIST = warning("P0921", "list of components that cannot be read"),
    OTHER_IMAGE = warning("P0922", "list of components of another version or file"),
    UNKNOWN_NAME = error("P0931", "name that neither the scheme nor the dossier has"),
    NO_RECEIPT = warning("P0934", "sample without a receipt"),
    ORDER = error("P0933", "dates in the wrong order"),
}

/// The greatest number of known names that a message lists.
const SHOWN: usize = 20;

fn report(code: &'static Code, place: Option<Place>, message: String) -> Diagnostic {
    match place {
        Some(place) => Diagnostic::at(code, place, message),
        None => Diagnostic::nowhere(code, message),
    }
}

pub fn changed(
    place: Option<Place>,
    number: &EvidenceNumber,
    file: &str,
    found: FileHash,
) -> Diagnostic {
    let message = format!("`{file}` is not the file that was registered as {number}");
    report(&CHANGED, place, message)
        .note(format!("its SHA-256 is now {found}"))
        .help("put the registered file back; register the new one under a number of its own with `praman evidence add`")
}

pub fn gone(place: Option<Place>, number: &EvidenceNumber, file: &str) -> Diagnostic {
    report(
        &GONE,
        place,
        format!("`{file}`, registered as {number}, is not there"),
    )
    .help("put it back; where the file is kept elsewhere, write `place` for `file`")
}

pub fn leads_out(place: Option<Place>, number: &EvidenceNumber, file: &str) -> Diagnostic {
    let message = format!(
        "`{file}`, registered as {number}, is a link that leads out of the evidence folder"
    );
    report(&OUTSIDE, place, message)
        .help("put the file itself in place of the link; where it is kept elsewhere, write `place` for `file`")
}

pub fn unreadable(
    place: Option<Place>,
    number: &EvidenceNumber,
    file: &str,
    why: &str,
) -> Diagnostic {
    report(
        &UNREADABLE,
        place,
        format!("`{file}`, registered as {number}, cannot be read: {why}"),
    )
    .help("fix the cause, and run the command again")
}

/// Reports a list of components that is not read, with the way on.
pub fn unread_list(
    place: Option<Place>,
    number: &EvidenceNumber,
    file: &str,
    why: &Unread,
) -> Diagnostic {
    const EXPORT: &str =
        "export the list as CycloneDX 1.7 or SPDX 2.3, in JSON, and register that file";
    let (why, help) = match why {
        Unread::Failed(reason) => (reason.clone(), "fix the cause, and run the command again"),
        Unread::Broken(reason) => (
            format!("it is no right JSON of its format: {reason}"),
            EXPORT,
        ),
        Unread::TooLarge(bound) => (
            bound.clone(),
            "divide the list, such as by image, and register each part",
        ),
        Unread::JsonLd => (
            "it is JSON-LD, as SPDX 3 is, which is not read".to_owned(),
            EXPORT,
        ),
        Unread::OtherVersion(version) => (
            format!("it is {version}, and CycloneDX 1 and SPDX 2 are read"),
            EXPORT,
        ),
        Unread::OtherFormat => ("it is neither CycloneDX nor SPDX".to_owned(), EXPORT),
        Unread::NoList => (
            "it lists neither `components` nor `packages`".to_owned(),
            EXPORT,
        ),
    };
    let message =
        format!("`{file}`, registered as {number}, is not read as a list of components: {why}");
    report(&UNREAD_LIST, place, message).help(help)
}

/// Reports a list of components that describes another version or file than the product file declares.
pub fn other_image(
    place: Option<Place>,
    number: &EvidenceNumber,
    held: &HeldAgainst,
) -> Diagnostic {
    let parts = [("version", &held.version), ("SHA-256", &held.sha256)];
    let wrong = parts
        .into_iter()
        .filter_map(|(aspect, agreement)| match agreement {
            Agreement::Differs { found, expected } => Some(format!(
                "{aspect} {found}, and the product file has {}",
                expected.join(" or ")
            )),
            Agreement::Same { .. } | Agreement::NotSaid { .. } | Agreement::NotDeclared => None,
        });
    let wrong: Vec<String> = wrong.collect();
    let name = held.subject.as_deref().unwrap_or_default();
    let message = format!(
        "{number} describes `{name}`, said to be `{}`, with {}",
        held.entry,
        wrong.join("; ")
    );
    report(&OTHER_IMAGE, place, message)
        .help("register the list of the version that is assessed, or correct the product file or `covers`")
}

pub fn unasked(place: Option<Place>, name: &str, kinds: &str) -> Diagnostic {
    let message = if kinds.is_empty() {
        format!("{name} has no kind, and nothing refers to it")
    } else {
        format!("nothing that applies asks for {name}: {kinds}")
    };
    report(&UNASKED, place, message)
        .help("name a kind that is asked for, or leave it if it is kept for reference")
}

pub fn missing(kind: &str, controls: &str, entries: &str, party: Option<&str>) -> Diagnostic {
    let entries = if entries.is_empty() {
        String::new()
    } else {
        format!(", for {entries}")
    };
    let owed = party.map_or_else(String::new, |party| format!("; owed by `{party}`"));
    Diagnostic::nowhere(
        &MISSING,
        format!("{kind} is wanted{entries}, and is not there"),
    )
    .note(format!("called for by {controls}{owed}"))
    .help("register it with `praman evidence add`, or list it under `evidence` in the product file")
}

pub fn language(
    place: Option<Place>,
    name: &str,
    language: &str,
    kind: &str,
    taken: &str,
) -> Diagnostic {
    let message = format!("{name} is in `{language}`, and {kind} is taken in {taken}");
    report(&LANGUAGE, place, message).help("add a translation, or correct the language")
}

pub fn unverifiable(place: Option<Place>, name: &str, link: Option<&str>) -> Diagnostic {
    let message = match link {
        Some(link) => {
            format!("{name} is a certificate, and `{link}` is no link and no address for mail")
        }
        None => format!("{name} is a certificate, and does not say where it can be verified"),
    };
    report(&UNVERIFIABLE, place, message)
        .help("write under `link` the page that shows it, or the address of its issuer for mail")
}

pub fn future(place: Option<Place>, date_name: &str, date: Date, today: Date) -> Diagnostic {
    report(
        &FUTURE,
        place,
        format!("{date_name} is {date}, and today is {today}"),
    )
    .help("correct the date")
}

pub fn expired(place: Option<Place>, subject: &str, date: Date, today: Date) -> Diagnostic {
    report(
        &EXPIRED,
        place,
        format!("{subject} held until {date}, and today is {today}"),
    )
    .help("renew it, and write the new date")
}

pub fn order(
    place: Option<Place>,
    [later, earlier]: [&str; 2],
    date: Date,
    before: Date,
) -> Diagnostic {
    let message = format!("{later} is {date}, before {earlier}, {before}");
    report(&ORDER, place, message).help("correct one of the dates")
}

pub fn no_receipt(place: Option<Place>, id: &str) -> Diagnostic {
    report(
        &NO_RECEIPT,
        place,
        format!("nothing says when `{id}` was received, and by whom"),
    )
    .help("add its receipt: `received: { when: 2026-01-31, by: ravi }`")
}

/// Reports a name that does not exist; `expected` is what it should be: `a kind of sample`.
pub fn unknown<'a>(
    place: Option<Place>,
    expected: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let help = did_you_mean(name, known.clone()).or_else(|| {
        let any = known.clone().next().is_some();
        any.then(|| format!("there is {}", list_some(known, SHOWN)))
    });
    report(&UNKNOWN_NAME, place, format!("`{name}` is not {expected}")).maybe_help(help)
}

/// Reports a test on a sample that the dossier does not know.
pub fn unknown_sample<'n>(
    slot: &str,
    sample: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Diagnostic {
    let message =
        format!("`{slot}` names the sample `{sample}`, which `samples.yaml` does not have");
    Diagnostic::nowhere(&ACTIVITY, message).help(format!(
        "correct the name, or add the sample with its receipt; known are {}",
        list_some(known, SHOWN)
    ))
}

/// Reports a test with an instrument that the laboratory does not list.
pub fn unknown_instrument<'n>(
    slot: &str,
    asset: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Diagnostic {
    let message =
        format!("`{slot}` names the instrument `{asset}`, which `laboratory.yaml` does not have");
    Diagnostic::nowhere(&ACTIVITY, message).help(format!(
        "correct the number, or add the instrument; known are {}",
        list_some(known, SHOWN)
    ))
}

/// Reports a worksheet whose scan is not registered.
pub fn unknown_scan(slot: &str, number: &str) -> Diagnostic {
    let message = format!("`{slot}` names {number}, which is not in the register of evidence");
    Diagnostic::nowhere(&ACTIVITY, message)
        .help("correct the number, or register the scan with `praman evidence add`")
}

/// Reports a result whose evidence is not registered.
pub fn unregistered(
    slot: &str,
    number: &EvidenceNumber,
    nearest: Option<&EvidenceNumber>,
) -> Diagnostic {
    let message = format!("`{slot}` names {number}, which no register of evidence has");
    let nearest = nearest.map_or_else(String::new, |one| format!("; the nearest one is {one}"));
    Diagnostic::nowhere(&UNREGISTERED, message).help(format!(
        "correct the number, or register the file with `praman evidence add`{nearest}"
    ))
}

/// Says whether a report is about how tests were carried out, which the party that carries them out corrects.
pub fn is_of_tests(report: &Diagnostic) -> bool {
    [&TESTED, &ACTIVITY, &UNREGISTERED].contains(&report.code)
}

/// Reports a test that ends before it begins.
pub fn ends_before(slot: &str, begins: Date, ends: Date) -> Diagnostic {
    let message = format!("`{slot}` has the test begin on {begins} and end on {ends}");
    Diagnostic::nowhere(&ACTIVITY, message).help("correct one of the dates")
}

/// Reports a tested image that the product file does not have.
pub fn other_tested(slot: &str, other: &OtherImage) -> Diagnostic {
    let expected = other.expected.iter().map(String::as_str);
    let message = format!(
        "`{slot}` names `{}`, and the product file has {}",
        other.found,
        list_some(expected, SHOWN)
    );
    Diagnostic::nowhere(&TESTED, message).help(
        "correct the worksheet or the product file; if the product has changed since, repeat the tests with `praman round begin`, \
         or say why the results still hold with `praman carry-over`",
    )
}

/// Reports a test that was carried out when its sample or instrument was not there for it. `why` says what contradicts the date.
pub fn other_day(slot: &str, date: Date, why: &str) -> Diagnostic {
    let message = format!("`{slot}` dates the test {date}, and {why}");
    Diagnostic::nowhere(&ACTIVITY, message).help(
        "correct the date; if it is right, note the deviation and repeat the test in another round",
    )
}
