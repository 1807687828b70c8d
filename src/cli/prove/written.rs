//! Writes the file of a proof.

use std::path::Path;

use crate::cli::codes;
use crate::cli::session::{Session, Stop};
use crate::project::{Disk, FileSystem, change_files, load_text, shown};
use crate::proof::ProofFile;

/// How each proof file begins.
const HEAD: &str = "{\n  \"praman-proof\":";

/// Writes a proof file. Another proof file is replaced, and nothing else.
pub(super) fn write_proof(
    session: &mut Session,
    path: &Path,
    file: &ProofFile,
) -> Result<(), Stop> {
    if !matches!(Disk.kind(path), Ok(None)) {
        let read = load_text(&Disk, &mut session.sources, path);
        let before = session.keep(read)?;
        if !session.text(before).starts_with(HEAD) {
            return session.fail(codes::no_proof_file(&shown(path)));
        }
    }
    let text = file.to_text();
    let change = [(path.to_path_buf(), Some(text.as_bytes()))];
    change_files(&Disk, &change, codes::not_replaced).map_err(|failed| {
        session.diagnostics.append(failed);
        Stop
    })
}
