//! What companies bring to the documents of a build: their own files with their logos, the people of the dossier, and samples.

use std::path::{Path, PathBuf};

use crate::answers::{Laboratory, Logo, Maker, SampleList};
use crate::cli::evidence::{SAMPLES_FILE, read_own_file, read_samples_file};
use crate::cli::session::{Session, Stop};
use crate::diag::{Checked, Diagnostics};
use crate::holdings::check_laboratory_names;
use crate::intake::{MAX_LOGO, read_logo, read_maker};
use crate::model::{Office, Scheme};
use crate::project::{Disk, Dossier, FileSystem, load_bytes, load_text};
use crate::source::Place;
use crate::view::Resources;

/// The file of a laboratory, beside its dossiers.
const LABORATORY_FILE: &str = "laboratory.yaml";

/// The file of a manufacturer, beside its dossiers.
const MAKER_FILE: &str = "maker.yaml";

/// The files of companies that the command line names.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::cli) struct OwnFiles<'f> {
    pub laboratory: Option<&'f Path>,
    pub maker: Option<&'f Path>,
}

/// What was read.
#[derive(Debug, Default)]
pub(in crate::cli) struct Held {
    laboratory: Option<Laboratory>,
    laboratory_logo: Option<Logo>,
    maker: Option<Maker>,
    maker_logo: Option<Logo>,
    samples: Option<SampleList>,
}

impl Held {
    /// Reads what companies bring: the files that the command line names, otherwise those beside the dossier of the party whose
    /// folder it is.
    pub fn read(
        session: &mut Session,
        scheme: &Scheme,
        product: &Path,
        dossier: Option<&Dossier>,
        named: OwnFiles<'_>,
    ) -> Result<Self, Stop> {
        let is_of = |office| dossier.is_some_and(|dossier| is_of_office(scheme, dossier, office));
        let path = |named: Option<&Path>, office, file| {
            let beside = is_of(office).then(|| file_beside(product, file));
            let beside = beside.filter(|path| !matches!(Disk.kind(path), Ok(None)));
            named.map(Path::to_path_buf).or(beside)
        };
        let mut held = Self::default();
        if let Some(path) = path(named.laboratory, Office::Tester, LABORATORY_FILE) {
            held.read_laboratory(session, scheme, &path)?;
        }
        if let Some(laboratory) = &mut held.laboratory
            && dossier.is_some()
            && !is_of(Office::Tester)
        {
            // What its work costs is the laboratory's own matter.
            laboratory.rates = None;
        }
        if let Some(path) = path(named.maker, Office::Applicant, MAKER_FILE) {
            held.read_maker(session, &path)?;
        }
        if dossier.is_some() {
            held.samples = read_samples(session, product)?;
        }
        Ok(held)
    }

    fn read_laboratory(
        &mut self,
        session: &mut Session,
        scheme: &Scheme,
        path: &Path,
    ) -> Result<(), Stop> {
        let draft = read_own_file(session, Some(path))?;
        let wrong = draft.as_ref();
        let wrong = wrong.map_or_else(Diagnostics::new, |one| check_laboratory_names(scheme, one));
        let draft = session.pass(Checked::new(draft, wrong))?;
        let Some(draft) = draft else { return Ok(()) };
        let place = draft.places.of("logo");
        let logo = draft.laboratory.logo.as_deref().zip(place);
        self.laboratory_logo = load_logo(session, path, logo)?;
        self.laboratory = Some(draft.laboratory);
        Ok(())
    }

    fn read_maker(&mut self, session: &mut Session, path: &Path) -> Result<(), Stop> {
        let file = load_text(&Disk, &mut session.sources, path);
        let file = session.keep(file)?;
        let read = read_maker(file, session.text(file));
        let Some(draft) = session.pass(read)? else {
            return Ok(());
        };
        let logo = draft.maker.logo.as_deref().zip(draft.logo);
        self.maker_logo = load_logo(session, path, logo)?;
        self.maker = Some(draft.maker);
        Ok(())
    }

    /// Returns the laboratory's own file.
    pub fn laboratory(&self) -> Option<&Laboratory> {
        self.laboratory.as_ref()
    }

    /// Returns what views show of it.
    pub fn resources<'a>(&'a self, dossier: Option<&'a Dossier>) -> Resources<'a> {
        Resources {
            laboratory: self.laboratory.as_ref(),
            laboratory_logo: self.laboratory_logo.as_ref(),
            maker: self.maker.as_ref(),
            maker_logo: self.maker_logo.as_ref(),
            people: dossier.map(|dossier| &dossier.head.people),
            samples: self.samples.as_ref(),
        }
    }
}

/// Says whether a dossier is in the folder of the party that holds an office.
fn is_of_office(scheme: &Scheme, dossier: &Dossier, office: Office) -> bool {
    let holder = scheme.edition.offices.holder(office);
    holder.is_some_and(|party| *scheme.parties[party].key == *dossier.head.holder)
}

fn file_beside(folder: &Path, file: &str) -> PathBuf {
    match (folder.file_name(), folder.parent()) {
        (Some(_), Some(parent)) => parent.join(file),
        _ => folder.join("..").join(file),
    }
}

/// Reads the logo that the file of a company names, from the folder of that file. No more of it is read than a logo may have.
fn load_logo(
    session: &mut Session,
    file: &Path,
    named: Option<(&str, Place)>,
) -> Result<Option<Logo>, Stop> {
    let Some((name, place)) = named else {
        return Ok(None);
    };
    let path = file.parent().unwrap_or(Path::new("")).join(name);
    let read = load_bytes(&Disk, &path, MAX_LOGO + 1);
    let bytes = session.keep(read)?;
    session.keep(read_logo(place, name, bytes)).map(Some)
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
            let beside = file_beside(Path::new(folder), LABORATORY_FILE);
            assert_eq!(beside, Path::new(file), "{folder}");
        }
    }
}
