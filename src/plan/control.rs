//! The status of one control for one product, and what it calls for there.

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use thin_vec::ThinVec;

use super::cases::Occurrence;
use super::lines::{LineHere, LinePlanner};
use super::status::Status;
use crate::logic::{Finding, Reason, Truth};
use crate::model::{
    Applies, Assessment, Case, CaseId, Control, ControlId, Depth, Depths, EvidenceChoice, LevelId,
    PartyId, ProcedureId, Repeat, Scheme, Situation, Treatment, VerifyLine,
};
use crate::proof::{Exact, Laws};
use crate::source::Text;

/// The status of a control for one product, and what it calls for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ControlHere {
    pub status: Status,
    pub reason: Reason,
    /// One per evidence line of the level that calls for something.
    pub evidence: Vec<EvidenceHere>,
    /// One per procedure line of the level that calls for something.
    pub procedures: Vec<ProcedureHere>,
}

/// An evidence line that calls for something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EvidenceHere {
    /// The place of the line among the evidence lines of its control.
    pub at: usize,
    pub key: Text,
    pub choice: EvidenceChoice,
    pub line: LineHere,
}

/// A procedure line that calls for something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ProcedureHere {
    /// The place of the line among the procedure lines of its control.
    pub at: usize,
    pub procedure: ProcedureId,
    pub cases: ThinVec<CaseId>,
    pub depth: Depth,
    pub witness: Option<PartyId>,
    pub line: LineHere,
}

/// The longest chain of covers that is followed. Covers never form a circle.
const COVERS: usize = 16;

/// Plans controls for one product. Results that many controls share are kept.
#[derive(Debug)]
pub struct ProductPlanner<'a> {
    scheme: &'a Scheme,
    lines: LinePlanner<'a>,
    /// Why controls do not apply, by control and by how many more covers may be followed.
    fallen: RefCell<FxHashMap<(ControlId, usize), Option<Reason>>>,
}

impl<'a> ProductPlanner<'a> {
    /// Makes a planner for the product that a situation describes.
    pub fn new(laws: &Laws<'a>, situation: &'a Situation) -> Self {
        Self {
            scheme: laws.scheme(),
            lines: LinePlanner::new(laws, situation),
            fallen: RefCell::default(),
        }
    }

    /// Makes a planner that leaves open what tables leave open.
    pub fn by_tables(laws: &Laws<'a>, situation: &'a Situation) -> Self {
        let planner = Self::new(laws, situation);
        planner.judge().keep_to_tables();
        planner
    }

    /// Returns the judge of conditions on this product.
    pub fn judge(&self) -> &Exact<'a> {
        &self.lines.judge
    }

    /// Returns the status of a control at a level of its catalog.
    pub fn status(&self, control: ControlId, level: Option<LevelId>) -> Status {
        match &self.scheme.controls[control].treatment {
            Treatment::Assessed(assessment) => status_of(self.truth(&assessment.applies)),
            Treatment::Covered { .. } | Treatment::NotAssessed { .. } => {
                self.plan_control(&self.scheme.controls[control], level)
                    .status
            }
        }
    }

    /// Returns the reason for the status of a control at a level of its catalog.
    pub fn reason(&self, control: ControlId, level: Option<LevelId>) -> Reason {
        self.plan_control(&self.scheme.controls[control], level)
            .reason
    }

    /// Plans a control at a level of its catalog: its status and what it calls for.
    pub(super) fn plan_control(&self, control: &'a Control, level: Option<LevelId>) -> ControlHere {
        match &control.treatment {
            Treatment::Covered { by, because } => self.plan_covered(by, because),
            Treatment::NotAssessed { because } => set_aside(Status::NotAssessed, because),
            Treatment::Assessed(assessment) => self.plan_assessed(assessment, level),
        }
    }

    /// Plans a covered control. It does not apply if none of the controls that cover it applies.
    fn plan_covered(&self, by: &[ControlId], because: &str) -> ControlHere {
        let name = |id: &ControlId| self.scheme.controls[*id].name.as_str();
        let grounds: Option<Vec<Reason>> = by
            .iter()
            .map(|id| {
                let ground = self.falls_away(*id, COVERS)?;
                let prefix = format!("{}, which covers it, does not apply: ", name(id));
                Some(ground.prefixed(&prefix))
            })
            .collect();
        match grounds {
            Some(grounds) if !grounds.is_empty() => {
                calling_for_nothing(Status::NotApplicable, Reason::joined(grounds, "; "))
            }
            Some(_) | None => {
                let names: Vec<&str> = by.iter().map(name).collect();
                let sentence = format!("covered by {}: {because}", names.join(", "));
                set_aside(Status::Covered, &sentence)
            }
        }
    }

    /// Returns why a control does not apply; `None` if it applies, may apply, or is not assessed. At most `depth` covers
    /// of covers are followed.
    fn falls_away(&self, control: ControlId, depth: usize) -> Option<Reason> {
        let key = (control, depth);
        if let Some(known) = self.fallen.borrow().get(&key) {
            return known.clone();
        }
        let reason = self.find_fall(control, depth);
        self.fallen.borrow_mut().insert(key, reason.clone());
        reason
    }

    fn find_fall(&self, control: ControlId, depth: usize) -> Option<Reason> {
        match &self.scheme.controls[control].treatment {
            Treatment::NotAssessed { .. } => None,
            Treatment::Assessed(assessment) => {
                let is_no = self.truth(&assessment.applies) == Truth::No;
                is_no.then(|| self.standing(&assessment.applies).reason)
            }
            Treatment::Covered { by, .. } => {
                let depth = depth.checked_sub(1)?;
                let grounds: Option<Vec<Reason>> = by
                    .iter()
                    .map(|cover| self.falls_away(*cover, depth))
                    .collect();
                Some(Reason::joined(
                    grounds.filter(|grounds| !grounds.is_empty())?,
                    "; ",
                ))
            }
        }
    }

    fn plan_assessed(&self, assessment: &'a Assessment, level: Option<LevelId>) -> ControlHere {
        let finding = self.standing(&assessment.applies);
        let status = status_of(finding.truth);
        if status == Status::NotApplicable {
            return calling_for_nothing(status, finding.reason);
        }
        ControlHere {
            status,
            evidence: self.plan_evidence(assessment, level, &finding),
            procedures: self.plan_procedures(assessment, level, &finding),
            reason: finding.reason,
        }
    }

    fn plan_evidence(
        &self,
        assessment: &'a Assessment,
        level: Option<LevelId>,
        standing: &Finding,
    ) -> Vec<EvidenceHere> {
        assessment
            .evidence
            .iter()
            .enumerate()
            .filter(|(_, line)| line.levels.contains(level))
            .flat_map(|(at, line)| {
                let here = self
                    .lines
                    .plan_line(&line.clauses, standing, &Occurrence::Always);
                here.into_iter().map(move |here| EvidenceHere {
                    at,
                    key: line.key.clone(),
                    choice: line.choice.clone(),
                    line: here,
                })
            })
            .collect()
    }

    fn plan_procedures(
        &self,
        assessment: &'a Assessment,
        level: Option<LevelId>,
        standing: &Finding,
    ) -> Vec<ProcedureHere> {
        assessment
            .verify
            .iter()
            .enumerate()
            .flat_map(|(at, line)| {
                let depths = line.depths_at(level).into_iter().flat_map(Depths::each);
                depths.flat_map(move |depth| {
                    let here = self.plan_verify(line, depth, standing).into_iter();
                    here.map(move |here| ProcedureHere {
                        at,
                        procedure: line.procedure,
                        cases: line.cases.clone(),
                        depth,
                        witness: line.witness,
                        line: here,
                    })
                })
            })
            .collect()
    }

    /// Plans a procedure line at a depth; nothing if nothing is owed, or no case can be carried out.
    fn plan_verify(&self, line: &'a VerifyLine, depth: Depth, standing: &Finding) -> Vec<LineHere> {
        let procedure = &self.scheme.procedures[line.procedure];
        let single = &line.cases;
        let asked = move |case: &&Case| single.is_empty() || single.contains(&case.id);
        let cases = || {
            let blocks = procedure.blocks(depth);
            blocks.flat_map(|block| &block.cases).filter(asked)
        };
        let occurrence = Occurrence::of(cases);
        let mut lines = self.lines.plan_line(&line.clauses, standing, &occurrence);
        if !single.is_empty() && cases().all(|case| case.repeat == Repeat::OncePerRun) {
            lines.iter_mut().for_each(LineHere::examine_no_entry);
        }
        lines
    }

    fn truth(&self, applies: &'a Applies) -> Truth {
        match applies {
            Applies::Always => Truth::Yes,
            Applies::ForEach(set) => self.judge().has_any(*set),
            Applies::When(condition) => self.judge().decide(condition),
        }
    }

    fn standing(&self, applies: &'a Applies) -> Finding {
        match applies {
            Applies::Always => {
                Finding::new(Truth::Yes, Reason::stated("it applies to every product"))
            }
            Applies::ForEach(set) => self.judge().has_member(*set),
            Applies::When(condition) => self.judge().evaluate(condition),
        }
    }
}

/// Returns the status of an assessed control whose condition has this truth.
fn status_of(truth: Truth) -> Status {
    match truth {
        Truth::Yes => Status::Applies,
        Truth::Open => Status::Open,
        Truth::No => Status::NotApplicable,
    }
}

fn set_aside(status: Status, sentence: &str) -> ControlHere {
    calling_for_nothing(status, Reason::stated(sentence.trim_end_matches('.')))
}

fn calling_for_nothing(status: Status, reason: Reason) -> ControlHere {
    ControlHere {
        status,
        reason,
        evidence: Vec::new(),
        procedures: Vec::new(),
    }
}
