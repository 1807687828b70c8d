//! The JSON Schema of files of answers, for `praman schema`.

use std::path::Path;

use super::at_desk::at_desk;
use crate::cli::session::{Session, Stop};
use crate::view::view_answers_schema;

/// Returns the schema of files of answers: of any dossier, or of the one in a folder.
///
/// # Errors
/// Reports a dossier that cannot be read.
pub(in crate::cli) fn schema_answers(
    session: &mut Session,
    folder: Option<&Path>,
) -> Result<String, Stop> {
    let schema = match folder {
        None => view_answers_schema(None),
        Some(folder) => at_desk(session, folder, |desk, _| {
            let of = (&desk.dossier.head, desk.table);
            Ok(view_answers_schema(Some(of)))
        })?,
    };
    Ok(format!("{schema:#}\n"))
}
