//! How one control stands for one product, and what it calls for there.

use crate::logic::{Evaluator, Finding, Reason, Truth};
use crate::model::{
    Applies, Assessment, Control, ControlId, Depth, Depths, EvidenceChoice, LevelId, PartyId,
    ProcedureId, Treatment,
};

use super::lines::{LineHere, plan_line};
use super::types::Status;

/// How a control stands for one product.
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
    pub key: String,
    pub choice: EvidenceChoice,
    pub line: LineHere,
}

/// A procedure line that calls for something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ProcedureHere {
    /// The place of the line among the procedure lines of its control.
    pub at: usize,
    pub procedure: ProcedureId,
    pub depth: Depth,
    pub witness: Option<PartyId>,
    pub line: LineHere,
}

/// Works out how a control stands for one product at a level of its catalog.
pub(super) fn plan_control_here(
    evaluator: &Evaluator<'_>,
    control: &Control,
    level: Option<LevelId>,
) -> ControlHere {
    match &control.treatment {
        Treatment::Covered { by, because } => plan_covered(evaluator, by, because),
        Treatment::NotAssessed { because } => set_aside(Status::NotAssessed, because),
        Treatment::Assessed(assessment) => plan_assessed(evaluator, assessment, level),
    }
}

/// How far covers of covers are followed; the language lets none go in a circle.
const COVERS: usize = 16;

/// A covered control follows those that cover it: where none of them applies, it does not apply either.
fn plan_covered(evaluator: &Evaluator<'_>, by: &[ControlId], because: &str) -> ControlHere {
    let name = |id: &ControlId| evaluator.scheme.controls[*id].name.as_str();
    let grounds: Option<Vec<Reason>> = by
        .iter()
        .map(|id| {
            let ground = falls_away(evaluator, *id, COVERS)?;
            let words = format!("{}, which covers it, does not apply: ", name(id));
            Some(ground.prefixed(&words))
        })
        .collect();
    match grounds {
        Some(grounds) if !grounds.is_empty() => ControlHere {
            status: Status::NotApplicable,
            reason: Reason::joined(grounds, "; "),
            evidence: Vec::new(),
            procedures: Vec::new(),
        },
        Some(_) | None => {
            let names: Vec<&str> = by.iter().map(name).collect();
            let sentence = format!("covered by {}: {because}", names.join(", "));
            set_aside(Status::Covered, &sentence)
        }
    }
}

/// Returns why a control does not apply; `None` where it applies, may apply, or is set aside. `depth` bounds how
/// far covers of covers are followed.
fn falls_away(evaluator: &Evaluator<'_>, control: ControlId, depth: usize) -> Option<Reason> {
    match &evaluator.scheme.controls[control].treatment {
        Treatment::NotAssessed { .. } => None,
        Treatment::Assessed(assessment) => {
            let finding = standing(evaluator, &assessment.applies);
            (finding.truth == Truth::No).then_some(finding.reason)
        }
        Treatment::Covered { by, .. } => {
            let depth = depth.checked_sub(1)?;
            let grounds: Option<Vec<Reason>> = by
                .iter()
                .map(|other| falls_away(evaluator, *other, depth))
                .collect();
            let grounds = grounds.filter(|grounds| !grounds.is_empty())?;
            Some(Reason::joined(grounds, "; "))
        }
    }
}

fn set_aside(status: Status, sentence: &str) -> ControlHere {
    let reason = Reason::stated(sentence.trim_end_matches('.'));
    ControlHere {
        status,
        reason,
        evidence: Vec::new(),
        procedures: Vec::new(),
    }
}

fn plan_assessed(
    evaluator: &Evaluator<'_>,
    assessment: &Assessment,
    level: Option<LevelId>,
) -> ControlHere {
    let finding = standing(evaluator, &assessment.applies);
    let status = match finding.truth {
        Truth::Yes => Status::Applies,
        Truth::Open => Status::Open,
        Truth::No => {
            return ControlHere {
                status: Status::NotApplicable,
                reason: finding.reason,
                evidence: Vec::new(),
                procedures: Vec::new(),
            };
        }
    };
    let evidence = assessment
        .evidence
        .iter()
        .enumerate()
        .filter(|(_, line)| line.levels.contains(level));
    let evidence = evidence.filter_map(|(at, line)| {
        let here = plan_line(evaluator, &line.clauses, &finding)?;
        Some(EvidenceHere {
            at,
            key: line.key.to_string(),
            choice: line.choice.clone(),
            line: here,
        })
    });
    let procedures = assessment.verify.iter().enumerate();
    let procedures = procedures.flat_map(|(at, line)| {
        let depths = line.depths_at(level);
        let here = depths.and_then(|_| plan_line(evaluator, &line.clauses, &finding));
        let depths = depths.into_iter().flat_map(Depths::each);
        depths.filter_map(move |depth| {
            Some(ProcedureHere {
                at,
                procedure: line.procedure,
                depth,
                witness: line.witness,
                line: here.clone()?,
            })
        })
    });
    let (evidence, procedures) = (evidence.collect(), procedures.collect());
    ControlHere {
        status,
        evidence,
        procedures,
        reason: finding.reason,
    }
}

fn standing(evaluator: &Evaluator<'_>, applies: &Applies) -> Finding {
    match applies {
        Applies::Always => Finding::new(Truth::Yes, Reason::stated("it applies to every product")),
        Applies::ForEach(set) => evaluator.has_member(*set),
        Applies::When(condition) => evaluator.evaluate(condition),
    }
}
