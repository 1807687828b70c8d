//! Papers that name two versions of one catalog print the version.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::camera::Camera;
use praman::render::{Format, render_documents};
use praman::view::view_traceability;

/// A catalog, and a profile over it that has its key in another version.
const PROFILE: &str = "
catalog c@1 \"First\" { publisher \"X\" }
profile c@2 \"Second\" { over c@1 }
edition e@2 \"E\" { uses c@2 }
in c@1
control 1 \"One\" { statement \"It is.\"; not assessed because \"…\" }
in c@2
control 1 { take c@1:1; relates superset of c@1:1 }
";

/// A catalog and its revision, in which a key lives again.
const REVISION: &str = "
catalog c@1 \"First\" { publisher \"X\" }
catalog c@2 \"Second\" revises c@1 { withdrawn 2 because \"Gone.\" }
edition e@2 \"E\" { uses c@2; forms F }
form F \"Form\" { section s \"S\" { holds evidence } }
evidence paper \"Paper\" { kind document; form F s }
procedure look \"Look\" {
  depth review { case a \"A\" { do \"Look.\"; expect \"It is.\" } pass when \"It is.\" }
}
in c@1
control 1 \"One\" {
  statement \"It is.\"
  applies always
  evidence paper
  verify look by review
}
control 2 \"Two\" { statement \"It is two.\"; not assessed because \"…\" }
in c@2
control 2 \"Two again\" {
  statement \"It is two again.\"
  not assessed because \"…\"
  relates equal 1
  relates intersects c@1:2
}
";

const PRODUCT: &str = "\
scheme: e@2
product: { name: A, model: B, hardware: C, firmware: D }
applicant: { name: Z }
";

#[test]
fn a_control_and_the_one_that_it_takes_are_told_apart() {
    let read = Camera::read(PROFILE, PRODUCT);
    let view = view_traceability(&read.basis());
    let control = &view.clauses[0];
    assert_eq!(control.control, "c:1");
    assert_eq!(control.takes.as_ref().expect("it takes one").key, "c@1:1");
    assert_eq!(control.relations[0].other, "c@1:1");
}

#[test]
fn a_control_whose_key_lives_again_has_its_version() {
    let read = Camera::read(REVISION, PRODUCT);
    let view = view_traceability(&read.basis());
    let names: Vec<&str> = view
        .clauses
        .iter()
        .map(|one| one.control.as_str())
        .collect();
    assert_eq!(names, ["c:1", "c@2:2"]);
    let formats = [Format::Md];
    let rendered = render_documents(&[Arc::new(view)], &formats, &BTreeMap::new(), None);
    assert!(
        rendered.diagnostics.is_empty(),
        "{:?}",
        rendered.diagnostics
    );
    let text = String::from_utf8_lossy(&rendered.value[0].1).into_owned();
    let row = |key: &str| {
        let start = format!("| <a id=\"clause.{key}\">");
        let row = text.lines().find(|line| line.starts_with(&start));
        row.expect("it has a row").to_owned()
    };
    assert!(row("c:1").contains("is equal to `c@2:2`"), "{text}");
    assert!(row("c@2:2").contains("is equal to `c:1`"), "{text}");
    assert!(
        text.contains("[`c@2:2`](#control.c@2:2) Two again | intersects `c@1:2`"),
        "{text}"
    );
}
