//! The codes of papers on their way, and the wording of their messages.

use crate::diag::{Diagnostic, codes, did_you_mean, list};

codes! {
    UNKNOWN_PAPER = error("P0860", "paper that the dossier does not have"),
    NOT_YOURS = error("P0861", "paper of another party"),
    SAME_PERSON = error("P0862", "paper that only one person has seen"),
    NOT_SIGNED = error("P0863", "paper that is not checked or approved as it is"),
    NOT_SETTLED = error("P0864", "paper with slots that are not settled"),
    NUMBER = error("P0865", "number of a paper that is missing or taken"),
    NO_CORRECTION = error("P0866", "new issue that corrects nothing"),
    NOT_ATTACHED = error("P0867", "file that cannot be attached or verified"),
    ALTERED = error("P0868", "file that is not as it was issued or received"),
    FOR_GOOD = error("P0869", "issue that cannot be taken back"),
    OPEN_FINDINGS = error("P0874", "paper for the decision while findings are open"),
}

/// How many slots a message names.
const NAMED: usize = 10;

pub(super) fn unknown_paper<'k>(
    paper: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Diagnostic {
    let message = format!("the dossier has no paper `{paper}`");
    let help = did_you_mean(paper, known.clone());
    let help = help.unwrap_or_else(|| format!("its papers are {}", list(known)));
    Diagnostic::nowhere(&UNKNOWN_PAPER, message).help(help)
}

pub(super) fn other_party(paper: &str, party: &str, person: &str, of: &str) -> Diagnostic {
    let message = format!("`{paper}` is the paper of `{party}`, and `{person}` works for `{of}`");
    Diagnostic::nowhere(&NOT_YOURS, message).help(format!("name a person of `{party}`"))
}

pub(super) fn same_writer(paper: &str, person: &str, writers: &[String]) -> Diagnostic {
    let message = format!("`{person}` filled in a part of `{paper}`, and cannot check it");
    let writers = list(writers.iter().map(String::as_str));
    Diagnostic::nowhere(&SAME_PERSON, message)
        .note(format!("it was filled in by {writers}"))
        .help("let somebody check it who filled in nothing of it; add people under `people` in `dossier.yaml`")
}

pub(super) fn same_checker(paper: &str, person: &str) -> Diagnostic {
    let message = format!("`{person}` checked `{paper}`, and cannot approve it too");
    Diagnostic::nowhere(&SAME_PERSON, message)
        .help("let another person approve it; add people under `people` in `dossier.yaml`")
}

pub(super) fn not_checked(paper: &str) -> Diagnostic {
    let message = format!("nobody has checked `{paper}`");
    Diagnostic::nowhere(&NOT_SIGNED, message).help(format!(
        "check it with `praman check-off DIR {paper} --as PERSON`"
    ))
}

pub(super) fn not_approved(paper: &str) -> Diagnostic {
    let message = format!("nobody has approved `{paper}` as it is");
    Diagnostic::nowhere(&NOT_SIGNED, message).help(format!(
        "approve it with `praman approve DIR {paper} --as PERSON`"
    ))
}

pub(super) fn lapsed(paper: &str, by: &str) -> Diagnostic {
    let message = format!("`{paper}` has changed since `{by}` checked it");
    Diagnostic::nowhere(&NOT_SIGNED, message).help(format!(
        "check it again with `praman check-off DIR {paper} --as PERSON`, with the same `--first-day`"
    ))
}

pub(super) fn open_slots(paper: &str, open: &[String]) -> Diagnostic {
    let count = open.len();
    let noun = if count == 1 { "slot" } else { "slots" };
    let verb = if count == 1 { "is" } else { "are" };
    let message = format!("`{paper}` has or tells {count} {noun} that {verb} not settled");
    let named: Vec<&str> = open.iter().take(NAMED).map(String::as_str).collect();
    let more = count.saturating_sub(NAMED);
    let more = if more > 0 {
        format!("\n  and {more} more")
    } else {
        String::new()
    };
    Diagnostic::nowhere(&NOT_SETTLED, message)
        .note(format!("{}{more}", named.join("\n  ")))
        .help("settle them first; a paper can be built as a draft at any time")
}

pub(super) fn open_findings(paper: &str, open: &[String], way_on: &str) -> Diagnostic {
    let message = format!(
        "findings are open that stop a certificate, and `{paper}` is for the decision on it: {}",
        list(open.iter().map(String::as_str))
    );
    Diagnostic::nowhere(&OPEN_FINDINGS, message).help(format!("close them first{way_on}"))
}

pub(super) fn no_number(paper: &str) -> Diagnostic {
    let message = format!("`{paper}` has no number");
    Diagnostic::nowhere(&NUMBER, message)
        .help("give it with `--number`; `numbers` in laboratory.yaml can hold a pattern for it")
}

pub(super) fn two_numbers(paper: &str, given: &str, filled: &str) -> Diagnostic {
    let message = format!("`{paper}` says that its number is {filled}, and not {given}");
    Diagnostic::nowhere(&NUMBER, message).help("leave `--number` out, or correct the answer")
}

pub(super) fn number_taken(paper: &str, number: &str, other_paper: &str) -> Diagnostic {
    let message = format!("`{paper}` cannot have the number {number}, which `{other_paper}` has");
    Diagnostic::nowhere(&NUMBER, message).help("give another number with `--number`")
}

pub(super) fn unchanged(paper: &str, issue: u32) -> Diagnostic {
    let message = format!("issue {issue} of `{paper}` says the same");
    Diagnostic::nowhere(&NO_CORRECTION, message)
        .help("send that issue again; a new issue is for what has changed")
}

pub(super) fn no_reason(paper: &str, issue: u32) -> Diagnostic {
    let message = format!("nothing says why `{paper}` takes the place of its issue {issue}");
    Diagnostic::nowhere(&NO_CORRECTION, message).help("say what is corrected with `--reason`")
}

pub(super) fn no_issue(paper: &str, known: &[u32]) -> Diagnostic {
    let message = format!("`{paper}` has no such issue");
    let known = known.iter().map(u32::to_string).collect::<Vec<_>>();
    let help = if known.is_empty() {
        "issue it first, with `praman issue`".to_owned()
    } else {
        format!("its issues are {}", known.join(", "))
    };
    Diagnostic::nowhere(&NOT_ATTACHED, message).help(help)
}

pub(super) fn attached_before(file: &str) -> Diagnostic {
    Diagnostic::nowhere(&NOT_ATTACHED, format!("`{file}` is there already"))
        .help("give the file another name: what is attached stays as it is")
}

pub(super) fn not_attached(file: &str, why: &str) -> Diagnostic {
    Diagnostic::nowhere(&NOT_ATTACHED, format!("`{file}` cannot be attached: {why}"))
        .help("fix the cause, and run the command again")
}

pub(super) fn altered(path: &str, now: &str) -> Diagnostic {
    Diagnostic::nowhere(&ALTERED, format!("`{path}` is not as it was issued"))
        .note(format!("its SHA-256 is now {now}"))
        .help("put the file back as it was, from a copy; a correction is a new issue")
}

pub(super) fn lost(path: &str, why: &str) -> Diagnostic {
    Diagnostic::nowhere(
        &ALTERED,
        format!("`{path}`, which was issued, cannot be read: {why}"),
    )
    .help("put the file back as it was, from a copy")
}

pub(super) fn altered_package(path: &str, now: &str) -> Diagnostic {
    Diagnostic::nowhere(
        &ALTERED,
        format!("`{path}` is not the package that was imported"),
    )
    .note(format!("its SHA-256 is now {now}"))
    .help("put the file back as it was, from a copy")
}

pub(super) fn lost_package(path: &str, why: &str) -> Diagnostic {
    Diagnostic::nowhere(
        &ALTERED,
        format!("`{path}`, which was imported, cannot be read: {why}"),
    )
    .help("put the file back as it was, from a copy")
}

pub(super) fn unreadable(path: &str, why: &str) -> Diagnostic {
    Diagnostic::nowhere(&NOT_ATTACHED, format!("`{path}` cannot be read: {why}"))
        .help("fix the cause, and run the command again")
}

pub(super) fn not_issued(path: &str) -> Diagnostic {
    Diagnostic::nowhere(
        &ALTERED,
        format!("`{path}` stands among issued files, and was not issued"),
    )
    .help("take it away; `praman attach` adds a file to an issue")
}

/// Reports that what was issued is not taken back.
pub(in crate::cli) fn for_good(paper: &str, issue: u32) -> Diagnostic {
    let message = format!("issue {issue} of `{paper}` was the last change, and is not taken back");
    Diagnostic::nowhere(&FOR_GOOD, message)
        .note("what was issued is issued for good")
        .help("correct what is wrong, and issue the paper again")
}
