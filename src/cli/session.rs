//! The session of a command: the texts that it reads, and the diagnostics.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) use super::options::{OverlayArguments, SchemeArguments, Wanted};
use super::report::render_reports;
use super::terminal::{Answer, Terminal};
use super::{codes, dossier};
use crate::answers::{Found, Head as DossierHead};
use crate::diag::{Checked, Diagnostic, Diagnostics};
use crate::holdings::{check_series, submit_pieces, with_found};
use crate::intake::{read_found, read_head as read_dossier_head};
use crate::model::{Edition, LevelId, Scheme};
use crate::product::{Head, Product, find_edition, read_head, read_product};
use crate::project::{
    Disk, FileSystem, HEAD_FILE, Kind, is_dossier, load_overlay, load_registers, load_scheme,
    load_text, shipped,
};
use crate::resolve::{EditionChoice, EditionHead, collect_declarations};
use crate::source::{FileId, Place, Sources};
use crate::syntax::ast::SyntaxFile;

/// The folder of the scheme that is pinned in a dossier, below its folder.
pub(super) const SCHEME_FOLDER: &str = "scheme";

/// The scheme that is pinned in a dossier.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pinned<'a> {
    /// It is used, from the folder of the dossier, unless the command line names another one.
    In(&'a Path),
    /// It is about to be replaced, in the folder of the dossier.
    LeftAside(&'a Path),
}

/// The product file of a dossier, below its folder.
pub(super) const PRODUCT_FILE: &str = "product.yaml";

/// What the laboratory found beyond the product file of a dossier, below its folder.
pub(super) const FOUND_FILE: &str = "found.yaml";

/// An error is among the diagnostics: nothing is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop;

/// A product, its scheme and its level.
#[derive(Debug)]
pub(super) struct Read {
    /// The scheme of the edition.
    pub scheme: Scheme,
    /// The product; that of a dossier with what the laboratory found.
    pub product: Product,
    /// What the laboratory found; nothing outside of a dossier.
    pub found: Found,
    /// The level; `None` if the edition has none.
    pub level: Option<LevelId>,
}

/// The texts of a run, and the diagnostics so far.
#[derive(Debug, Default)]
pub(super) struct Session {
    pub sources: Sources,
    pub diagnostics: Diagnostics,
}

impl Session {
    /// Keeps the diagnostics of a stage, and stops if one is an error.
    pub(super) fn pass<T>(&mut self, checked: Checked<T>) -> Result<T, Stop> {
        let value = self.diagnostics.take(checked);
        if self.diagnostics.has_errors() {
            Err(Stop)
        } else {
            Ok(value)
        }
    }

    /// Keeps the diagnostic of a failure.
    pub(super) fn keep<T>(&mut self, result: Result<T, Box<Diagnostic>>) -> Result<T, Stop> {
        result.or_else(|diagnostic| self.fail(*diagnostic))
    }

    /// Keeps a diagnostic that ends the run.
    pub(super) fn fail<T>(&mut self, diagnostic: Diagnostic) -> Result<T, Stop> {
        self.diagnostics.push(diagnostic);
        Err(Stop)
    }

    /// Reads the files of a scheme, from a folder or from the program, and its overlays.
    pub(super) fn read_scheme(
        &mut self,
        arguments: &SchemeArguments,
    ) -> Result<Vec<SyntaxFile>, Stop> {
        let read = match &arguments.scheme {
            Some(folder) => load_scheme(&Disk, &mut self.sources, folder),
            None => load_scheme(&shipped(), &mut self.sources, Path::new(".")),
        };
        let mut files = self.diagnostics.take(read);
        files.extend(self.read_overlays(&arguments.overlay));
        self.pass(Checked::new(files, Diagnostics::new()))
    }

    pub(super) fn read_overlays(&mut self, arguments: &OverlayArguments) -> Vec<SyntaxFile> {
        self.read_each(&arguments.all(), |sources, path| {
            load_overlay(&Disk, sources, path)
        })
    }

    /// Reads files and folders. A file that is named along with its folder, or by two paths, is read once. The order is that
    /// of their names, whatever the paths are.
    pub(super) fn read_each(
        &mut self,
        paths: &[impl AsRef<Path>],
        load: impl Fn(&mut Sources, &Path) -> Checked<Vec<SyntaxFile>>,
    ) -> Vec<SyntaxFile> {
        let mut files: BTreeMap<PathBuf, SyntaxFile> = BTreeMap::new();
        for path in paths {
            let read = load(&mut self.sources, path.as_ref());
            for file in self.diagnostics.take(read) {
                let source = self.sources.get(file.file);
                let path = source.map_or(Path::new(""), |source| source.file());
                let itself = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
                files.entry(itself).or_insert(file);
            }
        }
        let mut files: Vec<SyntaxFile> = files.into_values().collect();
        files.sort_by_key(|file| {
            let source = self.sources.get(file.file);
            source.map(|source| (source.name().to_owned(), source.shared().clone()))
        });
        files
    }

    /// Resolves an edition of a scheme: the edition named on the command line, otherwise the edition that the product file
    /// names, otherwise the edition that was approved last.
    pub(super) fn resolve(
        &mut self,
        files: &[SyntaxFile],
        named: Option<&str>,
        head: Option<&Head>,
    ) -> Result<Scheme, Stop> {
        let declared = collect_declarations(files);
        let heads = declared.editions();
        let known: Vec<String> = heads.iter().map(EditionHead::name).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let asked = head.and_then(|head| head.scheme.as_ref());
        let choice = match (named, asked) {
            (Some(name), _) => EditionChoice::Named(name),
            (None, None) => EditionChoice::Only,
            (None, Some(asked)) => EditionChoice::Named(self.keep(find_edition(asked, &known))?),
        };
        let resolved = declared.resolve_edition(choice);
        // If there is no scheme, an error has been reported.
        self.pass(resolved)?.ok_or(Stop)
    }

    /// Reads a product file, with the edition and level that it names.
    pub(super) fn read_head(&mut self, path: &Path) -> Result<(FileId, Head), Stop> {
        let read = load_text(&Disk, &mut self.sources, path);
        let file = self.keep(read)?;
        let head = read_head(file, self.text(file));
        Ok((file, self.pass(head)?))
    }

    /// Reads a product file against a scheme.
    pub(super) fn read_product(&mut self, scheme: &Scheme, file: FileId) -> Result<Product, Stop> {
        let read = read_product(scheme, file, self.text(file));
        let mut product = self.pass(read)?;
        self.pass(Checked::new((), check_series(scheme, &product)))?;
        let name = self.sources.get(file).map_or("", |file| file.name());
        name.clone_into(&mut product.file);
        Ok(product)
    }

    /// Reads a product and the scheme that it is built against, and chooses the level. A folder with a dossier stands for the
    /// product, the scheme and the level of the dossier.
    pub(super) fn read_all(&mut self, wanted: &Wanted<'_>) -> Result<Read, Stop> {
        if is_dossier(&Disk, wanted.product) {
            let head = self.read_dossier_head(wanted.product)?;
            let product = wanted.product.join(PRODUCT_FILE);
            let of_dossier = Wanted {
                product: &product,
                ..*wanted
            };
            let pinned = Pinned::In(wanted.product);
            return self.read_dossier(&of_dossier, pinned, &head);
        }
        let (file, head) = self.read_head(wanted.product)?;
        let files = self.read_scheme(wanted.scheme)?;
        let scheme = self.resolve(&files, wanted.scheme.edition.as_deref(), Some(&head))?;
        let product = self.read_product(&scheme, file)?;
        let level = self.choose_level(&scheme, wanted.level, &product)?;
        Ok(Read {
            scheme,
            product,
            found: Found::default(),
            level,
        })
    }

    /// Reads the head of a dossier.
    pub(super) fn read_dossier_head(&mut self, folder: &Path) -> Result<DossierHead, Stop> {
        let read = load_text(&Disk, &mut self.sources, &folder.join(HEAD_FILE));
        let file = self.keep(read)?;
        let head = read_dossier_head(file, self.text(file));
        self.pass(head)?.ok_or(Stop)
    }

    /// Reads the product of a dossier, and the scheme that is pinned there. What the command line names comes first.
    pub(super) fn read_dossier(
        &mut self,
        wanted: &Wanted<'_>,
        pinned: Pinned<'_>,
        head: &DossierHead,
    ) -> Result<Read, Stop> {
        let (file, _) = self.read_head(wanted.product)?;
        let scheme = self.read_pinned(wanted, pinned, head)?;
        let mut read = self.read_dossier_product(scheme, file, wanted, head)?;
        let (Pinned::In(folder) | Pinned::LeftAside(folder)) = pinned;
        let found_file = self.read_if_there(&folder.join(FOUND_FILE))?;
        read.found = self.add_found(&read.scheme, &mut read.product, found_file)?;
        self.add_registers(&read.scheme, &mut read.product, folder);
        Ok(read)
    }

    /// Adds to the evidence that a product file lists what the registers of a dossier have. Mistakes in registers stop nothing
    /// here: `praman status` and `praman evidence check` report them.
    pub(super) fn add_registers(&mut self, scheme: &Scheme, product: &mut Product, folder: &Path) {
        for draft in load_registers(&Disk, &mut self.sources, folder).value {
            let pieces = draft.register.pieces.iter();
            let submitted = submit_pieces(scheme, &product.target, pieces, &draft.places);
            let evidence = submitted.value.into_iter().flat_map(|one| one.evidence);
            product.evidence.extend(evidence);
        }
    }

    /// Reads a file, if it is there.
    pub(super) fn read_if_there(&mut self, path: &Path) -> Result<Option<FileId>, Stop> {
        if matches!(Disk.kind(path), Ok(None)) {
            return Ok(None);
        }
        let read = load_text(&Disk, &mut self.sources, path);
        self.keep(read).map(Some)
    }

    /// Adds to a product what the laboratory found, as a file says.
    pub(super) fn add_found(
        &mut self,
        scheme: &Scheme,
        product: &mut Product,
        file: Option<FileId>,
    ) -> Result<Found, Stop> {
        let Some(file) = file else {
            return Ok(Found::default());
        };
        let read = read_found(scheme, &product.target, file, self.text(file));
        let found = self.pass(read)?;
        product.target = with_found(scheme, product, &found);
        Ok(found)
    }

    /// Reads the scheme that is pinned in a dossier.
    pub(super) fn read_pinned(
        &mut self,
        wanted: &Wanted<'_>,
        pinned: Pinned<'_>,
        head: &DossierHead,
    ) -> Result<Scheme, Stop> {
        let pinned = match pinned {
            Pinned::In(folder) => Some(folder.join(SCHEME_FOLDER)),
            Pinned::LeftAside(_) => None,
        };
        let is_there = |path: &PathBuf| matches!(Disk.kind(path), Ok(Some(Kind::Folder)));
        let scheme = SchemeArguments {
            scheme: wanted.scheme.scheme.clone().or(pinned.filter(is_there)),
            edition: wanted.scheme.edition.clone().or(Some(head.edition.clone())),
            overlay: wanted.scheme.overlay.clone(),
        };
        let files = self.read_scheme(&scheme)?;
        self.resolve(&files, scheme.edition.as_deref(), None)
    }

    /// Reads the product of a dossier from a file against its scheme.
    pub(super) fn read_dossier_product(
        &mut self,
        scheme: Scheme,
        file: FileId,
        wanted: &Wanted<'_>,
        head: &DossierHead,
    ) -> Result<Read, Stop> {
        let mut product = self.read_product(&scheme, file)?;
        let mut variants = product.variants.iter();
        if let Some(clash) = variants.find(|variant| variant.key == head.lead) {
            return self.fail(dossier::lead_key(clash.place, &head.lead));
        }
        product.lead = Some(head.lead.clone());
        let level = Some(head.level.as_str()).filter(|level| !level.is_empty());
        let level = self.choose_level(&scheme, wanted.level.or(level), &product)?;
        Ok(Read {
            scheme,
            product,
            found: Found::default(),
            level,
        })
    }

    /// Returns the text of a file that was read.
    pub(super) fn text(&self, file: FileId) -> &str {
        self.sources.get(file).map_or("", |file| file.text())
    }

    /// Chooses the level of an edition: the level named on the command line, otherwise that of the product. `None` if the
    /// edition has no levels.
    pub(super) fn choose_level(
        &mut self,
        scheme: &Scheme,
        named: Option<&str>,
        product: &Product,
    ) -> Result<Option<LevelId>, Stop> {
        let edition = &scheme.edition;
        let level = match (self.named_level(scheme, named)?, product.level) {
            (Some(level), _) | (None, Some(level)) => level,
            (None, None) if edition.levels.is_empty() => return Ok(None),
            (None, None) => return self.fail(codes::no_level(edition, &product.file)),
        };
        self.published(
            edition,
            level,
            product.level_place.filter(|_| named.is_none()),
        )?;
        Ok(Some(level))
    }

    /// Finds the level named on the command line. A level whose members are not published is reported, since there is nothing
    /// to show.
    pub(super) fn published_level(
        &mut self,
        scheme: &Scheme,
        named: Option<&str>,
    ) -> Result<Option<LevelId>, Stop> {
        let Some(level) = self.named_level(scheme, named)? else {
            return Ok(None);
        };
        self.published(&scheme.edition, level, None)?;
        Ok(Some(level))
    }

    fn published(
        &mut self,
        edition: &Edition,
        level: LevelId,
        place: Option<Place>,
    ) -> Result<(), Stop> {
        if edition.is_published(Some(level)) {
            return Ok(());
        }
        self.fail(codes::unpublished_level(edition, level, place))
    }

    /// Finds the level named on the command line.
    fn named_level(
        &mut self,
        scheme: &Scheme,
        named: Option<&str>,
    ) -> Result<Option<LevelId>, Stop> {
        let Some(name) = named else { return Ok(None) };
        match scheme.edition.level(name) {
            Some(level) => Ok(Some(level)),
            None => self.fail(codes::unknown_level(&scheme.edition, name)),
        }
    }

    /// Ends the run with the diagnostics, and with the result unless the run stopped.
    pub(super) fn finish(self, result: Result<String, Stop>, terminal: Terminal) -> Answer {
        let diagnostics = self.diagnostics.sorted();
        let err = render_reports(&self.sources, &diagnostics, terminal.err);
        match result {
            Ok(out) => Answer {
                err,
                ..Answer::fine(out)
            },
            Err(Stop) => Answer::errors(err),
        }
    }
}
