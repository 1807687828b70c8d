//! Products of any size: an example of the shipped scheme with more entries, variants and evidence. The same size gives
//! the same bytes.

use std::fmt::Write;

/// What is added to the example.
#[derive(Debug, Clone, Copy, Default)]
pub struct Added {
    /// Interfaces; each belongs to the chip of its number, where there is one.
    pub interfaces: usize,
    /// Chips.
    pub chips: usize,
    /// Images; each runs on the chip of its number, where there is one, and is started by the one before it.
    pub images: usize,
    /// Products of the series; each changes and removes something.
    pub variants: usize,
    /// Pieces of evidence.
    pub evidence: usize,
}

/// The roles of chips, in turn. Before each memory is a chip that runs images.
const ROLES: [&str; 4] = ["soc", "mcu", "memory", "modem_or_radio"];

/// Returns the product file of the camera among the examples with more in it.
pub fn camera(example: &str, added: Added) -> String {
    let mut text = String::with_capacity(example.len());
    for line in example.lines() {
        text.push_str(line);
        text.push('\n');
        match line.split('#').next().unwrap_or("").trim_end() {
            "  chip:" => (0..added.chips).for_each(|index| chip(&mut text, index)),
            "  interface:" => {
                (0..added.interfaces).for_each(|index| interface(&mut text, index, added));
            }
            "  image:" => (0..added.images).for_each(|index| image(&mut text, index, added)),
            "series:" => (0..added.variants).for_each(|index| variant(&mut text, index)),
            "evidence:" => (0..added.evidence).for_each(|index| evidence(&mut text, index)),
            _ => {}
        }
    }
    text
}

fn pick<'a>(words: &[&'a str], index: usize) -> &'a str {
    words.get(index % words.len()).copied().unwrap_or("other")
}

fn chip_of(index: usize, added: Added) -> String {
    if index < added.chips {
        format!("chip{index}")
    } else {
        "soc".to_owned()
    }
}

fn chip(text: &mut String, index: usize) {
    let role = pick(&ROLES, index);
    let _ = writeln!(
        text,
        "    chip{index}: {{ role: {role}, maker: \"Maker {index}\", part: \"P-{index}\", package: ball_grid, \
         board: main, on_chip_debug: [jtag], tee: none, memory_protection: mpu, \
         vendor_protection: [readout_lock], certificate: none, debug_protection: \"Fuse {index}.\" }}"
    );
}

fn interface(text: &mut String, index: usize, added: Added) {
    let kind = pick(&["uart", "jtag", "rs232", "ethernet"], index);
    let chip = chip_of(index, added);
    let _ = writeln!(
        text,
        "    port{index}: {{ kind: {kind}, reach: board, shape: pads, purpose: [debug], chip: {chip}, \
         protection: \"Fuse {index}.\" }}"
    );
}

fn image(text: &mut String, index: usize, added: Added) {
    // A memory runs no image.
    let is_of_memory = index < added.chips && ROLES.get(index % ROLES.len()) == Some(&"memory");
    let chip = chip_of(index - usize::from(is_of_memory), added);
    let before = index.checked_sub(1);
    let started_by = before.map_or("bootloader".to_owned(), |before| format!("image{before}"));
    let _ = writeln!(
        text,
        "    image{index}: {{ kind: system, version: \"1.{index}\", sha256: \"{index:064x}\", build_id: \"b{index}\", \
         runs_on: {chip}, started_by: {started_by}, os: rtos, languages: [c], stored_in: external_flash, \
         apps: one, parts_from: [own], loads_at_run_time: none, signed: \"RSA\", package_encrypted: yes, \
         memory_defences: \"MPU.\", compiler_flags: \"-O2\" }}"
    );
}

fn variant(text: &mut String, index: usize) {
    let _ = writeln!(
        text,
        "  V-{index}:\n    name: \"Variant {index}\"\n    change:\n      product.model: \"V-{index}\"\n      \
         housing.body.placed_in: private\n    remove: [interface.rs485, connection.pan_tilt]"
    );
}

fn evidence(text: &mut String, index: usize) {
    let _ = writeln!(
        text,
        "  - {{ kind: port-protection, title: \"Ports {index}\", document: \"D-{index}\", issue: \"1.0\", \
         date: 2025-11-03, language: en, sha256: \"{index:064x}\", covers: [chip.soc, interface.console], \
         signatory: \"A. Nobody\" }}"
    );
}
