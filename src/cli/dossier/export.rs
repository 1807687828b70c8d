//! `praman export`: makes a package for another party.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::at_desk::at_desk;
use super::chance::draw;
use super::change::Author;
use super::codes;
use super::desk::{Desk, applicant};
use super::enclosed::{Chosen, Enclosed, enclose};
use super::lineage::lineage;
use super::outbound::Outbound;
use super::pinned::scheme_digest;
use crate::answers::{Exchanged, FileHash, Sent, Shared};
use crate::cli::report::counted;
use crate::cli::session::{PRODUCT_FILE, Session, Stop};
use crate::cli::terminal::{Answer, Lines, Terminal};
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::{
    ANSWERS_FILE, CutProduct, Manifest, PEOPLE_FILE, Package, SentPerson, cut_product,
    render_package, render_people, render_sent,
};
use crate::project::{Disk, FileSystem, change_files, journal_head, safe_name, shown};
use crate::source::Sources;

/// Make a package for another party
///
/// A package holds what the party of this folder keeps and the other party may see: answers, queries, the register of evidence,
/// chosen files of evidence, and the product file without what that party may not see. Whoever gets it runs `praman import`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ExportArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Make the package for this party
    #[arg(long = "for", value_name = "PARTY")]
    party: String,
    /// Write this file; by default, <product>-for-<party>.praman in the current folder
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long)]
    replace: bool,
    /// Send along the files of the evidence with these numbers, as V1,V12
    #[arg(long, value_name = "NUMBER", value_delimiter = ',')]
    evidence: Vec<String>,
    /// Send along all files of evidence that the other party may see
    #[arg(long, conflicts_with = "evidence")]
    all_evidence: bool,
    /// Name the person who sends it, by the key in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

pub(in crate::cli) fn export(arguments: &ExportArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
        run(desk, arguments).map_err(|reports| {
            diagnostics.append(reports);
            Stop
        })
    });
    session.finish(result, terminal)
}

fn run<'d>(desk: &'d Desk<'d>, arguments: &ExportArguments) -> Result<String, Diagnostics> {
    let outbound = Outbound::of(desk, &arguments.party);
    let outbound = outbound.ok_or_else(|| only(unknown_party(desk, &arguments.party)))?;
    let target = target(desk, arguments);
    if !arguments.replace && !matches!(Disk.kind(&target), Ok(None)) {
        return Err(only(codes::occupied(&shown(&target))));
    }
    let mut reports = Diagnostics::new();
    let stopped = |Stop, reports: &mut Diagnostics| std::mem::take(reports);
    let mut author = Author::find(desk, &arguments.person, &mut reports)
        .map_err(|stop| stopped(stop, &mut reports))?;
    let (product, product_hash) = read_product(desk, &outbound)?;
    let chosen = if arguments.all_evidence {
        Chosen::All
    } else {
        Chosen::Numbers(&arguments.evidence)
    };
    let history = author.history();
    let mut enclosed = enclose(desk, &outbound, &history, chosen)?;
    let salt = draw().map_err(|report| only(*report))?;
    let salt = format!("{:032x}", u128::from_be_bytes(salt));
    let sent = outbound.sent(&history);
    author.exchange(Exchanged::Shared(Shared {
        to: arguments.party.clone(),
        salt,
        product: Some(product_hash),
        withheld: outbound.withheld(&history),
    }));
    let when = author.when().clone();
    // The journal is first: what left and is not in it could not be told apart from what never left.
    author
        .write(&mut reports)
        .map_err(|stop| stopped(stop, &mut reports))?;
    let head = &desk.dossier.head;
    let journal = journal_head(&Disk, desk.folder, desk.dossier);
    let manifest = Manifest {
        dossier: head.id,
        edition: head.edition.clone(),
        level: head.level.clone(),
        lead: head.lead.clone(),
        from: head.holder.clone(),
        to: arguments.party.clone(),
        when,
        number: desk.dossier.journal.sent_to(&arguments.party) + 1,
        journal: journal.map_err(|report| only(*report))?,
        scheme: Some(scheme_digest(desk.folder)),
        products: products_for(desk, &arguments.party),
    };
    let files = std::mem::take(&mut enclosed.files);
    let people = outbound.people(&sent, &enclosed.people);
    let package = pack(manifest, &product, (&sent, &people), files);
    write(&target, &package)?;
    Ok(summary(&target, arguments, &product, (&sent, &enclosed)))
}

fn only(report: Diagnostic) -> Diagnostics {
    Diagnostics::from_iter([report])
}

fn unknown_party(desk: &Desk<'_>, named: &str) -> Diagnostic {
    let known: Vec<&str> = desk.basis.scheme.parties.keys().collect();
    codes::unknown_party(named, &known)
}

/// Returns the file to write.
fn target(desk: &Desk<'_>, arguments: &ExportArguments) -> PathBuf {
    let name = || {
        let product = safe_name(&desk.basis.product_name());
        PathBuf::from(format!(
            "{product}-for-{}.praman",
            safe_name(&arguments.party)
        ))
    };
    arguments.to.clone().unwrap_or_else(name)
}

/// Returns the hashes of the earlier product files that a package tells. They are for the party that keeps the file alone: others
/// see a part of it, and no hash of the rest.
fn products_for(desk: &Desk<'_>, to: &str) -> Vec<String> {
    let keeper = applicant(desk.basis.scheme);
    let is_keeper =
        keeper.is_some_and(|keeper| *keeper == *desk.dossier.head.holder && *keeper == *to);
    if is_keeper {
        lineage(desk.folder, desk.dossier).into_iter().collect()
    } else {
        Vec::new()
    }
}

/// Returns the product file as the party may see it, and the hash of the whole file.
fn read_product(
    desk: &Desk<'_>,
    outbound: &Outbound<'_>,
) -> Result<(CutProduct, String), Diagnostics> {
    let path = desk.folder.join(PRODUCT_FILE);
    let text = std::fs::read_to_string(&path);
    let text = text.map_err(|error| only(codes::unreadable(&shown(&path), &error)))?;
    let hash = FileHash::of(text.as_bytes()).to_string();
    if outbound.to() == desk.dossier.head.holder {
        // A colleague gets the file as it is.
        let withheld = Vec::new();
        return Ok((CutProduct { text, withheld }, hash));
    }
    let file = Sources::default().add(PRODUCT_FILE, text.as_str());
    let cut = cut_product(outbound.sight(), file, &text);
    Ok((cut.value.ok_or(cut.diagnostics)?, hash))
}

/// Packs what goes out; the files beside answers may be large, and are not copied.
fn pack(
    manifest: Manifest,
    product: &CutProduct,
    (sent, people): (&[Sent], &BTreeMap<String, SentPerson>),
    beside: Vec<(String, Vec<u8>)>,
) -> Package {
    let mut files = vec![
        (PRODUCT_FILE.to_owned(), product.text.clone().into_bytes()),
        (ANSWERS_FILE.to_owned(), render_sent(sent).into_bytes()),
        (PEOPLE_FILE.to_owned(), render_people(people).into_bytes()),
    ];
    files.extend(beside);
    Package {
        manifest,
        files: files.into_iter().collect(),
    }
}

fn write(target: &Path, package: &Package) -> Result<(), Diagnostics> {
    let name = shown(target);
    let bytes = render_package(&name, package).map_err(|report| only(*report))?;
    change_files(
        &Disk,
        &[(target.to_path_buf(), Some(bytes.as_slice()))],
        codes::not_written,
    )
}

fn summary(
    target: &Path,
    arguments: &ExportArguments,
    product: &CutProduct,
    (sent, enclosed): (&[Sent], &Enclosed),
) -> String {
    let mut lines = Lines::default();
    let answers: usize = sent.iter().map(|sent| sent.answers().count()).sum();
    let holds = [PRODUCT_FILE.to_owned(), counted(answers, "answer")];
    let holds: Vec<String> = holds.into_iter().chain(enclosed.holds.clone()).collect();
    let withheld = product.withheld.iter().chain(&enclosed.withheld);
    let withheld: Vec<&str> = withheld.map(String::as_str).collect();
    lines.add_words(&[
        ("made", shown(target)),
        ("for", arguments.party.clone()),
        ("holds", holds.join(", ")),
        ("withheld", withheld.join(", ")),
    ]);
    for line in &enclosed.unsaid {
        lines.add(line);
    }
    lines.into_text()
}
