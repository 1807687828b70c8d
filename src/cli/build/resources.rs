//! What the laboratory brings to the documents of a build: its own file, the people of the dossier, and samples.

use std::path::{Path, PathBuf};

use crate::answers::{Laboratory, SampleList};
use crate::cli::evidence::{SAMPLES_FILE, read_own_file, read_samples_file};
use crate::cli::session::{Session, Stop};
use crate::diag::{Checked, Diagnostics};
use crate::holdings::check_laboratory_names;
use crate::model::{Office, Scheme};
use crate::project::{Disk, Dossier, FileSystem};
use crate::view::Resources;

/// The file of a laboratory, beside its dossiers.
const LABORATORY_FILE: &str = "laboratory.yaml";

/// What was read.
#[derive(Debug, Default)]
pub(in crate::cli) struct Held {
    laboratory: Option<Laboratory>,
    samples: Option<SampleList>,
}

impl Held {
    /// Reads what the laboratory brings. `named` is its file, if the command line names one. Otherwise it is the one beside the
    /// dossier, if the folder is the laboratory's.
    pub fn read(
        session: &mut Session,
        scheme: &Scheme,
        product: &Path,
        dossier: Option<&Dossier>,
        named: Option<&Path>,
    ) -> Result<Self, Stop> {
        let is_own = dossier.is_some_and(|dossier| is_of_tester(scheme, dossier));
        let beside = is_own.then(|| file_beside(product));
        let beside = beside.filter(|path| !matches!(Disk.kind(path), Ok(None)));
        let path = named.map(Path::to_path_buf).or(beside);
        let draft = read_own_file(session, path.as_deref())?;
        let wrong = draft.as_ref();
        let wrong = wrong.map_or_else(Diagnostics::new, |one| check_laboratory_names(scheme, one));
        let laboratory = session.pass(Checked::new(draft, wrong))?;
        let mut laboratory = laboratory.map(|draft| draft.laboratory);
        if let Some(laboratory) = &mut laboratory
            && dossier.is_some()
            && !is_own
        {
            // What its work costs is the laboratory's own matter.
            laboratory.rates = None;
        }
        let samples = match dossier {
            Some(_) => read_samples(session, product)?,
            None => None,
        };
        Ok(Self {
            laboratory,
            samples,
        })
    }

    /// Returns the laboratory's own file.
    pub fn laboratory(&self) -> Option<&Laboratory> {
        self.laboratory.as_ref()
    }

    /// Returns what views show of it.
    pub fn resources<'a>(&'a self, dossier: Option<&'a Dossier>) -> Resources<'a> {
        Resources {
            laboratory: self.laboratory.as_ref(),
            people: dossier.map(|dossier| &dossier.head.people),
            samples: self.samples.as_ref(),
        }
    }
}

/// Says whether a dossier is in the folder of the party that carries out the procedures.
fn is_of_tester(scheme: &Scheme, dossier: &Dossier) -> bool {
    let tester = scheme.edition.offices.holder(Office::Tester);
    tester.is_some_and(|party| *scheme.parties[party].key == *dossier.head.holder)
}

fn file_beside(folder: &Path) -> PathBuf {
    match (folder.file_name(), folder.parent()) {
        (Some(_), Some(parent)) => parent.join(LABORATORY_FILE),
        _ => folder.join("..").join(LABORATORY_FILE),
    }
}

fn read_samples(session: &mut Session, folder: &Path) -> Result<Option<SampleList>, Stop> {
    let mut diagnostics = Diagnostics::new();
    let path = folder.join(SAMPLES_FILE);
    let draft = read_samples_file(&mut session.sources, &path, &mut diagnostics);
    let draft = session.pass(Checked::new(draft, diagnostics))?;
    Ok(draft.map(|draft| draft.list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_laboratory_s_file_is_beside_the_dossier() {
        for (folder, file) in [
            ("nadi", "laboratory.yaml"),
            ("work/nadi", "work/laboratory.yaml"),
            ("work/nadi/", "work/laboratory.yaml"),
            (".", "./../laboratory.yaml"),
        ] {
            assert_eq!(file_beside(Path::new(folder)), Path::new(file), "{folder}");
        }
    }
}
