//! The procedures as controlled methods: the manual of an edition, or those of it that a product needs.
//!
//! A method reads the same in both, whatever the product: its cases keep their numbers, and nothing of a plan stands in it but
//! the number under which it is planned.

mod method;

use std::collections::BTreeSet;

use serde::Serialize;

use super::basis::{Basis, BuildStamp, SchemeBasis};
use super::document_schema::DocumentSchema;
use super::head::{HeadView, view_level};
use super::laboratory::{signatories, view_own_method};
use super::logo::{LogoView, view_laboratory_logo};
use super::plan_blanks::{BlankView, SignatureView, view_manual_approval, view_manual_issue};
use super::refs::WorkItemView;
use super::scheme::{called_procedures, view_work_items};
use crate::model::{EditionStatus, Level, Scheme};
use crate::source::Text;

pub use method::{MethodCase, MethodDepth, MethodView};
use method::{Selection, view_method};

/// The procedures of an edition, or those of it that a product needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProceduresView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Procedures.word())))]
    pub schema: DocumentSchema,
    /// The head that documents of a product share; `None` for the manual of the edition.
    pub head: Option<HeadView>,
    /// The edition: `iotscs@2024-03`.
    pub edition: String,
    /// Its title.
    pub edition_title: Text,
    /// Whether it can still change.
    pub edition_status: EditionStatus,
    /// The level for which methods are shown; `None` for all levels, or if the edition has no levels.
    pub level: Option<Level>,
    /// The logo of the laboratory.
    pub logo: Option<LogoView>,
    /// Number and issue of the manual.
    pub issue: Vec<BlankView>,
    /// The signatures on the manual.
    pub approval: Vec<SignatureView>,
    /// The configurations in which cases are carried out.
    pub configurations: Vec<WorkItemView>,
    /// The methods, in the order of the scheme.
    pub methods: Vec<MethodView>,
    /// The date and tool with which the document is built.
    pub stamp: BuildStamp,
}

/// Builds the procedures that a product needs, with the cases that are carried out on it.
pub fn view_procedures(basis: &Basis<'_>) -> ProceduresView {
    let scheme = basis.scheme;
    let mut runs: Vec<_> = basis.plan.runs.iter().zip(1..).collect();
    runs.sort_by_key(|(run, _)| run.procedure);
    let methods = runs.into_iter().map(|(run, number)| {
        let serves = run.rows.iter().flat_map(|row| &row.serves);
        let controls = serves.map(|served| served.control).collect();
        let selection = Selection {
            run: Some(run),
            controls,
            required_by: run.required_by.clone(),
        };
        let key = &scheme.procedures[run.procedure].key;
        MethodView {
            planned: Some(number),
            own: view_own_method(basis, key),
            ..view_method(scheme, run.procedure, &selection)
        }
    });
    ProceduresView {
        head: Some(basis.head()),
        level: view_level(scheme, basis.plan.level),
        logo: view_laboratory_logo(basis),
        issue: view_manual_issue(basis.own.pattern("procedures"), basis.round),
        approval: view_manual_approval(&signatories(basis), basis.round),
        ..manual(scheme, methods.collect(), basis.stamp)
    }
}

/// Builds the manual of an edition: the procedures that its controls call for, with all their cases.
pub fn view_manual(basis: &SchemeBasis<'_>) -> ProceduresView {
    let scheme = basis.scheme;
    let called = called_procedures(basis);
    let methods = called.into_iter().map(|called| {
        let selection = Selection {
            run: None,
            controls: called.controls,
            required_by: called.required_by,
        };
        view_method(scheme, called.procedure, &selection)
    });
    ProceduresView {
        level: view_level(scheme, basis.level),
        ..manual(scheme, methods.collect(), basis.stamp)
    }
}

fn manual(scheme: &Scheme, mut methods: Vec<MethodView>, stamp: &BuildStamp) -> ProceduresView {
    leave_out_others(&mut methods);
    let edition = &scheme.edition;
    let cases = methods.iter().flat_map(|method| &method.depths);
    let cases = cases.flat_map(|depth| &depth.cases);
    let named = cases.flat_map(|case| &case.texts.configurations);
    let used: BTreeSet<&Text> = named.map(|one| &one.key).collect();
    let configurations = view_work_items(&scheme.configurations).into_iter();
    ProceduresView {
        schema: DocumentSchema::Procedures,
        head: None,
        edition: edition.name(),
        edition_title: edition.heading(),
        edition_status: edition.status,
        level: None,
        logo: None,
        issue: view_manual_issue(None, None),
        approval: view_manual_approval(&[], None),
        configurations: configurations
            .filter(|one| used.contains(&one.key))
            .collect(),
        methods,
        stamp: stamp.clone(),
    }
}

/// Leaves out the procedures that would come first if they were among the methods, and are not.
fn leave_out_others(methods: &mut [MethodView]) {
    let shown: BTreeSet<Text> = methods.iter().map(|method| method.key.clone()).collect();
    let depths = methods.iter_mut().flat_map(|method| &mut method.depths);
    for depth in depths {
        depth.after.retain(|one| shown.contains(&one.key));
        // A round of tests may lack what its procedures require: it stands as it was done before.
        depth.requires.retain(|one| shown.contains(&one.key));
    }
}
