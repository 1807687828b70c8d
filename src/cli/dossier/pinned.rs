//! The scheme that is pinned in a dossier.

use std::collections::BTreeMap;
use std::path::Path;

use crate::answers::FileHash;
use crate::cli::session::{PRODUCT_FILE, Pinned, SCHEME_FOLDER, SchemeArguments, Session, Wanted};
use crate::model::Scheme;
use crate::project::{Disk, FileSystem, find_files, load_scheme, shipped, shown};
use crate::source::Sources;

/// Returns the files of the scheme, by their path below the folder of the dossier. Overlays stay with their holder.
pub(super) fn scheme_files(arguments: &SchemeArguments) -> Vec<(String, Option<Vec<u8>>)> {
    let mut sources = Sources::default();
    // What is wrong with them has been reported.
    let _ = match &arguments.scheme {
        Some(folder) => load_scheme(&Disk, &mut sources, folder),
        None => load_scheme(&shipped(), &mut sources, Path::new(".")),
    };
    let files = sources.iter().map(|(_, file)| {
        let path = format!("{SCHEME_FOLDER}/{}", file.name());
        (path, Some(file.text().as_bytes().to_vec()))
    });
    files.collect()
}

/// Returns the SHA-256 of the text of the scheme with which a dossier is worked on, as 64 hexadecimal digits. Overlays do not
/// count.
pub(super) fn scheme_digest(folder: &Path) -> String {
    let root = folder.join(SCHEME_FOLDER);
    let is_pinned = matches!(Disk.kind(&root), Ok(Some(_)));
    let files = scheme_files(&SchemeArguments {
        scheme: is_pinned.then_some(root),
        ..SchemeArguments::default()
    });
    digest_of(&files)
}

/// Returns the SHA-256 of the text of a scheme, whatever the order of its files.
pub(super) fn digest_of(files: &[(String, Option<Vec<u8>>)]) -> String {
    let files: BTreeMap<&str, &[u8]> = files
        .iter()
        .filter_map(|(path, bytes)| Some((path.as_str(), bytes.as_deref()?)))
        .collect();
    let mut all = Vec::new();
    for (path, bytes) in files {
        let hash = FileHash::of(bytes);
        all.extend_from_slice(format!("{hash} {path}\n").as_bytes());
    }
    FileHash::of(&all).to_string()
}

/// Returns the files of the pinned scheme, by their path below the folder of the dossier.
pub(super) fn pinned_files(folder: &Path) -> Vec<String> {
    let root = folder.join(SCHEME_FOLDER);
    if !matches!(Disk.kind(&root), Ok(Some(_))) {
        return Vec::new();
    }
    let scheme_files = find_files(&Disk, &root, |path| {
        path.extension().is_some_and(|extension| extension == "prm")
    });
    let below = scheme_files
        .value
        .iter()
        .filter_map(|path| path.strip_prefix(folder).ok());
    below.map(shown).collect()
}

/// Reads the scheme that is pinned in a dossier before it is replaced; `None` where it cannot be read.
pub(super) fn scheme_before(folder: &Path) -> Option<Scheme> {
    let mut session = Session::default();
    let head = session.read_dossier_head(folder).ok()?;
    let wanted = Wanted {
        product: &folder.join(PRODUCT_FILE),
        level: None,
        scheme: &SchemeArguments::default(),
    };
    session.read_pinned(&wanted, Pinned::In(folder), &head).ok()
}
