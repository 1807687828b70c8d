//! The folder of a dossier as the commands of evidence see it.

use std::path::Path;

use crate::answers::Head;
use crate::cli::codes;
use crate::cli::session::{FOUND_FILE, Read, SchemeArguments, Session, Stop, Wanted};
use crate::intake::{RegisterDraft, read_head};
use crate::model::Scheme;
use crate::product::Product;
use crate::project::{Disk, FileSystem, HEAD_FILE, Kind, is_dossier, load_registers, load_text};

/// The product file in the folder of a dossier.
const PRODUCT: &str = "product.yaml";

/// The folder of a dossier.
pub(super) struct Folder<'a> {
    pub path: &'a Path,
    /// What `dossier.yaml` says, if it is there.
    pub head: Option<Head>,
}

impl<'a> Folder<'a> {
    /// Opens a folder. It need not hold a `dossier.yaml` yet.
    pub fn open(session: &mut Session, path: &'a Path) -> Result<Self, Stop> {
        let mut head = None;
        if is_dossier(&Disk, path) {
            let read = load_text(&Disk, &mut session.sources, &path.join(HEAD_FILE));
            let file = session.keep(read)?;
            let read = read_head(file, session.text(file));
            head = session.pass(read)?;
        }
        Ok(Self { path, head })
    }

    /// Returns the party whose folder it is, or the one that is named.
    pub fn party(&self, session: &mut Session, named: Option<&str>) -> Result<String, Stop> {
        let holder = self.head.as_ref().map(|head| head.holder.as_str());
        match named.or(holder) {
            Some(party) => Ok(party.to_owned()),
            None => session.fail(codes::no_party()),
        }
    }

    /// Reads the registers of all parties.
    pub fn registers(&self, session: &mut Session) -> Result<Vec<RegisterDraft>, Stop> {
        let read = load_registers(&Disk, &mut session.sources, self.path);
        session.pass(read)
    }

    /// Says whether there is a product file.
    pub fn has_product(&self) -> bool {
        matches!(Disk.kind(&self.path.join(PRODUCT)), Ok(Some(Kind::File)))
    }

    /// Reads the scheme, the product and the level.
    pub fn read(
        &self,
        session: &mut Session,
        level: Option<&str>,
        scheme: &SchemeArguments,
    ) -> Result<Read, Stop> {
        let file = self.path.join(PRODUCT);
        let product = if self.head.is_some() {
            self.path
        } else {
            &file
        };
        let wanted = Wanted {
            product,
            level,
            scheme,
        };
        let mut read = session.read_all(&wanted)?;
        if self.head.is_none() {
            let found = session.read_if_there(&self.path.join(FOUND_FILE))?;
            read.found = session.add_found(&read.scheme, &mut read.product, found)?;
        }
        Ok(read)
    }

    /// Reads the scheme and, if there is one, the product. The level does not matter.
    pub fn basis(
        &self,
        session: &mut Session,
        scheme: &SchemeArguments,
    ) -> Result<(Scheme, Option<Product>), Stop> {
        if self.has_product() {
            let read = self.read(session, None, scheme)?;
            return Ok((read.scheme, Some(read.product)));
        }
        let files = session.read_scheme(scheme)?;
        let scheme = session.resolve(&files, scheme.edition.as_deref(), None)?;
        Ok((scheme, None))
    }
}
