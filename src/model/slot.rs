//! Slots: the identities of everything that can be filled in (L-240).

use thin_vec::ThinVec;

use super::provenance::words;
use crate::source::Text;

/// The identity of something that can be filled in: a record of named parts.
///
/// It is made of keys of the scheme and ids of the product file alone, so it stays when things are reordered. It names no
/// model: what is filled in holds for one or more models of a series, which stand beside it (`Blank`). Its text is for
/// print, and is never taken apart again: whoever has a text looks it up among the slots that there are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The control, with the key of its catalog; `None` for what belongs to no control.
    pub control: Option<Text>,
    /// What is filled in.
    pub what: SlotWord,
    /// The other parts, each at most once, in the order of `SlotPart`.
    parts: ThinVec<(SlotPart, Text)>,
}

words! {
    /// A part of a slot.
    SlotPart {
        /// A form of the edition.
        Form = "form",
        /// A section of the form.
        Section = "section",
        /// What the section asks.
        Ask = "ask",
        /// A kind of evidence; of kinds of which one is enough, all of them.
        Evidence = "evidence",
        /// A rule of the process.
        Rule = "rule",
        /// An interpretation.
        Interpretation = "interpretation",
        /// A word for verdicts.
        Verdict = "verdict",
        /// A role of the laboratory.
        Role = "role",
        /// An item of equipment.
        Equipment = "equipment",
        /// A delivery.
        Delivery = "delivery",
        /// A part of the product file that is no entry: a fact, a field of the identity, a node of the test bed.
        Subject = "subject",
        /// A procedure.
        Procedure = "procedure",
        /// A case of the procedure; where single cases share a verdict, all of them.
        Case = "case",
        /// The configuration in which the case is carried out.
        Configuration = "configuration",
        /// The depth.
        Depth = "depth",
        /// The inventory of an entry.
        Inventory = "inventory",
        /// The id of the entry.
        Entry = "entry",
        /// The id of the second entry of a pair.
        Other = "other",
        /// An attribute of the entry.
        Attribute = "attribute",
        /// The party that raises a finding.
        From = "from",
        /// The party that answers it.
        To = "to",
        /// The number of a line in a table of empty lines, from 1; the id of a query or of a finding; the number of a document.
        Line = "line",
        /// A column of such a table.
        Column = "column",
        /// One of several values that are filled in together: the name, the date.
        Field = "field",
        /// The round of tests, from 2, where what belongs to the first one has no such part; of a finding, from 1.
        Round = "round",
    }
}

words! {
    /// What is filled in.
    SlotWord {
        /// How evidence may be seen.
        Access = "access",
        /// Whether evidence is accepted.
        Accepted = "accepted",
        /// Whether a report agrees with what was declared.
        Agrees = "agrees",
        /// The company that applies.
        Applicant = "applicant",
        /// What a section of a form asks.
        Ask = "ask",
        /// When a procedure was carried out, by whom, where and with what.
        CarriedOut = "carried-out",
        /// Why a result still holds although what was tested has changed.
        CarriedOver = "carried-over",
        /// What stands on the certificate beside what it covers.
        Certificate = "certificate",
        /// How confidential evidence is.
        Confidentiality = "confidentiality",
        /// Whether the laboratory found the product file to be right.
        Confirmed = "confirmed",
        /// Why a round of tests covers a row.
        Covered = "covered",
        /// What a piece of evidence covers.
        Covers = "covers",
        /// Who keeps a sample.
        Custody = "custody",
        /// What a declaration asks.
        Declaration = "declaration",
        /// Where deliveries go.
        Deliveries = "deliveries",
        /// What was decided on the certificate.
        Decision = "decision",
        /// Which piece was delivered.
        Delivery = "delivery",
        /// When it was delivered.
        DeliveryDate = "delivery-date",
        /// What was done otherwise than the procedure says.
        Deviations = "deviations",
        /// Whether the laboratory found a difference between models to be as declared.
        DifferenceConfirmed = "difference-confirmed",
        /// What is otherwise than declared.
        Differs = "differs",
        /// What the difference means for security.
        DiffersReason = "differs-reason",
        /// The document that holds evidence.
        Document = "document",
        /// Which instrument was used.
        Equipment = "equipment",
        /// Until when its calibration holds.
        EquipmentDate = "equipment-date",
        /// The evidence for a result.
        Evidence = "evidence",
        /// A diagram or photograph.
        Figure = "figure",
        /// What the assessor found.
        Finding = "finding",
        /// The closure of a finding without a verification.
        FindingClosed = "finding-closed",
        /// A finding that a party raised.
        FindingRaised = "finding-raised",
        /// Why a finding was opened again.
        FindingReopened = "finding-reopened",
        /// The response to a finding.
        FindingResponse = "finding-response",
        /// The verification of that response.
        FindingVerified = "finding-verified",
        /// An entry that the laboratory found.
        Found = "found",
        /// How an interpretation was applied.
        Interpretation = "interpretation",
        /// The issue of a document.
        Issue = "issue",
        /// Where evidence can be verified.
        Link = "link",
        /// The company that makes the product.
        Manufacturer = "manufacturer",
        /// Whether the assessor agrees that a control does not apply.
        NotApplicableAgreed = "not-applicable-agreed",
        /// The assessor's remark on that.
        NotApplicableRemark = "not-applicable-remark",
        /// The assessor's name, and the date.
        NotApplicableSigned = "not-applicable-signed",
        /// An observation of the assessor.
        Observation = "observation",
        /// What was observed in a case.
        Observed = "observed",
        /// The pages of a document.
        Page = "page",
        /// Who does something.
        Person = "person",
        /// What identifies a plan.
        Plan = "plan",
        /// Who signs the plan.
        PlanApproval = "plan-approval",
        /// A field of the identity of the product.
        Product = "product",
        /// What a licensed copy says.
        Provenance = "provenance",
        /// What one party asks another about a slot.
        Query = "query",
        /// A value that was read on the device.
        Read = "read",
        /// Why a result sets a case aside.
        Reason = "reason",
        /// A remark.
        Remark = "remark",
        /// Whether a row of the test plan is repeated, by whom, and with which result.
        Repeated = "repeated",
        /// The reply to a query.
        Reply = "reply",
        /// What stands in a test report and nowhere else.
        Report = "report",
        /// What a report says, or where.
        Reported = "reported",
        /// The vendor's response to a control.
        Response = "response",
        /// The result of a case.
        Result = "result",
        /// Whether the assessor agrees that the case is set aside.
        ResultAgreed = "result-agreed",
        /// When a round of tests began, and why.
        Round = "round",
        /// Whether a rule of the process was kept.
        Rule = "rule",
        /// Which piece a sample is.
        Sample = "sample",
        /// When samples are due.
        SamplesDue = "samples-due",
        /// When samples were received.
        SamplesReceived = "samples-received",
        /// What was seen.
        Seen = "seen",
        /// Where and with what tests are carried out, unless a worksheet says otherwise.
        Setting = "setting",
        /// The hash of a file.
        Sha256 = "sha256",
        /// Who signed a document.
        Signatory = "signatory",
        /// Whether the laboratory agrees that controls do not apply.
        TesterAgrees = "tester-agrees",
        /// The laboratory's remark on that.
        TesterRemark = "tester-remark",
        /// What stood around the product.
        TestBed = "test-bed",
        /// The title of a document.
        Title = "title",
        /// Whether a party undertakes something.
        Undertaking = "undertaking",
        /// A verdict.
        Verdict = "verdict",
        /// Whether the assessor agrees that a verdict sets aside.
        VerdictAgreed = "verdict-agreed",
        /// The number of controls with a verdict.
        VerdictCount = "verdict-count",
        /// Why a verdict sets aside.
        VerdictReason = "verdict-reason",
        /// Who was present when a procedure was carried out.
        Witnessed = "witnessed",
    }
}

impl Slot {
    /// Makes a slot of a control, which is named with the key of its catalog.
    pub fn of_control(control: &Text, what: SlotWord) -> Self {
        Self {
            control: Some(control.clone()),
            ..Self::of_product(what)
        }
    }

    /// Makes a slot of what belongs to no control.
    pub fn of_product(what: SlotWord) -> Self {
        Self {
            control: None,
            what,
            parts: ThinVec::new(),
        }
    }

    /// Adds a part, or replaces it.
    #[must_use]
    pub fn with(mut self, part: SlotPart, text: impl Into<Text>) -> Self {
        match self.parts.binary_search_by_key(&part, |(part, _)| *part) {
            Ok(place) => {
                if let Some((_, known)) = self.parts.get_mut(place) {
                    *known = text.into();
                }
            }
            Err(place) => self.parts.insert(place, (part, text.into())),
        }
        self
    }

    /// Adds a part where there is one.
    #[must_use]
    pub fn maybe(self, part: SlotPart, text: Option<impl Into<Text>>) -> Self {
        match text {
            Some(text) => self.with(part, text),
            None => self,
        }
    }

    /// Takes a part away, if it is there.
    #[must_use]
    pub fn without(mut self, part: SlotPart) -> Self {
        self.parts.retain(|(known, _)| *known != part);
        self
    }

    /// Changes what is filled in, for what stands beside a slot.
    #[must_use]
    pub fn beside(&self, what: SlotWord) -> Self {
        Self {
            what,
            ..self.clone()
        }
    }

    /// Returns a part.
    pub fn part(&self, part: SlotPart) -> Option<&Text> {
        let found = self.parts.iter().find(|(known, _)| *known == part);
        found.map(|(_, text)| text)
    }

    /// Returns the parts in order.
    pub fn parts(&self) -> impl Iterator<Item = (SlotPart, &Text)> {
        self.parts.iter().map(|(part, text)| (*part, text))
    }

    /// Returns it as one text for print: `asvs-c:C.1/verdict/debug-ports/interface.console`.
    ///
    /// The control comes first, or `document`, and what is filled in. The parts follow, those of an entry and of a line
    /// apart from the others.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(64);
        text.push_str(self.control.as_deref().unwrap_or("document"));
        text.push('/');
        text.push_str(self.what.word());
        let mut before = None;
        for (part, value) in self.parts() {
            text.push(separator(before, part));
            // A number alone would read as that of a line.
            if part == SlotPart::Round {
                text.push_str("round-");
            }
            text.push_str(value);
            before = Some(part);
        }
        text
    }
}

/// Returns the character between two parts of a slot.
fn separator(before: Option<SlotPart>, part: SlotPart) -> char {
    match (before, part) {
        (Some(_), SlotPart::Configuration | SlotPart::Other) => '+',
        (None, _)
        | (
            _,
            SlotPart::Inventory
            | SlotPart::From
            | SlotPart::Line
            | SlotPart::Field
            | SlotPart::Round,
        ) => '/',
        (Some(_), _) => '.',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_printed_as_one_text() {
        let control = Text::from("asvs-c:C.1");
        let verdict = Slot::of_control(&control, SlotWord::Verdict)
            .with(SlotPart::Entry, "console")
            .with(SlotPart::Inventory, "interface")
            .with(SlotPart::Procedure, "debug-ports");
        assert_eq!(
            verdict.text(),
            "asvs-c:C.1/verdict/debug-ports/interface.console"
        );
        let result = Slot::of_product(SlotWord::Result)
            .with(SlotPart::Procedure, "debug-ports")
            .with(SlotPart::Case, "closed")
            .with(SlotPart::Configuration, "as-delivered")
            .with(SlotPart::Inventory, "update_path")
            .with(SlotPart::Entry, "ota")
            .with(SlotPart::Other, "app");
        assert_eq!(
            result.text(),
            "document/result/debug-ports.closed+as-delivered/update_path.ota+app"
        );
        assert_eq!(
            result.clone().with(SlotPart::Round, "2").text(),
            "document/result/debug-ports.closed+as-delivered/update_path.ota+app/round-2"
        );
        assert_eq!(
            result.beside(SlotWord::Observed).part(SlotPart::Other),
            Some(&Text::from("app"))
        );
    }
}
