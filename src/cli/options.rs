//! The options that choose a product, a level, a scheme and its overlays, and the form of an answer.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

/// The environment variable that names overlays.
const OVERLAY_VARIABLE: &str = "PRAMAN_OVERLAY";

/// The options that choose a scheme and an edition.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct SchemeArguments {
    /// Use the scheme in this folder instead of the one that ships with praman
    #[arg(long, value_name = "DIR")]
    pub(super) scheme: Option<PathBuf>,
    #[command(flatten)]
    pub(super) overlay: OverlayArguments,
    /// Use this edition, such as iotscs@2024-03 or, for the newest, iotscs; by default, the one that the product
    /// file names, or the one approved last
    #[arg(long, value_name = "EDITION")]
    pub(super) edition: Option<String>,
}

/// The options that choose overlays.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct OverlayArguments {
    /// Use the wording of a licensed copy in place of the scheme's own, from this file or folder; can be given
    /// more than once. The environment variable `PRAMAN_OVERLAY` can list more, separated as in PATH
    #[arg(long, value_name = "PATH")]
    overlay: Vec<PathBuf>,
}

impl OverlayArguments {
    /// Returns the files and folders named on the command line and in the environment, each once.
    pub(super) fn all(&self) -> Vec<PathBuf> {
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

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// For people
    Text,
    /// For tools
    Json,
}
