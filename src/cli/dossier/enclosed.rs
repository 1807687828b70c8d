//! What goes out beside answers: the register of the party, chosen files of evidence, found entries, samples.

use std::collections::{BTreeMap, BTreeSet};

use super::codes;
use super::desk::Desk;
use super::outbound::Outbound;
use crate::answers::{EvidenceNumber, Found, Register};
use crate::cli::evidence::{SAMPLES_FILE, not_sent};
use crate::cli::session::FOUND_FILE;
use crate::diag::Diagnostics;
use crate::intake::{
    CutRegister, NamesPeople, RegisterDraft, Withheld, cut_found, cut_register, render_found,
    render_register, render_samples, seen_numbers, stances_of,
};
use crate::merge::History;
use crate::model::Office;
use crate::project::{Disk, FileSystem, evidence_folder, read_registered, register_path};

/// The evidence whose files go out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Chosen<'a> {
    /// All of it that the other party may see and that is kept in the evidence folder.
    All,
    /// That with these numbers.
    Numbers(&'a [String]),
}

/// What goes out beside answers.
#[derive(Debug, Default)]
pub(super) struct Enclosed {
    /// The files, by their paths in the package.
    pub files: Vec<(String, Vec<u8>)>,
    /// The keys of the people whom they name.
    pub people: BTreeSet<String>,
    /// What they hold, for the summary.
    pub holds: Vec<String>,
    /// What was left out.
    pub withheld: Vec<String>,
    /// What was left out because it has no kind, and the way on, a line for each reason.
    pub unsaid: Vec<String>,
}

/// Gathers what goes out beside answers. What belongs to another party is for that party to send.
///
/// # Errors
/// Reports a register or samples that cannot be read, evidence that cannot be sent, and files that are not those registered.
pub(super) fn enclose(
    desk: &Desk<'_>,
    outbound: &Outbound<'_>,
    history: &History,
    chosen: Chosen<'_>,
) -> Result<Enclosed, Diagnostics> {
    if desk.beside.diagnostics.has_errors() {
        return Err(desk.beside.diagnostics.clone());
    }
    let mut enclosed = Enclosed::default();
    let holder = &desk.dossier.head.holder;
    let citings = outbound.citings(history);
    let registers = desk.beside.registers.iter();
    let own = registers.clone().find(|one| one.register.party == *holder);
    match (own, chosen) {
        (Some(own), _) => {
            let cut = cut_register(outbound.sight(), &own.register, &citings);
            let numbers = choose(outbound, own, &cut, chosen)?;
            enclosed.add_withheld(outbound, &cut);
            enclosed.add_register(desk, own, cut.register, numbers)?;
        }
        (None, Chosen::Numbers(numbers)) if !numbers.is_empty() => {
            let reports = numbers.iter().map(|one| codes::no_number(one, &[]));
            return Err(reports.collect());
        }
        (None, Chosen::All | Chosen::Numbers(_)) => {}
    }
    let scheme = desk.basis.scheme;
    if desk.holds(Office::Tester) {
        let registers = registers.map(|one| &one.register);
        let seen = seen_numbers(outbound.sight(), registers, &citings);
        let found = cut_found(outbound.sight(), scheme, desk.found, &seen);
        // An empty file says that what was found before is not found any more.
        if !matches!(Disk.kind(&desk.folder.join(FOUND_FILE)), Ok(None)) {
            enclosed.add_found(desk, found);
        }
        if let Some(samples) = &desk.beside.samples {
            let text = render_samples(&samples.list);
            enclosed.add(SAMPLES_FILE, text, &mut samples.list.clone());
        }
    } else if desk.holds(Office::Applicant) {
        let stances = stances_of(desk.found);
        if !stances.entries.is_empty() {
            enclosed.add_found(desk, stances);
        }
    }
    Ok(enclosed)
}

impl Enclosed {
    fn add(&mut self, path: &str, text: String, names: &mut dyn NamesPeople) {
        names.visit_people(&mut |key| {
            self.people.insert(key.clone());
        });
        self.holds.push(path.to_owned());
        self.files.push((path.to_owned(), text.into_bytes()));
    }

    fn add_found(&mut self, desk: &Desk<'_>, mut found: Found) {
        let text = render_found(desk.basis.scheme, &found);
        self.add(FOUND_FILE, text, &mut found);
    }

    /// Adds what is left out of a register, with the reasons.
    fn add_withheld(&mut self, outbound: &Outbound<'_>, cut: &CutRegister) {
        let CutRegister { register, withheld } = cut;
        let shown = withheld
            .iter()
            .map(|(number, _)| format!("evidence {number}"));
        self.withheld.extend(shown);
        let mut unsaid: BTreeMap<Withheld, BTreeSet<EvidenceNumber>> = BTreeMap::new();
        for (number, why) in withheld {
            unsaid.entry(*why).or_default().insert(number.clone());
        }
        let path = register_path(&register.party);
        let lines = unsaid.iter().filter_map(|(why, numbers)| {
            not_sent(*why, outbound.to(), (numbers, &path)).map(|said| said.line())
        });
        self.unsaid.extend(lines);
    }

    /// Adds a register as it goes out, and the files of the evidence with these numbers.
    fn add_register(
        &mut self,
        desk: &Desk<'_>,
        own: &RegisterDraft,
        mut register: Register,
        numbers: Vec<EvidenceNumber>,
    ) -> Result<(), Diagnostics> {
        let text = render_register(&register);
        self.add(&register_path(&register.party), text, &mut register);
        for number in numbers {
            let bytes = read_registered(&Disk, desk.folder, own, &number)?;
            let file = register.pieces.get(&number).and_then(|piece| piece.file());
            let folder = evidence_folder(&register.party);
            let file = file.map(|file| (format!("{folder}/{file}"), bytes));
            self.holds.push(number.to_string());
            self.files.extend(file);
        }
        Ok(())
    }
}

/// Returns the numbers of the evidence whose files go out.
fn choose(
    outbound: &Outbound<'_>,
    own: &RegisterDraft,
    cut: &CutRegister,
    chosen: Chosen<'_>,
) -> Result<Vec<EvidenceNumber>, Diagnostics> {
    let pieces = || cut.register.pieces.iter();
    let numbers = match chosen {
        Chosen::All => {
            let kept = pieces().filter(|(_, piece)| piece.file().is_some());
            return Ok(kept.map(|(number, _)| number.clone()).collect());
        }
        Chosen::Numbers(numbers) => numbers,
    };
    let known: Vec<String> = pieces().map(|(number, _)| number.to_string()).collect();
    let mut reports = Diagnostics::new();
    let mut chosen_numbers = BTreeSet::new();
    for text in numbers {
        let number = EvidenceNumber::read(text);
        let number = number.filter(|number| own.register.pieces.get(number).is_some());
        let mut withheld = cut.withheld.iter();
        let withheld = withheld.find(|(one, _)| Some(one) == number.as_ref());
        match (number, withheld) {
            (None, _) => reports.push(codes::no_number(text, &known)),
            (Some(number), Some((_, why))) => {
                let (numbers, path) =
                    (BTreeSet::from([number]), register_path(&own.register.party));
                reports.push(match not_sent(*why, outbound.to(), (&numbers, &path)) {
                    Some(said) => codes::without_kind(&said.what, &said.way_on),
                    None => codes::not_for(text, outbound.to()),
                });
            }
            (Some(number), None) => {
                match own.register.pieces.get(&number).and_then(|one| one.file()) {
                    Some(_) => drop(chosen_numbers.insert(number)),
                    None => reports.push(codes::no_file(text)),
                }
            }
        }
    }
    if reports.is_empty() {
        Ok(chosen_numbers.into_iter().collect())
    } else {
        Err(reports)
    }
}
