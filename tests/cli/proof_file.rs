//! `praman prove --proof`: what is written, and what is not replaced.

use std::fs;

use serde_json::Value;

use super::{SCHEME, run, text};

#[test]
fn what_shows_an_answer_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("proof.json");
    let name = path.to_str().expect("a name");
    let prove = |claim: &[&str]| {
        let output = run(&[&["prove"], claim, &["--scheme", SCHEME, "--proof", name]].concat());
        let said = text(&output.stdout) + &text(&output.stderr);
        (output.status.code(), said.replace(name, "FILE"))
    };
    let read = || -> Value {
        let written = fs::read_to_string(&path).expect("the file is written");
        serde_json::from_str(&written).expect("JSON")
    };
    let no_chip = ["never", "some chip and no chip"];
    let (code, said) = prove(&no_chip);
    assert_eq!(code, Some(0));
    insta::assert_snapshot!(said, @r"
    proved: no product meets “some chip and no chip”
    # The proof file is `FILE`.
    ");
    assert_eq!(read()["proofs"].as_array().map(Vec::len), Some(1));
    let first = fs::read(&path).expect("the file is written");
    prove(&no_chip);
    assert_eq!(fs::read(&path).expect("it is written again"), first);

    // Both directions of an equivalence have a proof.
    let (code, _) = prove(&["equivalent", "not outdoors", "not (outdoors and outdoors)"]);
    assert_eq!(code, Some(0));
    assert_eq!(read()["proofs"].as_array().map(Vec::len), Some(2));

    let (code, said) = prove(&["always", "outdoors"]);
    assert_eq!(code, Some(1));
    assert!(said.starts_with("# Not so"), "{said}");
    assert_eq!(
        read()["counterexample"]["product"]["facts"]["outdoors"],
        false
    );

    // Another file stays as it is.
    fs::write(&path, "my notes").expect("a file");
    let (code, said) = prove(&no_chip);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(said, @r"
    error[P0878]: `FILE` exists already, and is no proof file
      help: name another file, or remove this one
      note: nothing was written

    1 error
    ");
    assert_eq!(fs::read_to_string(&path).expect("a file"), "my notes");
}
