//! The session of a command: the texts that it reads, and the diagnostics.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::codes;
use super::report::render_reports;
use super::terminal::{Answer, Exit, Terminal};
use crate::diag::{Checked, Diagnostic, Diagnostics};
use crate::model::{Edition, LevelId, Scheme};
use crate::product::{Head, Product, find_edition, read_head, read_product};
use crate::project::{Disk, load_overlay, load_scheme, load_text, shipped};
use crate::resolve::{EditionChoice, EditionHead, collect_declarations};
use crate::source::{FileId, Place, Sources};
use crate::syntax::ast::SyntaxFile;

/// The environment variable that names overlays.
const OVERLAY_VARIABLE: &str = "PRAMAN_OVERLAY";

/// An error is among the diagnostics: nothing is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop;

/// The options that choose a scheme and an edition.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct SchemeArguments {
    /// Take the scheme from this folder instead of the one that ships with praman
    #[arg(long, value_name = "DIR")]
    pub(super) scheme: Option<PathBuf>,
    #[command(flatten)]
    pub(super) overlay: OverlayArguments,
    /// Take this edition, as iotscs@2024-03 or, for the newest, iotscs; without it, the one that the product
    /// file names, or the one that was approved last
    #[arg(long, value_name = "EDITION")]
    pub(super) edition: Option<String>,
}

/// The options that choose overlays.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct OverlayArguments {
    /// Put the wording of a licensed copy in place of the scheme's own, from this file or folder; may be given
    /// more than once. The environment variable `PRAMAN_OVERLAY` names more of them, as PATH names folders
    #[arg(long, value_name = "PATH")]
    overlay: Vec<PathBuf>,
}

impl OverlayArguments {
    /// Returns the files and folders named on the command line and in the environment, each once.
    fn all(&self) -> Vec<PathBuf> {
        let named = std::env::var_os(OVERLAY_VARIABLE).unwrap_or_default();
        let named = std::env::split_paths(&named).filter(|path| !path.as_os_str().is_empty());
        let mut all: Vec<PathBuf> = Vec::new();
        for path in self.overlay.iter().cloned().chain(named) {
            if !all.contains(&path) {
                all.push(path);
            }
        }
        all
    }
}

/// The product, level and scheme that a command line names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub product: &'a Path,
    /// The level, if one is named.
    pub level: Option<&'a str>,
    pub scheme: &'a SchemeArguments,
}

/// A product, its scheme and its level.
#[derive(Debug)]
pub(super) struct Read {
    /// The scheme of the edition.
    pub scheme: Scheme,
    pub product: Product,
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

    /// Reads files and folders. A file that is named along with its folder is read once.
    pub(super) fn read_each(
        &mut self,
        paths: &[impl AsRef<Path>],
        load: impl Fn(&mut Sources, &Path) -> Checked<Vec<SyntaxFile>>,
    ) -> Vec<SyntaxFile> {
        let mut files: BTreeMap<String, SyntaxFile> = BTreeMap::new();
        for path in paths {
            let read = load(&mut self.sources, path.as_ref());
            for file in self.diagnostics.take(read) {
                let source = self.sources.get(file.file);
                let path = source.map_or("", |source| source.path()).to_owned();
                files.entry(path).or_insert(file);
            }
        }
        files.into_values().collect()
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
        let path = self.sources.get(file).map_or("", |file| file.path());
        path.clone_into(&mut product.path);
        Ok(product)
    }

    /// Reads a product and the scheme that it is built against, and chooses the level.
    pub(super) fn read_all(&mut self, wanted: &Wanted<'_>) -> Result<Read, Stop> {
        let (file, head) = self.read_head(wanted.product)?;
        let files = self.read_scheme(wanted.scheme)?;
        let scheme = self.resolve(&files, wanted.scheme.edition.as_deref(), Some(&head))?;
        let product = self.read_product(&scheme, file)?;
        let level = self.choose_level(&scheme, wanted.level, &product)?;
        Ok(Read {
            scheme,
            product,
            level,
        })
    }

    fn text(&self, file: FileId) -> &str {
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
            (None, None) => return self.fail(codes::no_level(edition, &product.path)),
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
                out,
                err,
                exit: Exit::Fine,
            },
            Err(Stop) => Answer::errors(err),
        }
    }
}
