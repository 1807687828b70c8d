//! Activities: where, when, by whom and with what a procedure is carried out. It is the head of a worksheet.

use serde::Serialize;

use super::basis::Basis;
use super::blank::{Blank, blank_in};
use super::test_plan::{ReadKind, ReadView, RunView, view_reads};
use crate::model::{Slot, SlotPart, SlotWord};

/// How a procedure is carried out in a round of tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ActivityView {
    /// The slot for date and tester.
    pub carried_out: Blank,
    /// The slot for the times of start and end.
    pub times: Blank,
    /// The slot for the samples that were used.
    pub samples_used: Blank,
    /// The slot for the place, where it is not that of the setting.
    pub place: Blank,
    /// The slot for the conditions around it.
    pub conditions: Blank,
    /// The slot for the equipment that was used.
    pub equipment: Blank,
    /// The slot for the versions of tools, where they are not those of the setting.
    pub tools: Blank,
    /// The slot for the images that were tested, where they are not those of the setting.
    pub images: Blank,
    /// The slot for deviations.
    pub deviations: Blank,
    /// The slot for the evidence number of the scan, where the sheet was written by hand.
    pub scan: Blank,
    /// The slot for the person who checked it, with the date.
    pub checked: Blank,
}

impl ActivityView {
    /// Makes the head of the worksheet of a procedure.
    pub(super) fn of(basis: &Basis<'_>, run: &RunView) -> Self {
        let of_field = |field: &str| {
            let slot = Slot::of_product(SlotWord::CarriedOut);
            let slot = slot.with(SlotPart::Procedure, run.key.clone());
            basis.once(slot.with(SlotPart::Field, field))
        };
        Self {
            carried_out: run.carried_out.clone(),
            times: of_field("times"),
            samples_used: of_field("samples"),
            place: of_field("place"),
            conditions: of_field("conditions"),
            equipment: of_field("equipment"),
            tools: of_field("tools"),
            images: of_field("images"),
            deviations: run.deviations.clone(),
            scan: of_field("scan"),
            checked: of_field("checked"),
        }
    }

    /// Returns the same in a later round of tests.
    pub(super) fn in_round(&self, number: u32) -> Self {
        let in_round = |blank: &Blank| blank_in(blank.slot().clone(), Some(number));
        Self {
            carried_out: in_round(&self.carried_out),
            times: in_round(&self.times),
            samples_used: in_round(&self.samples_used),
            place: in_round(&self.place),
            conditions: in_round(&self.conditions),
            equipment: in_round(&self.equipment),
            tools: in_round(&self.tools),
            images: in_round(&self.images),
            deviations: in_round(&self.deviations),
            scan: in_round(&self.scan),
            checked: in_round(&self.checked),
        }
    }
}

/// What holds for all worksheets of a round, unless one says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SettingView {
    /// The slot for the place.
    pub place: Blank,
    /// The slot for the conditions around the tests.
    pub conditions: Blank,
    /// The slot for the versions of tools.
    pub tools: Blank,
    /// The slot for the images that are tested.
    pub images: Blank,
}

impl SettingView {
    /// Makes the setting of the tests, in a later round if one is named.
    pub(super) fn of(round: Option<u32>) -> Self {
        let of_field = |field: &str| {
            let slot = Slot::of_product(SlotWord::Setting);
            blank_in(slot.with(SlotPart::Field, field), round)
        };
        Self {
            place: of_field("place"),
            conditions: of_field("conditions"),
            tools: of_field("tools"),
            images: of_field("images"),
        }
    }
}

/// Lists what the product file says of versions and hashes now, as it is proposed for the images that are tested: an entry in
/// each line, with its model where it is that of a variant alone.
pub(super) fn propose_images(basis: &Basis<'_>) -> Vec<String> {
    let mut lines: Vec<(ReadView, String)> = Vec::new();
    for read in view_reads(basis) {
        let Some(declared) = &read.declared else {
            continue;
        };
        let value = match read.kind {
            ReadKind::Version => declared.clone(),
            ReadKind::Sha256 => shortened(declared),
        };
        match lines.last_mut() {
            Some((before, line)) if is_of_same(before, &read) => {
                line.push(' ');
                line.push_str(&value);
            }
            _ => {
                let line = format!("{} {value}", read.entry);
                lines.push((read, line));
            }
        }
    }
    let line = |(read, line): (ReadView, String)| match read.variant {
        Some(variant) => format!("{line} ({variant})"),
        None => line,
    };
    lines.into_iter().map(line).collect()
}

fn is_of_same(one: &ReadView, other: &ReadView) -> bool {
    one.entry == other.entry && one.variant == other.variant
}

/// How many characters of a hash are printed where the whole stands elsewhere.
const SHOWN: usize = 12;

fn shortened(hash: &str) -> String {
    match hash.get(..SHOWN) {
        Some(start) => format!("{start}…"),
        None => hash.to_owned(),
    }
}
