//! `praman undo`: takes the last change back.

use std::path::{Path, PathBuf};

use super::at_desk::{Instead, at_desk, at_desk_with};
use super::change::Author;
use super::codes;
use super::desk::Desk;
use super::filed::take_back_filed;
use super::past::{Past, last_change};
use super::replace::{Replacement, kept_product, kept_scheme};
use crate::answers::{Attached, Cause, Exchanged, Issued, PaperAct, PaperStep, Replaced, Signed};
use crate::cli::papers::for_good;
use crate::cli::report::counted;
use crate::cli::session::{
    OverlayArguments, PRODUCT_FILE, SCHEME_FOLDER, SchemeArguments, Session, Stop,
};
use crate::cli::terminal::{Answer, Lines, Terminal};
use crate::diag::Diagnostics;
use crate::project::{Disk, load_dossier};
use crate::source::Sources;

/// Take back the last change of a dossier
///
/// Takes back everything that the last command changed, or what was edited by hand since. Repeat it to take back the
/// change before. The journal keeps both the change and the undoing.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct UndoArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the person who makes the change, by the key under `people` in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

pub(in crate::cli) fn undo(arguments: &UndoArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = run(&mut session, arguments);
    session.finish(result, terminal)
}

fn run(session: &mut Session, arguments: &UndoArguments) -> Result<String, Stop> {
    let folder = &arguments.folder;
    // What is wrong with the folder is reported when it is put on the desk.
    let loaded = load_dossier(&Disk, &mut Sources::default(), folder).value;
    let replaced = loaded.as_ref().and_then(last_change);
    let replaced = replaced.and_then(|last| last.replaced.cloned());
    let Some(replaced) = replaced else {
        return at_desk(session, folder, |desk, diagnostics| {
            take_back(desk, arguments, diagnostics)
        });
    };
    let instead = as_before(folder, &replaced);
    at_desk_with(session, folder, &instead, |desk, diagnostics| {
        take_back(desk, arguments, diagnostics)
    })
}

/// Returns product, scheme, edition and level as they were before they were replaced.
fn as_before(folder: &Path, replaced: &Replaced) -> Instead {
    let kept = replaced.kept.as_ref().map(|kept| folder.join(kept));
    let kept = |is_kept: bool, name: &str| Some(kept.as_ref().filter(|_| is_kept)?.join(name));
    let [edition, _] = &replaced.edition;
    let [level, _] = &replaced.level;
    Instead {
        product: kept(replaced.product, PRODUCT_FILE),
        level: Some(level.clone()).filter(|level| !level.is_empty()),
        scheme: SchemeArguments {
            scheme: kept(replaced.scheme, SCHEME_FOLDER),
            edition: Some(edition.clone()),
            overlay: OverlayArguments::default(),
        },
        unpinned: false,
    }
}

fn take_back<'d>(
    desk: &'d Desk<'d>,
    arguments: &UndoArguments,
    diagnostics: &mut Diagnostics,
) -> Result<String, Stop> {
    let Some(last) = last_change(desk.dossier) else {
        diagnostics.push(codes::nothing_to_undo());
        return Err(Stop);
    };
    let withdrawn = match last.paper {
        None => None,
        Some(PaperStep::Signed(signed)) => Some(signed.clone()),
        Some(
            PaperStep::Issued(Issued { paper, issue, .. })
            | PaperStep::Attached(Attached { paper, issue, .. }),
        ) => {
            diagnostics.push(for_good(paper, *issue));
            return Err(Stop);
        }
    };
    let mut author = Author::find(desk, &arguments.person, diagnostics)?;
    if let Some(signed) = withdrawn {
        author.exchange(Exchanged::Paper(PaperStep::Signed(Signed {
            act: PaperAct::Withdrawn,
            ..signed
        })));
    }
    for (key, before) in last.altered.iter().rev() {
        // An update moves the answers of every party, and an import brings those of others, whoever makes it.
        if !matches!(last.cause, Cause::Update | Cause::Import)
            && let Err(report) = author.may_answer(key)
        {
            diagnostics.push(report);
            return Err(Stop);
        }
        author.set(key, before.cloned(), Cause::Undo, None);
    }
    let replaced = last
        .replaced
        .map(|replaced| put_back(desk, &mut author, replaced));
    let filed = take_back_filed(desk, &mut author, &last.filed);
    let filed = filed.map_err(|reports| {
        diagnostics.append(reports);
        Stop
    })?;
    author.write(diagnostics)?;
    let mut lines = Lines::default();
    let parts: usize = last.filed.iter().map(|one| one.parts.len()).sum();
    let word = if last.cause == Cause::Evidence {
        "piece"
    } else {
        "answer"
    };
    let undone = match last.paper {
        Some(PaperStep::Signed(signed)) => signed.paper.clone(),
        _ => counted(last.altered.len() + parts, word),
    };
    lines.add(format_args!("undone: {}, {undone}", last.cause.word()));
    for line in replaced.into_iter().flatten().chain(filed) {
        lines.add(line);
    }
    if last.cause == Cause::Import {
        add_way_on(&mut lines, &last);
    }
    Ok(lines.into_text())
}

/// Says what an import brings again, and what it does not.
fn add_way_on(lines: &mut Lines, last: &Past<'_>) {
    if last.replaced.is_some_and(|replaced| replaced.product) {
        lines.add("import the package again to take its product file again");
    }
    if !last.altered.is_empty() {
        lines.add("importing it again does not bring these answers back: their party does, once it confirms and sends them again");
    }
}

/// Puts product, scheme, edition and level back; says what is as before.
fn put_back(desk: &Desk<'_>, author: &mut Author<'_>, replaced: &Replaced) -> Vec<String> {
    let [edition, _] = &replaced.edition;
    let [level, _] = &replaced.level;
    let kept = replaced.kept.as_deref();
    let product = kept.filter(|_| replaced.product);
    let scheme = kept.filter(|_| replaced.scheme);
    let replacement = Replacement {
        product: product.and_then(|kept| kept_product(desk.folder, kept)),
        scheme: scheme.map(|kept| kept_scheme(desk.folder, kept)),
        edition: edition.clone(),
        level: level.clone(),
    };
    let kept = replacement.make(desk, author, Cause::Undo);
    let mut lines = vec![format!("as before: {edition}")];
    if !level.is_empty() {
        lines.push(format!("as before: level {level}"));
    }
    let files = [(product, PRODUCT_FILE), (scheme, SCHEME_FOLDER)];
    let files = files.into_iter().filter(|(kept, _)| kept.is_some());
    lines.extend(files.map(|(_, name)| format!("as before: {name}")));
    lines.extend(kept.map(|kept| format!("what was there instead is in {kept}")));
    lines
}
