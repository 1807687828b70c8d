//! What a dossier holds beside answers: read from its folder, and checked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::answers::{AnswerSet, Found, Person, letters_of};
use crate::diag::{Checked, Diagnostics};
use crate::holdings::{
    Around, DeclaredImages, EvidenceInView, FoundComponents, Lacking, Means, RegisteredNumbers,
    check_activities, check_components, check_evidence, check_files, check_found, check_laboratory,
    check_samples, cited_numbers,
};
use crate::intake::{LaboratoryDraft, RegisterDraft, SamplesDraft, read_samples};
use crate::model::{Date, Office, PartyId, Scheme};
use crate::plan::Plan;
use crate::product::{Product, SubmittedEvidence};
use crate::project::{
    Disk, FileSystem, load_registers, load_text, look_at_files, read_component_lists,
};
use crate::source::Sources;

/// The samples of a dossier, below its folder.
pub(in crate::cli) const SAMPLES_FILE: &str = "samples.yaml";

/// Registers and samples as the folder of a dossier has them.
#[derive(Debug, Default)]
pub(in crate::cli) struct Beside {
    /// The registers of all parties.
    pub registers: Vec<RegisterDraft>,
    /// The samples, if there is a file of them.
    pub samples: Option<SamplesDraft>,
    /// What could not be read.
    pub diagnostics: Diagnostics,
}

impl Beside {
    /// Reads the registers and the samples of a folder.
    pub fn read(sources: &mut Sources, folder: &Path) -> Self {
        let mut diagnostics = Diagnostics::new();
        let registers = diagnostics.take(load_registers(&Disk, sources, folder));
        let samples = read_samples_file(sources, &folder.join(SAMPLES_FILE), &mut diagnostics);
        Self {
            registers,
            samples,
            diagnostics,
        }
    }
}

/// Reads a file of samples, if it is there. What is wrong with it is reported.
pub(in crate::cli) fn read_samples_file(
    sources: &mut Sources,
    path: &Path,
    diagnostics: &mut Diagnostics,
) -> Option<SamplesDraft> {
    if matches!(Disk.kind(path), Ok(None)) {
        return None;
    }
    match load_text(&Disk, sources, path) {
        Ok(file) => {
            let text = sources.get(file).map_or("", |file| file.text());
            Some(diagnostics.take(read_samples(file, text)))
        }
        Err(report) => {
            diagnostics.push(*report);
            None
        }
    }
}

/// Returns the evidence that the product file lists itself.
pub(in crate::cli) fn listed(product: &Product) -> Vec<SubmittedEvidence> {
    let own = product.evidence.iter().filter(|one| one.number.is_none());
    own.cloned().collect()
}

/// What a dossier holds beside answers, and what it is checked against.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct BesideInView<'b> {
    pub folder: &'b Path,
    pub scheme: &'b Scheme,
    /// The product, with what the laboratory found.
    pub product: &'b Product,
    pub plan: &'b Plan,
    pub found: &'b Found,
    pub beside: &'b Beside,
    /// The key of the party whose folder it is, if it is known.
    pub holder: Option<&'b str>,
    /// The people whom the dossier names; `None` where there is no `dossier.yaml`.
    pub people: Option<&'b BTreeMap<String, Person>>,
    pub answers: &'b AnswerSet,
    /// The laboratory's own file, if one is named.
    pub laboratory: Option<&'b LaboratoryDraft>,
    pub today: Date,
}

impl BesideInView<'_> {
    /// Checks all of it. Every registered file is hashed again. What is wanted and missing comes apart from the diagnostics.
    pub fn check(&self) -> Checked<Vec<Lacking>> {
        self.check_with(&self.component_lists())
    }

    /// Reads the registered lists of components.
    pub fn component_lists(&self) -> Vec<FoundComponents> {
        let registers = self.beside.registers.iter();
        let target = &self.product.target;
        registers
            .flat_map(|draft| read_component_lists(&Disk, self.folder, self.scheme, target, draft))
            .collect()
    }

    /// Checks all of it as [`BesideInView::check`] does, with lists of components that were read.
    pub fn check_with(&self, lists: &[FoundComponents]) -> Checked<Vec<Lacking>> {
        let mut reports = self.check_registered_files();
        reports.append(check_components(lists));
        if let Some(laboratory) = self.laboratory {
            reports.append(check_laboratory(self.scheme, laboratory, self.today));
        }
        reports.append(self.around(|around| check_found(around, self.found)));
        if let Some(samples) = &self.beside.samples {
            reports.append(self.around(|around| check_samples(around, samples)));
        }
        reports.append(self.check_activities());
        let listed = listed(self.product);
        let checked = check_evidence(&EvidenceInView {
            scheme: self.scheme,
            plan: self.plan,
            target: &self.product.target,
            listed: &listed,
            registers: &self.beside.registers,
            people: self.people,
            reader: self.holder.and_then(|key| self.scheme.parties.find(key)),
            cited: &cited_numbers(self.answers, self.found),
            today: self.today,
        });
        let lacking = reports.take(checked);
        Checked::new(lacking, reports)
    }

    /// Hashes all registered files, and reports those that are not as they were.
    fn check_registered_files(&self) -> Diagnostics {
        let mut reports = Diagnostics::new();
        for draft in &self.beside.registers {
            let states = look_at_files(&Disk, self.folder, &draft.register);
            reports.append(check_files(&draft.register.pieces, &draft.places, &states));
        }
        reports
    }

    /// Checks worksheets. Whether a scan or the evidence of a result is registered is known in the folder of the laboratory alone.
    fn check_activities(&self) -> Diagnostics {
        let tester = self.scheme.edition.offices.holder(Office::Tester);
        let holder = self.holder.and_then(|key| self.scheme.parties.find(key));
        let evidence = self.numbers(tester);
        let images = DeclaredImages::of(self.scheme, self.product);
        check_activities(
            self.answers,
            Means {
                samples: self.beside.samples.as_ref().map(|draft| &draft.list),
                laboratory: self.laboratory.map(|draft| &draft.laboratory),
                evidence: (holder.is_none() || holder == tester).then_some(&evidence),
                images: Some(&images),
            },
        )
    }

    /// Returns the numbers of the registers, with the letter of the party that carries out the tests: it may have none yet.
    fn numbers(&self, tester: Option<PartyId>) -> RegisteredNumbers {
        let mut numbers = RegisteredNumbers::default();
        for draft in &self.beside.registers {
            numbers.add(&draft.register.pieces);
        }
        let tester = tester.map(|tester| self.scheme.parties.key(tester));
        let has_register = |party: &str| {
            let mut registers = self.beside.registers.iter();
            registers.any(|draft| draft.register.party == party)
        };
        let without = tester.filter(|party| !has_register(party));
        let parties = self.scheme.parties.keys();
        let letters = parties.clone().zip(letters_of(parties));
        for (_, letter) in letters.filter(|(party, _)| without == Some(*party)) {
            numbers.add_letter(&letter);
        }
        numbers
    }

    fn registered_numbers(&self) -> BTreeSet<String> {
        let pieces = self.beside.registers.iter();
        let pieces = pieces.flat_map(|draft| draft.register.pieces.iter());
        pieces.map(|(number, _)| number.to_string()).collect()
    }

    fn around(&self, check: impl Fn(&Around<'_>) -> Diagnostics) -> Diagnostics {
        let models: Vec<String> = self
            .product
            .model_keys()
            .map(|key| key.to_string())
            .collect();
        let evidence = self.registered_numbers();
        check(&Around {
            scheme: self.scheme,
            models: &models,
            people: self.people,
            evidence: &evidence,
            today: self.today,
        })
    }
}
