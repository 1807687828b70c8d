//! A made-up product that changes at random, and what its slots mean.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use praman::answers::AnswerKey;
use praman::model::{SlotPart, SlotWord};

/// A port of the made-up product. Its number stays whatever it is called.
#[derive(Debug, Clone)]
pub struct Port {
    pub number: usize,
    /// All that it was called, the present name last.
    pub names: Vec<String>,
    pub kind: usize,
    pub active: usize,
    pub chip: usize,
    pub closed: usize,
}

/// A chip of the made-up product.
#[derive(Debug, Clone)]
pub struct Chip {
    pub names: Vec<String>,
    pub secure: bool,
    pub firmware: usize,
}

/// A variant of the made-up series: what it lacks and how it differs, by the numbers of ports.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub key: String,
    /// What it was called before.
    pub was: Vec<String>,
    pub lacks: BTreeSet<usize>,
    pub kinds: BTreeMap<usize, usize>,
    pub indoors: bool,
}

/// A made-up product.
#[derive(Debug, Clone)]
pub struct Made {
    pub ports: Vec<Port>,
    pub chips: Vec<Chip>,
    pub models: Vec<Model>,
    pub outdoors: bool,
    pub comments: usize,
    /// The number of the next thing that is new.
    pub next: usize,
}

pub const KINDS: [&str; 2] = ["uart", "usb"];
pub const ACTIVE: [&str; 4] = ["none", "[factory]", "[field]", "[field, factory]"];

impl Made {
    pub fn new() -> Self {
        let chip = |name: &str, secure| Chip {
            names: vec![name.to_owned()],
            secure,
            firmware: 1,
        };
        let mut made = Self {
            ports: Vec::new(),
            chips: vec![chip("c1", true), chip("c2", false)],
            models: Vec::new(),
            outdoors: true,
            comments: 0,
            next: 1,
        };
        made.add_port(0, 1, 0);
        made.add_port(1, 3, 1);
        made.add_model();
        made
    }

    pub fn number(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    pub fn add_port(&mut self, kind: usize, active: usize, chip: usize) {
        let number = self.number();
        self.ports.push(Port {
            number,
            names: vec![format!("p{number}")],
            kind: kind % KINDS.len(),
            active: active % ACTIVE.len(),
            chip: chip % self.chips.len(),
            closed: number,
        });
    }

    pub fn add_model(&mut self) {
        let key = format!("m{}", self.number());
        self.models.push(Model {
            key,
            ..Model::default()
        });
    }

    pub fn rename_model(&mut self, at: usize) {
        let number = self.number();
        if let Some(model) = self.model(at) {
            let was = std::mem::replace(&mut model.key, format!("m{number}"));
            model.was.push(was);
        }
    }

    pub fn port(&mut self, at: usize) -> Option<&mut Port> {
        let count = self.ports.len().max(1);
        self.ports.get_mut(at % count)
    }

    pub fn model(&mut self, at: usize) -> Option<&mut Model> {
        let count = self.models.len().max(1);
        self.models.get_mut(at % count)
    }

    /// Writes the product file.
    pub fn text(&self) -> String {
        let comment = "# A comment.\n".repeat(self.comments % 3);
        let mut text =
            format!("{comment}scheme: pilot@2026\nproduct: {{ name: Lamp, model: LA-1 }}\n");
        let outdoors = |is_outdoors| if is_outdoors { "yes" } else { "no" };
        let _ = writeln!(text, "facts: {{ outdoors: {} }}", outdoors(self.outdoors));
        text.push_str("inventories:\n  chip:\n");
        for chip in &self.chips {
            let (was, name) = named(&chip.names);
            let secure = outdoors(chip.secure);
            let _ = writeln!(
                text,
                "    {name}: {{ {was}secure: {secure}, firmware: \"{}.0\" }}",
                chip.firmware
            );
        }
        if self.ports.is_empty() {
            text.push_str("  port: none\n");
        } else {
            text.push_str("  port:\n");
        }
        for port in &self.ports {
            let (was, name) = named(&port.names);
            let chip = self.chips[port.chip].names.last().unwrap();
            let _ = writeln!(
                text,
                "{comment}    {name}: {{ {was}kind: {}, active: {}, chip: {chip}, closed: \"by {}\" }}",
                KINDS[port.kind], ACTIVE[port.active], port.closed
            );
        }
        if self.models.is_empty() {
            return text;
        }
        text.push_str("series:\n");
        for model in &self.models {
            let lacking = self
                .ports
                .iter()
                .filter(|port| model.lacks.contains(&port.number));
            let lacking = lacking.map(|port| format!("port.{}", port.names.last().unwrap()));
            let lacking: Vec<String> = lacking.collect();
            let mut changes = vec![format!("product.model: \"{}\"", model.key)];
            if model.indoors && self.outdoors {
                changes.push("outdoors: no".to_owned());
            }
            for port in &self.ports {
                let kind = model
                    .kinds
                    .get(&port.number)
                    .filter(|kind| **kind != port.kind);
                if let Some(kind) = kind.filter(|_| !model.lacks.contains(&port.number)) {
                    let name = port.names.last().unwrap();
                    changes.push(format!("port.{name}.kind: {}", KINDS[*kind]));
                }
            }
            let _ = writeln!(
                text,
                "  {}:\n    was: [{}]\n    remove: [{}]\n    change: {{ {} }}",
                model.key,
                model.was.join(", "),
                lacking.join(", "),
                changes.join(", ")
            );
        }
        text
    }

    /// Returns what a slot means, as far as it is worked out here, without any question of the program.
    pub fn meaning(&self, key: &AnswerKey) -> Option<String> {
        let part = |part| key.slot.part(part).map(praman::source::Text::as_str);
        let model = key.model.as_deref();
        let port = part(SlotPart::Entry).filter(|_| part(SlotPart::Inventory) == Some("port"));
        if let Some(name) = port {
            let port = self
                .ports
                .iter()
                .find(|port| port.names.last().unwrap() == name)?;
            return self.meaning_of_port(key, port, model);
        }
        let chip = part(SlotPart::Entry).filter(|_| part(SlotPart::Inventory) == Some("chip"));
        if let Some(name) = chip {
            let chip = self
                .chips
                .iter()
                .find(|chip| chip.names.last().unwrap() == name)?;
            return match key.slot.what {
                SlotWord::Read => Some(chip.firmware.to_string()),
                SlotWord::Confirmed => Some(format!("{} {}", chip.secure, chip.firmware)),
                _ => None,
            };
        }
        match (key.slot.control.as_deref(), part(SlotPart::Subject)) {
            (Some("home:H.2"), _) => {
                let of_model = self
                    .models
                    .iter()
                    .find(|one| Some(one.key.as_str()) == model);
                let is_indoors = of_model.is_some_and(|model| model.indoors);
                Some((self.outdoors && !is_indoors).to_string())
            }
            (None, Some("outdoors")) if key.slot.what == SlotWord::Confirmed => {
                Some(self.outdoors.to_string())
            }
            (None, None) if key.slot.what == SlotWord::Result => Some(self.firmware()),
            (None | Some("home:H.1"), None) => Some(String::new()),
            _ => None,
        }
    }

    /// Returns the firmware of all chips, in an order that does not depend on theirs.
    pub fn firmware(&self) -> String {
        let mut all: Vec<String> = self
            .chips
            .iter()
            .map(|chip| chip.firmware.to_string())
            .collect();
        all.sort();
        all.join(" ")
    }

    pub fn meaning_of_port(
        &self,
        key: &AnswerKey,
        port: &Port,
        model: Option<&str>,
    ) -> Option<String> {
        let lacks = |model: &Model| model.lacks.contains(&port.number);
        let of_model = self
            .models
            .iter()
            .find(|one| Some(one.key.as_str()) == model);
        if of_model.is_some_and(lacks) {
            return None;
        }
        let own = of_model.and_then(|model| model.kinds.get(&port.number));
        let kind = own.copied().unwrap_or(port.kind);
        match key.slot.what {
            // What the laboratory confirms is all that is declared; an entry is known by what it is, not by its name.
            SlotWord::Confirmed | SlotWord::Differs => Some(format!(
                "{kind} {} {} {}",
                port.active, port.chip, port.closed
            )),
            SlotWord::Response | SlotWord::Verdict | SlotWord::VerdictReason => {
                // A filter of the control reads the chip, whatever it is called, and whether it is secure.
                let secure = self.chips[port.chip].secure;
                Some(format!("{kind} {} {} {secure}", port.active, port.chip))
            }
            // A result holds for the chips with the firmware with which it was obtained.
            SlotWord::Result => Some(format!("{kind} {} {}", port.active, self.firmware())),
            SlotWord::Observed | SlotWord::Evidence => Some(format!("{kind} {}", port.active)),
            SlotWord::CarriedOver => Some(String::new()),
            _ => None,
        }
    }
}

/// Returns what an entry was called, as the product file says it, and what it is called.
pub fn named(names: &[String]) -> (String, &str) {
    let (name, was) = names.split_last().unwrap();
    if was.is_empty() {
        return (String::new(), name);
    }
    (format!("was: [{}], ", was.join(", ")), name)
}
