//! The document of a scheme, which needs no product.

use super::camera::Camera;
use praman::model::Aspect;
use praman::view::{BuildStamp, OriginView, SchemeBasis, SchemeView, view_scheme};

/// A scheme whose file speaks of every aspect for all its items.
const SCHEME: &str = "
provenance number, title, statement, objective, levels, strength, applies, evidence, procedure, relation, form, verdicts, rule, claim, treatment ours
catalog c@1 \"First\" { publisher \"X\" }
edition e@1 \"E\" { uses c@1; forms F }
form F \"Form\" { section s \"S\" { holds evidence } }
evidence paper \"Paper\" { kind document; form F s }
procedure look \"Look\" {
  depth review { case a \"A\" { do \"Look.\"; expect \"It is.\" } pass when \"It is.\" }
}
in c@1
control 1 \"One\" { statement \"It is.\"; applies always; evidence paper; verify look by review }
control 2 \"Two\" { statement \"It is two.\"; objective \"So that it is.\"; not assessed because \"…\" }
control 3 \"Three\" { statement \"It is three.\"; applies always; evidence paper; relates equal 2 }
";

const PRODUCT: &str = "\
scheme: e@1
product: { name: A, model: B, hardware: C, firmware: D }
applicant: { name: Z }
";

fn shown(read: &Camera) -> SchemeView {
    let stamp = BuildStamp::default();
    view_scheme(&SchemeBasis {
        scheme: &read.scheme,
        level: None,
        sources: &read.sources,
        stamp: &stamp,
    })
}

fn aspects(origins: &[OriginView]) -> Vec<&'static str> {
    let aspects = origins.iter().flat_map(|origin| &origin.aspects);
    aspects.map(|aspect| aspect.word()).collect()
}

#[test]
fn an_item_has_the_aspects_of_its_kind_whatever_its_file_speaks_of() {
    let read = Camera::read(SCHEME, PRODUCT);
    let view = shown(&read);
    let of: Vec<Vec<&str>> = view
        .controls
        .iter()
        .map(|control| aspects(&control.origins))
        .collect();
    let both = ["number", "title", "statement", "strength"];
    assert_eq!(
        of[0],
        [&both[..], &["applies", "evidence", "procedure"]].concat()
    );
    assert_eq!(
        of[1],
        [
            &both[..3],
            &["objective", "strength", "relation", "treatment"]
        ]
        .concat()
    );
    assert_eq!(
        of[2],
        [&both[..], &["applies", "evidence", "relation"]].concat()
    );
    assert_eq!(aspects(&view.edition.origins), ["title", "form"]);
    assert_eq!(aspects(&view.evidence[0].origins), ["evidence"]);
    assert_eq!(aspects(&view.procedures[0].origins), ["procedure"]);
    assert_eq!(aspects(&view.forms[0].origins), ["number", "title", "form"]);
}

#[test]
fn aspects_are_counted_where_controls_have_them() {
    let read = Camera::read(SCHEME, PRODUCT);
    let view = shown(&read);
    let counts: Vec<(Aspect, usize)> = view
        .aspects
        .iter()
        .map(|count| (count.aspect, count.counts[0].controls))
        .collect();
    assert_eq!(
        counts,
        [
            (Aspect::Number, 3),
            (Aspect::Title, 3),
            (Aspect::Statement, 3),
            (Aspect::Objective, 1),
            (Aspect::Strength, 3),
            (Aspect::Applies, 2),
            (Aspect::Evidence, 2),
            (Aspect::Procedure, 1),
            (Aspect::Relation, 2),
            (Aspect::Treatment, 1),
        ]
    );
}
