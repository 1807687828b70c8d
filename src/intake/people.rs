//! Whether those who filled something in are named by the dossier.

use super::codes;
use super::draft::AnswersDraft;
use crate::answers::Head;
use crate::diag::Diagnostics;

/// Reports answers by people whom a dossier does not name.
pub fn check_people(head: &Head, draft: &AnswersDraft) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (held, place) in draft.answers.values() {
        let people = held.values().iter().filter_map(|value| value.by.as_ref());
        for person in people.filter(|person| !head.people.contains_key(*person)) {
            let known = head.people.keys().map(String::as_str);
            diagnostics.push(codes::unknown_person(*place, person, known));
        }
    }
    diagnostics.sorted()
}
