//! Takes in what packages tell.

use std::collections::{BTreeMap, BTreeSet};

use super::arguments::ImportArguments;
use super::beside::{FileOutcome, FileReceipt, TakingFiles};
use super::packages::Incoming;
use super::product::Products;
use super::receipt::{AnswerReceipt, PackageReceipt, Report};
use crate::answers::{
    AnswerKey, Cause, Digest, Exchanged, FileHash, Filled, Head, QueryField, Received, Sent,
    SentAnswer, SetAside, Unit, Unplaced,
};
use crate::cli::dossier::change::Author;
use crate::cli::dossier::codes;
use crate::cli::dossier::desk::Desk;
use crate::cli::dossier::outbound::query_party;
use crate::cli::session::{FOUND_FILE, Stop};
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::render_aside;
use crate::merge::{CLEARED_AT_ONCE, History, Merged, Receipt, Refusal, Taken, receive};
use crate::model::{SlotPart, SlotWord};
use crate::project::{ASIDE_FILE, safe_name};
use crate::source::Text;

/// An import on its way.
pub(super) struct Taking<'d> {
    pub(super) desk: &'d Desk<'d>,
    author: Author<'d>,
    files: TakingFiles<'d>,
    pub(super) history: History,
    /// The units that something asks for.
    asked: BTreeSet<Unit>,
    head: Head,
    pub(super) aside: BTreeSet<SetAside>,
    cleared: BTreeSet<AnswerKey>,
    /// How many packages are kept.
    kept: usize,
}

impl<'d> Taking<'d> {
    /// Begins an import, after the changes that its author has made so far.
    pub fn new(desk: &'d Desk<'d>, author: Author<'d>) -> Self {
        Self {
            desk,
            history: author.history(),
            author,
            files: TakingFiles::new(desk),
            asked: desk.table.iter().map(|(key, _)| Unit::of(key)).collect(),
            head: desk.dossier.head.clone(),
            aside: desk.dossier.aside.iter().cloned().collect(),
            cleared: BTreeSet::new(),
            kept: kept_packages(desk),
        }
    }

    /// Takes in a package. `found` is what became of its found entries.
    ///
    /// # Errors
    /// Reports what stands where one of its files belongs.
    pub fn take(
        &mut self,
        package: &Incoming,
        products: &Products,
        found: Option<&(FileOutcome, Option<String>)>,
    ) -> Result<PackageReceipt, Box<Diagnostic>> {
        let keys = package.place_people(&mut self.head);
        let mut files = self.files.take(package, &keys, &mut self.author)?;
        files.extend(found.map(|(outcome, why)| FileReceipt {
            path: FOUND_FILE.to_owned(),
            outcome: *outcome,
            why: why.clone(),
        }));
        let kept = self.keep(package, products, &files);
        let sent = rename_people(package, &keys);
        let from = &package.manifest.from;
        let taken = self.receive(from, &sent);
        for (sent, why) in &taken.aside {
            self.aside.insert(SetAside {
                from: from.clone(),
                what: Unplaced::Sent(sent.clone()),
                why: why.reason(),
            });
        }
        Ok(PackageReceipt {
            name: package.name.clone(),
            from: from.clone(),
            made: package.manifest.when.to_string(),
            kept,
            files,
            answers: self.receipts(&taken.merged.receipts),
        })
    }

    /// Keeps a package, unless it is kept already, and notes which of its files are in force.
    fn keep(
        &mut self,
        package: &Incoming,
        products: &Products,
        files: &[FileReceipt],
    ) -> Option<String> {
        let evidence = &package.brings.evidence;
        let in_force = files.iter().filter(|file| {
            let is_so = [FileOutcome::Taken, FileOutcome::AlreadySo].contains(&file.outcome);
            is_so && !evidence.contains_key(&file.path)
        });
        let in_force: Vec<String> = in_force.map(|one| one.path.clone()).collect();
        let mut known = self.desk.dossier.journal.received();
        let known = known.find(|known| known.sha256 == package.sha256);
        let file = match known {
            Some(_) if in_force.is_empty() && !products.takes(package) => return None,
            Some(known) => known.file.clone(),
            None => {
                self.kept += 1;
                let name = package.name.strip_suffix(".praman");
                let name = safe_name(name.unwrap_or(&package.name));
                let file = format!("received/{}-{name}.praman", self.kept);
                self.author
                    .write_file(file.clone(), Some(package.bytes.clone()));
                file
            }
        };
        self.author.exchange(Exchanged::Received(Received {
            file: file.clone(),
            sha256: package.sha256.clone(),
            from: package.manifest.from.clone(),
            made: package.manifest.when.clone(),
            number: package.manifest.number,
            journal: package.manifest.journal.clone(),
            product: package.product.is_some(),
            files: in_force,
            lineage: self.lineage(package, products),
        }));
        known.is_none().then_some(file)
    }

    /// Returns the hashes of the product file of a colleague's package and of those before it, unless both folders changed theirs.
    fn lineage(&self, package: &Incoming, products: &Products) -> Vec<String> {
        let is_own = *package.manifest.from == *self.desk.dossier.head.holder;
        let product = package.product.as_ref();
        let product = product.filter(|_| is_own && !products.is_diverged(package));
        let hash = product.map(|text| FileHash::of(text.as_bytes()).to_string());
        let earlier = package.manifest.products.iter().cloned();
        let mut all: Vec<String> = earlier.filter(|_| hash.is_some()).collect();
        all.extend(hash.clone());
        all
    }

    fn receive(&mut self, from: &str, sent: &[Sent]) -> Taken {
        let (desk, asked) = (self.desk, &self.asked);
        let refuse = |history: &History, sent: &Sent| refuse(desk, asked, history, from, sent);
        let stamp = |key: &AnswerKey, answer: &SentAnswer| stamp(desk, from, key, answer);
        let taken = receive(&mut self.history, sent, refuse, stamp);
        self.apply(&taken.merged, from);
        taken
    }

    /// Changes what the folder holds as a merge says.
    pub(super) fn apply(&mut self, merged: &Merged, from: &str) {
        let learned = merged.learned.iter().cloned();
        learned.for_each(|told| self.author.exchange(Exchanged::Learned(told)));
        for change in &merged.changes {
            let asked = self.desk.asked(&change.key);
            let party = asked.map_or_else(|| Text::from(from), |asked| self.desk.party(asked));
            let after = change.after.clone();
            if after.is_some() {
                self.author.keep_question(&change.key);
            }
            self.author
                .set_for(party, &change.key, after, Cause::Import, None);
        }
        let cleared = merged.cleared();
        let cleared = cleared.filter(|key| self.desk.asked(key).is_some());
        self.cleared.extend(cleared.cloned());
    }

    /// Offers again what was set aside, until nothing more is taken.
    fn offer_again(&mut self) -> Vec<AnswerReceipt> {
        let mut receipts = Vec::new();
        loop {
            let before = self.aside.clone();
            for set_aside in &before {
                if let Some(taken) = self.offer(set_aside) {
                    self.aside.remove(set_aside);
                    receipts.extend(taken);
                }
            }
            if before.len() == self.aside.len() {
                return receipts;
            }
        }
    }

    /// Offers again what was set aside; says what became of it, or nothing if it still has no place.
    fn offer(&mut self, set_aside: &SetAside) -> Option<Vec<AnswerReceipt>> {
        match &set_aside.what {
            Unplaced::Sent(sent) => {
                let taken = self.receive(&set_aside.from, std::slice::from_ref(sent));
                let is_taken = taken.aside.is_empty();
                is_taken.then(|| self.receipts(&taken.merged.receipts))
            }
            Unplaced::Field(field) => self.offer_field(field, &set_aside.from),
        }
    }

    /// Shows what became of answers, with what is held now.
    pub(super) fn receipts(&self, receipts: &[Receipt]) -> Vec<AnswerReceipt> {
        let receipts = receipts.iter().map(|receipt| AnswerReceipt {
            slot: receipt.key.text(),
            outcome: receipt.outcome,
            values: self
                .history
                .held(&receipt.key)
                .map(|held| held.values().iter().map(|one| one.value.clone()).collect())
                .unwrap_or_default(),
        });
        receipts.collect()
    }

    /// Offers again what was set aside, and writes all that was taken, unless too many answers would be emptied.
    ///
    /// # Errors
    /// Reports answers that would be emptied, and what is in the way of writing.
    pub fn finish(
        mut self,
        report: &mut Report,
        arguments: &ImportArguments,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Stop> {
        report.again = self.offer_again();
        let cleared = &self.cleared;
        if cleared.len() > CLEARED_AT_ONCE && !arguments.clear && !arguments.dry_run {
            let slots: Vec<String> = cleared.iter().map(AnswerKey::text).collect();
            diagnostics.push(codes::cleared(slots.iter().map(String::as_str)));
            return Err(Stop);
        }
        report.aside = self.aside.iter().cloned().collect();
        if !arguments.dry_run {
            self.write(diagnostics)?;
        }
        Ok(())
    }

    /// Writes all that the import changes, or nothing.
    fn write(mut self, diagnostics: &mut Diagnostics) -> Result<(), Stop> {
        if self.head != self.desk.dossier.head {
            self.author.change_head(self.head);
        }
        let before: BTreeSet<SetAside> = self.desk.dossier.aside.iter().cloned().collect();
        if self.aside != before {
            let text = (!self.aside.is_empty()).then(|| render_aside(&self.aside).into_bytes());
            self.author.write_file(ASIDE_FILE.to_owned(), text);
        }
        self.author.write(diagnostics).map(drop)
    }
}

/// Returns how many packages are kept. One of which a file was taken later is noted again.
fn kept_packages(desk: &Desk<'_>) -> usize {
    let received = desk.dossier.journal.received();
    let files: BTreeSet<&str> = received.map(|one| one.file.as_str()).collect();
    files.len()
}

/// Returns what a package tells, with the keys of its people here.
fn rename_people(package: &Incoming, keys: &BTreeMap<String, String>) -> Vec<Sent> {
    let mut sent = package.sent.clone();
    let contents = sent.iter_mut().flat_map(|sent| &mut sent.contents);
    for answer in contents.flat_map(|(_, answers)| answers) {
        if let Some(key) = keys.get(&answer.by) {
            answer.by.clone_from(key);
        }
    }
    sent
}

/// Says why a unit is not taken from a party.
fn refuse(
    desk: &Desk<'_>,
    asked: &BTreeSet<Unit>,
    history: &History,
    from: &str,
    sent: &Sent,
) -> Option<Refusal> {
    let key = sent.unit.key();
    if key.slot.what == SlotWord::Query {
        let known = query_party(history, key, QueryField::From);
        return refuse_query(known.or_else(|| asker(sent)), from);
    }
    if key.slot.what == SlotWord::Reply {
        return refuse_query(query_party(history, key, QueryField::To), from);
    }
    let keys: Vec<&AnswerKey> = sent.answers().map(|answer| &answer.key).collect();
    let is_finding = key.is_of_finding();
    let keys = if keys.is_empty() { vec![key] } else { keys };
    let mut owners = keys.iter().filter_map(|key| desk.owner(&key.slot));
    let other_owner = owners.find(|owner| **owner != *from);
    let is_asked = is_finding || sent.answers().next().is_none() || asked.contains(&sent.unit);
    let not_asked = (!is_asked).then_some(Refusal::NotAsked);
    other_owner.map(Refusal::OtherParty).or(not_asked)
}

/// Says why a query, or a reply, is not taken from a party. A reply to a query that is not known waits for it.
fn refuse_query(owner: Option<String>, from: &str) -> Option<Refusal> {
    match owner {
        Some(owner) if owner == from => None,
        Some(owner) => Some(Refusal::OtherParty(owner.into())),
        None => Some(Refusal::NotAsked),
    }
}

/// Returns the party that asks a query that is new here.
fn asker(sent: &Sent) -> Option<String> {
    let is_from = |answer: &&SentAnswer| {
        let field = answer.key.slot.part(SlotPart::Field);
        field.and_then(|field| QueryField::from_word(field)) == Some(QueryField::From)
    };
    let from = sent.answers().find(is_from);
    from.map(|answer| answer.value.clone())
}

/// Stamps an answer with what this folder asks. Only the other party knows what its decision judges, so it marks itself what it
/// has to review.
fn stamp(desk: &Desk<'_>, from: &str, key: &AnswerKey, answer: &SentAnswer) -> Filled {
    let asked = desk.asked(key);
    let digests = asked.map(|asked| {
        let question = &asked.question;
        (question.meaning_digest(), question.wording_digest())
    });
    let (meaning, wording) = digests.unwrap_or_else(|| (Digest::of(""), Digest::of("")));
    let is_ours = *desk.dossier.head.holder == *from;
    Filled {
        value: answer.value.clone(),
        meaning,
        wording,
        on: asked
            .filter(|_| is_ours)
            .and_then(|_| desk.standings.on(key)),
        by: answer.by.clone(),
    }
}
