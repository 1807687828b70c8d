//! Relations that the conditions of their controls contradict (L-190).

use super::grounds::{constraints_of, grounds_of};
use super::undecided::{Sought, undecided};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{
    Applies, Condition, Control, Relation, RelationKind, RelationTarget, Scheme, Treatment,
};
use crate::proof::{Outcome, Prover, Wish, rests_on_many};

codes! {
    CONTRADICTED = error("P0617", "relation that the conditions contradict"),
}

/// Reports relations that say that one control asks for what the other asks for, though both never apply to one product.
///
/// A relation promises nothing of conditions, so nothing less is a contradiction.
pub(super) fn report_relations(scheme: &Scheme, prover: &mut Prover<'_>) -> Diagnostics {
    let relations = scheme.relations.iter();
    let reports = relations.filter_map(|relation| check_relation(scheme, relation, prover));
    reports.collect()
}

fn check_relation(
    scheme: &Scheme,
    relation: &Relation,
    prover: &mut Prover<'_>,
) -> Option<Diagnostic> {
    match relation.kind {
        RelationKind::Equal | RelationKind::Subset | RelationKind::Superset => {}
        RelationKind::Intersects | RelationKind::None => return None,
    }
    let RelationTarget::Control(target) = &relation.target else {
        return None;
    };
    let (focal, target) = (&scheme.controls[relation.focal], &scheme.controls[*target]);
    let (here, there) = (condition_of(focal)?, condition_of(target)?);
    if [&here, &there].iter().any(|one| rests_on_many(scheme, one)) {
        // They are named themselves.
        return None;
    }
    let [here, there] = [&here, &there].map(|condition| Wish::that(condition, true));
    let both = [here, there];
    let outcome = prover.ask(&both);
    if outcome == Outcome::Undecided {
        let subject = format!("that `{}` and `{}` apply together", focal.name, target.name);
        return Some(undecided(&subject, relation.place, Sought::Meeting));
    }
    // Of a control that never applies, that is reported.
    let is_apart = outcome == Outcome::Impossible
        && prover.ask(&[here]) != Outcome::Impossible
        && prover.ask(&[there]) != Outcome::Impossible;
    is_apart.then(|| {
        let grounds = grounds_of(&both, prover);
        let message = format!(
            "`{}` {} `{}`, but no product exists to which both apply",
            focal.name,
            relation.kind.phrase(),
            target.name
        );
        let report = Diagnostic::at(&CONTRADICTED, relation.place, message)
            .also(focal.place, format!("`{}` is declared here", focal.name))
            .also(target.place, format!("`{}` is declared here", target.name));
        let grounds = constraints_of(scheme, &grounds).into_iter();
        let report = grounds.fold(report, |report, ground| {
            report.also(ground.place, format!("“{}” excludes it", ground.title))
        });
        report.help("correct the relation, or one of the conditions: controls that ask for the same, or for a part of it, apply to some of the same products")
    })
}

/// Returns when a control applies, if it is assessed and all of it could be read.
pub(super) fn condition_of(control: &Control) -> Option<Condition> {
    let Treatment::Assessed(assessment) = &control.treatment else {
        return None;
    };
    if control.incomplete {
        return None;
    }
    Some(match &assessment.applies {
        Applies::Always => Condition::All(Vec::new()),
        Applies::ForEach(set) => Condition::some(*set, None, control.place),
        Applies::When(condition) => condition.clone(),
    })
}
