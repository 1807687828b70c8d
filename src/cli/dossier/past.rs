//! The commands that changed a dossier, as its journal has them, and which of them were taken back.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::{AnswerKey, Cause, Exchanged, Filed, Held, PaperStep, Replaced};
use crate::intake::Step;
use crate::project::Dossier;

/// What a command altered, and what it replaced.
pub(super) struct Past<'d> {
    /// Its number; 0 for what somebody edited by hand and no command has recorded.
    number: usize,
    pub cause: Cause,
    /// The answers, each with what was held before.
    pub altered: Vec<(&'d AnswerKey, Option<&'d Held>)>,
    pub replaced: Option<&'d Replaced>,
    /// The files beside answers that it changed.
    pub filed: Vec<&'d Filed>,
    /// What it did to a paper.
    pub paper: Option<&'d PaperStep>,
}

/// Returns the last change that no undo has taken back: what somebody edited by hand since, or what the last command did.
pub(super) fn last_change(dossier: &Dossier) -> Option<Past<'_>> {
    let edits = dossier.edits.iter();
    let edited: Vec<_> = edits
        .map(|edit| (&edit.key, edit.before.as_ref()))
        .collect();
    if !edited.is_empty() {
        return Some(Past {
            altered: edited,
            ..Past::of(0, Cause::Edit)
        });
    }
    split(dossier).0.pop()
}

/// Returns the numbers of the commands whose product file was put back by an undo.
pub(super) fn products_taken_back(dossier: &Dossier) -> BTreeSet<usize> {
    let undone = split(dossier).1.into_iter();
    let undone = undone.filter(|past| past.replaced.is_some_and(|replaced| replaced.product));
    undone.map(|past| past.number).collect()
}

/// Returns the commands that stand, and those that were taken back.
fn split(dossier: &Dossier) -> (Vec<Past<'_>>, Vec<Past<'_>>) {
    let (mut standing, mut undone) = (Vec::new(), Vec::new());
    for command in commands(dossier) {
        if command.cause == Cause::Undo {
            undone.extend(standing.pop());
        } else {
            standing.push(command);
        }
    }
    (standing, undone)
}

/// Returns what each command changed, in order. Commands that only sent or learned something are left out.
fn commands(dossier: &Dossier) -> Vec<Past<'_>> {
    let mut commands: BTreeMap<usize, Past<'_>> = BTreeMap::new();
    // An import moves answers as an update does, before it brings others.
    let mut imports = BTreeSet::new();
    for step in dossier.journal.steps() {
        match step {
            Step::Changed(line) => {
                let command = commands.entry(line.command);
                let command = command.or_insert_with(|| Past::of(line.command, line.cause));
                let change = &line.change;
                command.altered.push((&change.key, change.before.as_ref()));
            }
            Step::Exchanged(exchange) => match &exchange.what {
                Exchanged::Replaced(replaced) => {
                    let number = exchange.command;
                    let command = commands.entry(number);
                    let command = command.or_insert_with(|| Past::of(number, replaced.cause));
                    command.replaced = Some(replaced);
                }
                Exchanged::Filed(filed) => {
                    let number = exchange.command;
                    let command = commands.entry(number);
                    let command = command.or_insert_with(|| Past::of(number, filed.cause));
                    command.filed.push(filed);
                }
                Exchanged::Paper(step) => {
                    let number = exchange.command;
                    let command = commands.entry(number);
                    let command = command.or_insert_with(|| Past::of(number, step.cause()));
                    command.paper = Some(step);
                }
                Exchanged::Received(_) => drop(imports.insert(exchange.command)),
                Exchanged::Learned(_) | Exchanged::Shared(_) => {}
            },
        }
    }
    for (number, command) in &mut commands {
        if imports.contains(number) {
            command.cause = Cause::Import;
        }
    }
    commands.into_values().collect()
}

impl Past<'_> {
    fn of(number: usize, cause: Cause) -> Self {
        Self {
            number,
            cause,
            altered: Vec::new(),
            replaced: None,
            filed: Vec::new(),
            paper: None,
        }
    }
}
