//! The fewest answers that are known to settle what all answers settle.

use std::collections::BTreeSet;

use praman::model::{Answer, Datum, Extent, Given, Situation};

use crate::known::{Known, KnownAnswer};

/// Bounds of the fewest answers that settle what all answers settle.
pub(crate) struct Fewest {
    /// Answers each of which, left out alone, opens something.
    pub needed: usize,
    /// The names of the answers that are left if as many as possible are left out, the last first.
    pub fewest: Vec<String>,
}

/// A search for answers that can be left out.
struct Search<'k> {
    known: &'k Known,
    /// What all answers settle.
    settled: Vec<String>,
    /// The product without what was left out so far.
    lead: Situation,
    left_out: BTreeSet<&'k str>,
}

/// Leaves out answers one after another, the last first, as long as everything stays settled that all of them settle.
pub(crate) fn find_fewest(known: &Known) -> Fewest {
    let lead = known.product.target.lead.clone();
    let mut search = Search {
        known,
        settled: known.settles(lead.clone()),
        lead,
        left_out: BTreeSet::new(),
    };
    let answers: Vec<&KnownAnswer> = known.answers.iter().rev().collect();
    search.leave_out(&answers);
    let is_kept = |answer: &&KnownAnswer| !search.left_out.contains(answer.name.as_str());
    let kept: Vec<&KnownAnswer> = known.answers.iter().filter(is_kept).collect();
    // What could be left out together with others is not needed.
    let needed = kept.iter().filter(|answer| {
        let mut lead = known.product.target.lead.clone();
        if can_go(answer) {
            forget(&mut lead, answer);
        } else {
            lead = lead.without(answer.datum);
        }
        known.settles(lead) != search.settled
    });
    Fewest {
        needed: needed.count(),
        fewest: kept.iter().map(|answer| answer.name.clone()).collect(),
    }
}

impl<'k> Search<'k> {
    /// Leaves out all of some answers if that changes nothing; otherwise tries one half of them after the other.
    fn leave_out(&mut self, answers: &[&'k KnownAnswer]) {
        if answers.iter().all(|answer| can_go(answer)) {
            let mut lead = self.lead.clone();
            for answer in answers {
                forget(&mut lead, answer);
            }
            if self.known.settles(lead.clone()) == self.settled {
                self.lead = lead;
                let names = answers.iter().map(|answer| answer.name.as_str());
                self.left_out.extend(names);
                return;
            }
        }
        if answers.len() > 1 {
            let (first, last) = answers.split_at(answers.len() / 2);
            self.leave_out(first);
            self.leave_out(last);
        }
    }
}

/// Says whether an answer can be left out alone: a list with entries cannot, since their answers would go with it.
fn can_go(answer: &KnownAnswer) -> bool {
    !matches!(answer.datum, Datum::Inventory(_)) || answer.typed == "none"
}

/// Makes an answer unknown.
fn forget(lead: &mut Situation, answer: &KnownAnswer) {
    match answer.datum {
        Datum::Fact(fact) => {
            let unknown = Given {
                answer: Answer::Unknown,
                place: None,
            };
            lead.set_fact(fact, unknown);
        }
        Datum::Inventory(inventory) => lead.stock_mut(inventory).extent = Extent::Unknown,
        Datum::Attribute(inventory, attribute) => {
            let mut entries = lead.stock_mut(inventory).entries.iter_mut();
            let entry = entries.find(|entry| Some(&entry.id) == answer.entry.as_ref());
            if let Some(entry) = entry {
                entry.values.remove(&attribute);
            }
        }
    }
}
