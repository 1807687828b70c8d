//! `praman check-off` and `praman approve`: somebody checks or approves a paper as it is.

use std::path::PathBuf;

use super::codes;
use super::paper::{Paper, Wanted, with_paper};
use crate::answers::{Exchanged, PaperAct, PaperStep, Progress, Signed};
use crate::cli::dossier::{Author, Desk};
use crate::cli::output::read_date;
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::{Answer, Terminal};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::Date;

/// Say that you have checked a paper as it is now
///
/// The check holds for what the paper says now, and lapses when that changes. Whoever checks has filled in nothing of it.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct CheckOffArguments {
    #[command(flatten)]
    signing: SignArguments,
}

/// Approve a checked paper as it is now
///
/// The approval holds for what the paper says now, and lapses when that changes. Whoever approves is another person than the
/// one who checked.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ApproveArguments {
    #[command(flatten)]
    signing: SignArguments,
}

#[derive(Debug, clap::Args)]
struct SignArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the paper, as --target of build does: plan, tcf
    #[arg(value_name = "PAPER")]
    paper: String,
    /// Give the schedule of the paper this first working day, in the form 2026-02-02
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    first_day: Option<Date>,
    /// Name the person, by the key under `people` in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

pub(in crate::cli) fn check_off(arguments: &CheckOffArguments, terminal: Terminal) -> Answer {
    run(&arguments.signing, PaperAct::Checked, terminal)
}

pub(in crate::cli) fn approve(arguments: &ApproveArguments, terminal: Terminal) -> Answer {
    run(&arguments.signing, PaperAct::Approved, terminal)
}

fn run(arguments: &SignArguments, act: PaperAct, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let wanted = Wanted {
        folder: &arguments.folder,
        paper: &arguments.paper,
        first_day: arguments.first_day,
        date: None,
    };
    let result = with_paper(&mut session, &wanted, |press, diagnostics| {
        let desk = press.made.desk(diagnostics)?;
        sign(desk, arguments, act, press.paper, diagnostics)
    });
    session.finish(result, terminal)
}

fn sign<'d>(
    desk: &'d Desk<'d>,
    arguments: &SignArguments,
    act: PaperAct,
    paper: &Paper,
    diagnostics: &mut Diagnostics,
) -> Result<String, Stop> {
    let mut author = Author::find(desk, &arguments.person, diagnostics)?;
    let allowed = check_party(paper, &author, &arguments.person)
        .and_then(|()| check_person(desk, paper, act, &arguments.person));
    allowed.map_err(|report| {
        diagnostics.push(*report);
        Stop
    })?;
    author.exchange(Exchanged::Paper(PaperStep::Signed(Signed {
        paper: paper.key.clone(),
        act,
        content: paper.content.clone(),
        first_day: paper.first_day.clone(),
    })));
    author.write(diagnostics)?;
    Ok(format!("{} {}\n", act.word(), paper.key))
}

fn check_party(paper: &Paper, author: &Author<'_>, person: &str) -> Result<(), Box<Diagnostic>> {
    if paper.is_of(author.party()) {
        return Ok(());
    }
    let report = codes::other_party(&paper.key, &paper.party, person, author.party());
    Err(Box::new(report))
}

/// Sees to it that several people look at a paper.
fn check_person(
    desk: &Desk<'_>,
    paper: &Paper,
    act: PaperAct,
    person: &str,
) -> Result<(), Box<Diagnostic>> {
    let key = &paper.key;
    match act {
        PaperAct::Checked => {
            let writers = paper.writers(desk);
            if writers.iter().any(|one| one == person) {
                return Err(Box::new(codes::same_writer(key, person, &writers)));
            }
            Ok(())
        }
        PaperAct::Approved | PaperAct::Withdrawn => {
            let checked = paper.record.checked.as_ref();
            match checked {
                Some(checked) if paper.record.progress(&paper.content) == Progress::Draft => {
                    Err(Box::new(codes::lapsed(key, &checked.by)))
                }
                Some(checked) if checked.by == person => {
                    Err(Box::new(codes::same_checker(key, person)))
                }
                Some(_) => Ok(()),
                None => Err(Box::new(codes::not_checked(key))),
            }
        }
    }
}
