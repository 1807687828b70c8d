//! `praman finding respond`, `verify`, `close` and `reopen`: what becomes of a finding.

use super::arguments::{
    CloseArguments, Judged, Named, ReopenArguments, RespondArguments, VerifyArguments, Written,
};
use super::pick::{Fields, check_date, check_text, day, pick, write_part};
use crate::answers::{
    EvidenceNumber, Finding, FindingField, FindingPart, FindingState, VerificationResult,
};
use crate::cli::dossier::answer::read_value;
use crate::cli::dossier::at_desk::at_desk;
use crate::cli::dossier::change::Author;
use crate::cli::dossier::finding_codes as codes;
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::{Answer, Terminal};
use crate::diag::Diagnostic;
use crate::model::SlotWord;

/// What a step writes.
struct Step {
    /// What is done with the finding, as it is printed before its number.
    done: &'static str,
    part: SlotWord,
    round: u32,
    fields: Fields,
}

/// Takes a step with a finding, as `plan` says.
fn take(
    session: &mut Session,
    (one, by): (&Named, &Written),
    plan: impl FnOnce(&Finding) -> Result<Step, Box<Diagnostic>>,
) -> Result<String, Stop> {
    at_desk(session, &one.folder, |desk, diagnostics| {
        let mut author = Author::find(desk, &by.person, diagnostics)?;
        let taken = pick(desk, &one.finding).and_then(|finding| {
            let mut step = plan(&finding)?;
            step.fields.push((FindingField::Date, Some(day(by)?)));
            let key = finding.key.finding_part(step.part, step.round);
            write_part(desk, &mut author, &key, &step.fields)?;
            Ok(format!("{} {}\n", step.done, finding.number()))
        });
        let done = taken.map_err(|report| {
            diagnostics.push(*report);
            Stop
        })?;
        author.write(diagnostics)?;
        Ok(done)
    })
}

/// Reads a text of the command line, where one is given.
fn read_given(session: &mut Session, text: Option<&str>) -> Result<Option<String>, Stop> {
    text.map(|text| read_value(session, text)).transpose()
}

pub(super) fn respond(arguments: &RespondArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let texts = [
        (FindingField::Cause, &arguments.cause),
        (FindingField::Correction, &arguments.correction),
        (FindingField::Action, &arguments.action),
    ];
    let texts = texts.into_iter().map(|(field, text)| {
        let text = read_given(&mut session, text.as_deref())?;
        Ok((field, text))
    });
    let texts: Result<Fields, Stop> = texts.collect();
    let result = texts.and_then(|fields| {
        let by = (&arguments.one, &arguments.by);
        take(&mut session, by, |finding| plan_response(finding, fields))
    });
    session.finish(result, terminal)
}

fn plan_response(finding: &Finding, fields: Fields) -> Result<Step, Box<Diagnostic>> {
    check_open(finding)?;
    if fields.iter().all(|(_, text)| text.is_none()) {
        let help = "give `--cause`, `--correction` or `--action`";
        return Err(Box::new(codes::not_so("the response says nothing", help)));
    }
    Ok(Step {
        done: "answered",
        part: SlotWord::FindingResponse,
        round: finding.response_round(),
        fields,
    })
}

/// Reports a finding that is closed.
fn check_open(finding: &Finding) -> Result<(), Box<Diagnostic>> {
    if finding.state().is_open() {
        return Ok(());
    }
    let why = format!("`{}` is closed", finding.number());
    let from = &finding.from;
    let help = format!("`{from}` can open it again with `praman finding reopen`");
    Err(Box::new(codes::not_so(why, help)))
}

pub(super) fn verify(arguments: &VerifyArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let text = read_given(&mut session, arguments.text.as_deref());
    let result = text.and_then(|text| {
        let by = (&arguments.one, &arguments.by);
        take(&mut session, by, |finding| {
            plan_verification(finding, text.unwrap_or_default(), arguments)
        })
    });
    session.finish(result, terminal)
}

fn plan_verification(
    finding: &Finding,
    text: String,
    arguments: &VerifyArguments,
) -> Result<Step, Box<Diagnostic>> {
    let response = verifiable(finding)?;
    let is_wrong = |text: &&String| EvidenceNumber::read(text).is_none();
    if let Some(wrong) = arguments.evidence.iter().find(is_wrong) {
        let why = format!("`{wrong}` is no number of evidence");
        let help = "write numbers such as `L40`; `praman evidence list` lists them";
        return Err(Box::new(codes::not_so(why, help)));
    }
    let due = arguments.due.as_deref().map(check_date).transpose()?;
    let (done, result) = match arguments.result {
        Judged::Accepted => ("accepted the response to", VerificationResult::Accepted),
        Judged::Refused => ("refused the response to", VerificationResult::Refused),
    };
    let fields = [
        (FindingField::Result, result.word().to_owned()),
        (FindingField::Text, text),
        (FindingField::Evidence, arguments.evidence.join(", ")),
        (FindingField::Due, due.unwrap_or_default().to_owned()),
        (FindingField::Response, response.digest().to_string()),
    ];
    let fields = fields.into_iter().map(|(field, text)| (field, Some(text)));
    Ok(Step {
        done,
        part: SlotWord::FindingVerified,
        round: finding.last_round(),
        fields: fields.collect(),
    })
}

/// Returns the response that waits for a verification.
fn verifiable(finding: &Finding) -> Result<&FindingPart, Box<Diagnostic>> {
    check_open(finding)?;
    let response = finding.round().and_then(|round| round.response.as_ref());
    let settled = response.filter(|response| !response.is_in_conflict);
    let waits = matches!(
        finding.state(),
        FindingState::Answered | FindingState::Conflict
    );
    settled.filter(|_| waits).ok_or_else(|| {
        let why = format!("`{}` has no response to be verified", finding.number());
        let help = format!("import the next package of `{}`", finding.to);
        Box::new(codes::not_so(why, help))
    })
}

pub(super) fn close(arguments: &CloseArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let by = (&arguments.one, &arguments.by);
    let result = take(&mut session, by, |finding| {
        check_open(finding)?;
        check_text(&arguments.because, "the reason")?;
        Ok(Step {
            done: "closed",
            part: SlotWord::FindingClosed,
            round: finding.last_round(),
            fields: vec![(FindingField::Reason, Some(arguments.because.clone()))],
        })
    });
    session.finish(result, terminal)
}

pub(super) fn reopen(arguments: &ReopenArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let by = (&arguments.one, &arguments.by);
    let result = take(&mut session, by, |finding| {
        plan_reopening(finding, arguments)
    });
    session.finish(result, terminal)
}

fn plan_reopening(finding: &Finding, arguments: &ReopenArguments) -> Result<Step, Box<Diagnostic>> {
    if finding.state().is_open() {
        let why = format!("`{}` is not closed", finding.number());
        let help = "`praman finding list` says what it waits for";
        return Err(Box::new(codes::not_so(why, help)));
    }
    check_text(&arguments.because, "the reason")?;
    let due = arguments.due.as_deref().map(check_date).transpose()?;
    Ok(Step {
        done: "opened again",
        part: SlotWord::FindingReopened,
        round: finding.last_round().saturating_add(1),
        fields: vec![
            (FindingField::Reason, Some(arguments.because.clone())),
            (FindingField::Due, due.map(str::to_owned)),
        ],
    })
}
