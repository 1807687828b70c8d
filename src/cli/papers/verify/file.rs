//! Whether a file is the paper that a dossier gives.

use std::path::Path;

use super::arguments::{Verified, VerifyArguments};
use super::compare::{Closeness, Differences, compare};
use crate::answers::{FileHash, IssueManifest, IssuedCopy, PaperRecord};
use crate::cli::papers::codes;
use crate::cli::papers::issue::view_copy;
use crate::cli::papers::issued::{issue_folder, manifest_path, read_manifest};
use crate::cli::papers::paper::{Press, Wanted, tool, with_paper};
use crate::cli::papers::standing::view_paper;
use crate::cli::report::counted;
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::Lines;
use crate::model::Date;
use crate::project::{Disk, FileSystem, MAX_FILE, shown};
use crate::render::Format;
use crate::view::{PaperState, PaperView, SignerView};

/// How many places a report names.
const NAMED: usize = 10;

/// A file that is to be verified.
struct Claim {
    name: String,
    paper: String,
    bytes: Vec<u8>,
}

/// Compares a file with what the dossier gives, and with what was issued.
pub(super) fn verify_file(
    session: &mut Session,
    arguments: &VerifyArguments,
    folder: &Path,
) -> Result<Verified, Stop> {
    let claim = read(session, arguments)?;
    let issue = find_issue(session, folder, &claim)?;
    let (date, first_day) = match &issue {
        Some((manifest, _)) => (
            Date::parse(&manifest.date),
            manifest.first_day.as_deref().and_then(Date::parse),
        ),
        None => (arguments.date, arguments.first_day),
    };
    let wanted = Wanted {
        folder,
        paper: &claim.paper,
        first_day,
        date,
    };
    with_paper(session, &wanted, |press, diagnostics| {
        let files = match &issue {
            Some((manifest, copy)) => {
                let is_form = manifest.to_fill_in.is_some();
                let state = state_of(manifest, copy.as_ref());
                press.print(state, is_form, Format::DEFAULT, diagnostics)?
            }
            None => press.print_draft(diagnostics)?,
        };
        let expected = files
            .iter()
            .find(|(name, _)| same_ending(name, &claim.name));
        let expected = expected
            .map(|(_, bytes)| bytes.as_slice())
            .unwrap_or_default();
        Ok(match &issue {
            Some((manifest, _)) => of_issue(press, manifest, &claim, expected),
            None => of_draft(press, folder, &claim, expected),
        })
    })
}

fn read(session: &mut Session, arguments: &VerifyArguments) -> Result<Claim, Stop> {
    let file = &arguments.file;
    let failed = |why: &str| Box::new(codes::unreadable(&shown(file), why));
    let length = Disk
        .length(file)
        .map_err(|error| failed(&error.to_string()));
    let length = session.keep(length)?;
    if length > MAX_FILE {
        return session.fail(*failed("it is too large"));
    }
    let bytes = Disk.read(file).map_err(|error| failed(&error.to_string()));
    let bytes = session.keep(bytes)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    Ok(Claim {
        paper: arguments.paper.clone().unwrap_or_else(|| stem.to_owned()),
        name: name.into_owned(),
        bytes,
    })
}

/// Finds the issue whose file this is, byte for byte, with the copy that it is, if copies are marked.
fn find_issue(
    session: &mut Session,
    folder: &Path,
    claim: &Claim,
) -> Result<Option<(IssueManifest, Option<IssuedCopy>)>, Stop> {
    let hash = FileHash::of(&claim.bytes).to_string();
    let wanted = Wanted {
        folder,
        paper: &claim.paper,
        first_day: None,
        date: None,
    };
    with_paper(session, &wanted, |press, _| {
        let manifests = manifests(folder, &press.paper.key, &press.paper.record);
        let manifest_and_copy = manifests.into_iter().find_map(|manifest| {
            let mut files = manifest.files.iter();
            let (name, _) = files.find(|(_, file)| file.sha256 == hash)?;
            let folder = name.split_once('/').map(|(folder, _)| folder);
            let mut copies = manifest.copies.iter();
            let copy = copies.find(|copy| Some(copy.copy.as_str()) == folder);
            let copy = copy.cloned();
            Some((manifest, copy))
        });
        Ok(manifest_and_copy)
    })
}

/// Returns the manifests of the issues of a paper that are as the journal has them.
fn manifests(folder: &Path, paper: &str, record: &PaperRecord) -> Vec<IssueManifest> {
    let issues = record.issues.iter();
    let manifests = issues.filter_map(|issue| {
        let path = manifest_path(paper, issue.issued.issue);
        let bytes = Disk.read(&folder.join(&path)).ok()?;
        let is_right = FileHash::of(&bytes).to_string() == issue.issued.manifest;
        is_right.then(|| read_manifest(folder, &path).ok())?
    });
    manifests.collect()
}

fn state_of(manifest: &IssueManifest, copy: Option<&IssuedCopy>) -> PaperView {
    let signer = |one: &crate::answers::Signatory| SignerView {
        name: one.name.clone(),
        date: one.date.clone(),
    };
    PaperView {
        state: PaperState::Issued,
        issue: manifest.issue,
        number: manifest.number.clone(),
        date: Some(manifest.date.clone()),
        checked: manifest.checked_by.as_ref().map(signer),
        approved: manifest.approved_by.as_ref().map(signer),
        to: manifest.to.clone(),
        copy: copy.map(view_copy),
        reason: manifest.reason.clone(),
        replaces: manifest.replaces,
    }
}

fn same_ending(one: &str, other: &str) -> bool {
    let ending = |name: &str| {
        name.rsplit_once('.')
            .map(|(_, ending)| ending.to_lowercase())
    };
    ending(one) == ending(other)
}

/// Reports a file that was issued as it is.
fn of_issue(
    press: &Press<'_, '_>,
    manifest: &IssueManifest,
    claim: &Claim,
    expected: &[u8],
) -> Verified {
    let mut lines = Lines::default();
    let number = manifest.number.as_ref();
    let number = number.map_or_else(String::new, |number| format!(", {number}"));
    lines.add(format!(
        "{}: identical to {}, issue {}{number}, of {}",
        claim.name, manifest.paper, manifest.issue, manifest.date
    ));
    let last = press.paper.record.issues.last().map(|one| one.issued.issue);
    if let Some(last) = last.filter(|last| *last != manifest.issue) {
        lines.add(format!("superseded by issue {last}"));
    }
    if claim.bytes == expected {
        lines.add("the dossier gives the same bytes now");
    } else {
        let how = closeness(&mut lines, &manifest.tool);
        let differences = compare(&claim.name, &claim.bytes, expected, how);
        if differences.is_empty() {
            lines.add("the dossier gives the same in every slot now");
        } else {
            lines.add("the dossier has changed since:");
            say(&mut lines, &differences, ["issued", "now"]);
        }
    }
    Verified {
        text: lines.into_text(),
        agrees: true,
    }
}

/// Reports a file that was not issued as it is: against what the dossier gives now and against each issue, whichever is closest.
fn of_draft(press: &Press<'_, '_>, folder: &Path, claim: &Claim, expected: &[u8]) -> Verified {
    let key = &press.paper.key;
    let mut lines = Lines::default();
    if claim.bytes == expected {
        let filled = press.made.filled.and_then(|filled| filled.papers.get(key));
        let state = filled.map_or_else(
            || view_paper(press.head(), &press.paper.record, "").state,
            |paper| paper.state,
        );
        lines.add(format!(
            "{}: identical to what the dossier gives now, {}",
            claim.name,
            state.word()
        ));
        return Verified {
            text: lines.into_text(),
            agrees: true,
        };
    }
    let made_by = version_in(&claim.bytes).unwrap_or_else(tool);
    let how = closeness(&mut lines, &made_by);
    let now = compare(&claim.name, &claim.bytes, expected, how);
    let issues = manifests(folder, key, &press.paper.record);
    let issues = issues.iter().filter_map(|manifest| {
        let mut names = manifest.files.keys();
        let name = names.find(|name| same_ending(name, &claim.name))?;
        let path = format!("{}/{name}", issue_folder(key, manifest.issue));
        let bytes = Disk.read(&folder.join(path)).ok()?;
        let differences = compare(&claim.name, &claim.bytes, &bytes, how);
        Some((format!("{key}, issue {}", manifest.issue), differences))
    });
    let all = std::iter::once((format!("{key} as the dossier gives it now"), now)).chain(issues);
    let closest = all.min_by_key(|(_, differences)| differences.len());
    let Some((what, differences)) = closest else {
        return Verified {
            text: String::new(),
            agrees: false,
        };
    };
    let agrees = differences.is_empty() && how == Closeness::Slots;
    if agrees {
        lines.add(format!("{}: the same in every slot as {what}", claim.name));
    } else {
        lines.add(format!("{}: differs from {what}", claim.name));
        say(&mut lines, &differences, ["found", "expected"]);
    }
    Verified {
        text: lines.into_text(),
        agrees,
    }
}

/// Says how closely papers can be compared; names another version of the program.
fn closeness(lines: &mut Lines, made_by: &str) -> Closeness {
    if made_by == tool() {
        return Closeness::All;
    }
    lines.add(format!(
        "made by {made_by}, and this is {}: compared by slot",
        tool()
    ));
    Closeness::Slots
}

/// Finds the version of the program that a paper names.
fn version_in(bytes: &[u8]) -> Option<String> {
    const NAME: &str = "praman ";
    let text = String::from_utf8_lossy(bytes);
    let mut places = text.match_indices(NAME);
    places.find_map(|(at, _)| {
        let version = text.get(at + NAME.len()..)?;
        let is_part = |letter: char| letter.is_ascii_digit() || letter == '.';
        let end = version
            .find(|letter: char| !is_part(letter))
            .unwrap_or(version.len());
        let version = version.get(..end)?.trim_end_matches('.');
        let numbers = version.split('.').filter(|part| !part.is_empty()).count();
        (numbers == 3).then(|| format!("{NAME}{version}"))
    })
}

fn say(lines: &mut Lines, differences: &Differences, [one, other]: [&str; 2]) {
    let parts = [
        ("slot", &differences.slots),
        ("other place", &differences.elsewhere),
    ];
    for (noun, places) in parts {
        if places.is_empty() {
            continue;
        }
        lines.add(format!("differs in {}:", counted(places.len(), noun)));
        for (place, found, expected) in places.iter().take(NAMED) {
            lines.add(format!("  {place}"));
            lines.add(format!("    {one:<9}{found}"));
            lines.add(format!("    {other:<9}{expected}"));
        }
        if let Some(more) = places.len().checked_sub(NAMED).filter(|more| *more > 0) {
            lines.add(format!("  and {more} more"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_that_made_a_paper_is_found() {
        for (text, version) in [
            ("made with praman 0.1.0.", Some("praman 0.1.0")),
            (
                "praman is a program; praman 1.2.33 \u{b7}",
                Some("praman 1.2.33"),
            ),
            ("praman 12", None),
            ("", None),
        ] {
            assert_eq!(version_in(text.as_bytes()).as_deref(), version, "{text}");
        }
    }
}
