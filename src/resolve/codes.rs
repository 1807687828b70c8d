//! The codes of this room, file by file.

use crate::diag::Code;

use super::{
    catalog, collect, condition, control, control_names, edition, evidence, forms, history,
    level_maps, levels, lexicon, lines, names, operator, overlay, procedure, profile, provenance,
    reader, relations, rows, rules, scenario, situation, style, subject, taking, vocabulary, work,
};

/// Every code of this room, file by file.
pub static CODES: &[&[&Code]] = &[
    names::CODES,
    collect::CODES,
    reader::CODES,
    style::CODES,
    provenance::CODES,
    catalog::CODES,
    edition::CODES,
    vocabulary::CODES,
    lexicon::CODES,
    levels::CODES,
    level_maps::CODES,
    work::CODES,
    history::CODES,
    procedure::CODES,
    evidence::CODES,
    forms::CODES,
    rules::CODES,
    scenario::CODES,
    situation::CODES,
    condition::CODES,
    subject::CODES,
    operator::CODES,
    profile::CODES,
    taking::CODES,
    control_names::CODES,
    control::CODES,
    lines::CODES,
    relations::CODES,
    rows::CODES,
    overlay::CODES,
];
