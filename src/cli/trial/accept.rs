//! The file of a scheme in which scenarios are written.

use std::path::Path;

use crate::cli::codes;
use crate::cli::session::{Session, Stop};
use crate::diag::Diagnostic;
use crate::format::format_text;
use crate::project::{Disk, change_files, shown};
use crate::syntax::parse_file;

/// Reads the file in which scenarios are to be written: a file of a scheme, or one that is not there yet.
pub(super) fn read_target(session: &mut Session, path: &Path) -> Result<String, Stop> {
    if path.extension().is_none_or(|end| end != "prm") {
        return session.fail(takes_none(path, "its name does not end in `.prm`"));
    }
    let Some(file) = session.read_if_there(path)? else {
        return Ok(String::new());
    };
    let text = session.text(file).to_owned();
    let parsed = parse_file(file, text.as_str());
    if parsed.diagnostics.has_errors() {
        session.diagnostics.append(parsed.diagnostics);
        let reason = "it cannot be read as a file of a scheme";
        return session.fail(takes_none(path, reason));
    }
    Ok(text)
}

/// Writes scenarios at the end of the text of a file of the scheme.
pub(super) fn accept<'t>(
    session: &mut Session,
    path: &Path,
    mut text: String,
    scenarios: impl Iterator<Item = &'t str>,
) -> Result<(), Stop> {
    for scenario in scenarios {
        text.push('\n');
        text.push_str(scenario);
    }
    let text = format_text(&text);
    let change = [(path.to_path_buf(), Some(text.as_bytes()))];
    if let Err(failed) = change_files(&Disk, &change, codes::not_replaced) {
        session.diagnostics.append(failed);
        return Err(Stop);
    }
    Ok(())
}

/// Reports a file in which no scenarios can be written.
fn takes_none(path: &Path, reason: &str) -> Diagnostic {
    let path = shown(path);
    let message = format!("`{path}` takes no scenarios: {reason}");
    Diagnostic::nowhere(&codes::NOT_REPLACED, message)
        .note("nothing was written")
        .help("name a `.prm` file of the scheme, or a new one")
}
