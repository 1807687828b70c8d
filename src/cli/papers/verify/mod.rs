//! `praman verify`: whether a paper, or the folder of a dossier, is what it claims to be.

mod arguments;
mod compare;
mod file;
mod folder;
mod html;

use crate::cli::session::Session;
use crate::cli::terminal::{Answer, Exit, Terminal};
use crate::project::{Disk, is_dossier};

pub(in crate::cli) use arguments::VerifyArguments;

pub(in crate::cli) fn verify(arguments: &VerifyArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let mut agrees = true;
    let is_folder = is_dossier(&Disk, &arguments.file);
    let verified = match &arguments.dossier {
        Some(dossier) => file::verify_file(&mut session, arguments, dossier),
        None if is_folder => folder::verify_folder(&mut session, &arguments.file),
        None => {
            return Answer::usage(
                "name a dossier, or a file with its dossier: praman verify FILE --dossier DIR",
            );
        }
    };
    let result = verified.map(|verified| {
        agrees = verified.agrees;
        verified.text
    });
    let answer = session.finish(result, terminal);
    if !agrees {
        return answer.unless_failed(Exit::Errors);
    }
    answer
}
