//! What can be said on the command line. The doc comments are the manual.

use clap::{Parser, Subcommand};

use super::{
    build, check, completions, dossier, evidence, explain, fmt, interview, list, papers, prove,
    provenance, questions, schema, scheme, trial, what_if, why,
};

/// Compile certification schemes into test plans, construction files, checklists and traceability matrices
///
/// A scheme states each requirement once, with its levels, the products to which it applies, the evidence that it
/// calls for and the procedures that verify it. From the scheme and the description of a product, praman makes the
/// documents for the certification. A scheme ships with praman, so only the product file is needed.
#[derive(Debug, Parser)]
#[command(
    name = "praman",
    version,
    max_term_width = 100,
    disable_help_subcommand = true
)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  no errors; there may be warnings and open controls
  1  errors; nothing was written
  2  the command line is wrong
  3  an internal error of praman

NO_COLOR=1 turns colour off.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    New(interview::Arguments),
    Build(build::Arguments),
    Check(check::Arguments),
    Fmt(fmt::Arguments),
    List(list::Arguments),
    Scheme(scheme::Arguments),
    Provenance(provenance::Arguments),
    Why(why::Arguments),
    Questions(questions::Arguments),
    WhatIf(what_if::Arguments),
    Prove(prove::Arguments),
    Test(trial::Arguments),
    Dossier(dossier::DossierArguments),
    Status(dossier::StatusArguments),
    Answer(dossier::AnswerArguments),
    Confirm(dossier::ConfirmArguments),
    Settle(dossier::SettleArguments),
    CarryOver(dossier::CarryOverArguments),
    Round(dossier::RoundArguments),
    Update(dossier::UpdateArguments),
    Ask(dossier::AskArguments),
    Reply(dossier::ReplyArguments),
    Export(dossier::ExportArguments),
    Import(dossier::ImportArguments),
    Found(dossier::FoundArguments),
    Finding(dossier::FindingArguments),
    Undo(dossier::UndoArguments),
    Log(dossier::LogArguments),
    Report(papers::ReportArguments),
    CheckOff(papers::CheckOffArguments),
    Approve(papers::ApproveArguments),
    Issue(papers::IssueArguments),
    Attach(papers::AttachArguments),
    Verify(papers::VerifyArguments),
    Evidence(evidence::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
}
