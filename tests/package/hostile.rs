//! What is hostile is refused, with a message that says why.

use std::io::{Cursor, Write};

use praman::intake::{Limits, read_package, render_package};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::bytes::{NAME, package, refused};

/// What is put into an archive.
enum Put<'t> {
    File(&'t str, &'t [u8]),
    Link(&'t str, &'t str),
}

const MANIFEST: &str = r#"{"praman-package":1,"dossier":"07070707070707070707070707070707","edition":"e@1","level":"basic",
"lead":"a","from":"laboratory","for":"vendor","when":"2026-11-29T10:11:12Z","journal":"0b1f","files":[FILES]}"#;

const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Makes an archive whose manifest promises files of a size, each with the hash of nothing.
fn archive(promised: &[(&str, u64)], put: &[Put<'_>]) -> Vec<u8> {
    let files = promised.iter().map(|(path, size)| {
        format!("{{\"path\":{path:?},\"size\":{size},\"sha256\":\"{EMPTY}\"}}")
    });
    let files: Vec<String> = files.collect();
    let manifest = MANIFEST.replace("FILES", &files.join(","));
    let mut all = vec![Put::File("manifest.json", manifest.as_bytes())];
    all.extend(put.iter().map(|put| match put {
        Put::File(path, bytes) => Put::File(path, bytes),
        Put::Link(path, to) => Put::Link(path, to),
    }));
    zipped(&all)
}

fn zipped(put: &[Put<'_>]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for put in put {
        match put {
            Put::File(path, bytes) => {
                zip.start_file(*path, options).unwrap();
                zip.write_all(bytes).unwrap();
            }
            Put::Link(path, to) => zip.add_symlink(*path, *to, options).unwrap(),
        }
    }
    zip.finish().unwrap().into_inner()
}

fn refused_here(bytes: &[u8]) -> String {
    refused(bytes, &Limits::default())
}

#[test]
fn what_is_no_package_is_refused() {
    let newer = MANIFEST.replace("FILES", "").replace(":1,", ":2,");
    let wrong = MANIFEST.replace("FILES", "").replace("29T10", "31T10");
    let shown = [
        refused_here(b""),
        refused_here(b"product: { name: \"Lamp\" }"),
        refused_here(&zipped(&[Put::File("a", b"")])),
        refused_here(&zipped(&[Put::File("manifest.json", b"{}")])),
        refused_here(&zipped(&[Put::File("manifest.json", newer.as_bytes())])),
        refused_here(&zipped(&[Put::File("manifest.json", wrong.as_bytes())])),
    ];
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn files_that_have_no_place_are_refused() {
    let shown = [
        refused_here(&archive(&[], &[Put::File("../a", b"")])),
        refused_here(&archive(&[("../a", 0)], &[])),
        refused_here(&archive(&[], &[Put::File("/etc/passwd", b"")])),
        refused_here(&archive(&[], &[Put::File("a", b""), Put::File("A", b"")])),
        refused_here(&archive(&[("a", 0)], &[Put::Link("a", "/etc/passwd")])),
        refused_here(&archive(&[("a", 0), ("a", 0)], &[Put::File("a", b"")])),
    ];
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn files_that_are_not_as_promised_are_refused() {
    let zeros = vec![0; 1 << 24];
    let shown = [
        refused_here(&archive(&[("a", 0)], &[])),
        refused_here(&archive(&[], &[Put::File("a", b"")])),
        refused_here(&archive(&[("a", 1)], &[Put::File("a", b"x")])),
        refused_here(&archive(&[("a", 0)], &[Put::File("a", &zeros)])),
    ];
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn what_is_too_large_is_refused_before_it_is_unpacked() {
    let limits = Limits {
        files: 2,
        bytes: 1 << 20,
        manifest: 1 << 10,
    };
    let long = " ".repeat(1 << 24);
    let shown = [
        refused(&archive(&[("a", 1 << 21)], &[Put::File("a", b"")]), &limits),
        refused(&archive(&[("a", u64::MAX), ("b", 1)], &[]), &limits),
        refused(
            &archive(&[], &[Put::File("a", b""), Put::File("b", b"")]),
            &limits,
        ),
        refused(
            &zipped(&[Put::File("manifest.json", long.as_bytes())]),
            &limits,
        ),
    ];
    insta::assert_snapshot!(shown.join("\n"));
}

/// `a` is there twice; no writer makes such an archive, so the second name is changed in its bytes.
#[test]
fn a_name_that_is_there_twice_is_refused() {
    let mut bytes = archive(
        &[("a-1", 0)],
        &[Put::File("a-1", b""), Put::File("a-2", b"")],
    );
    for at in 0..bytes.len().saturating_sub(3) {
        if bytes.get(at..at + 3) == Some(b"a-2") {
            bytes[at + 2] = b'1';
        }
    }
    assert_eq!(
        refused_here(&bytes),
        "P0880 `from-lab.praman` cannot be read as a package: a file is in it twice"
    );
}

#[test]
fn a_package_that_was_cut_short_is_refused() {
    let bytes = render_package(NAME, &package()).unwrap();
    for end in 0..bytes.len() {
        assert_ne!(refused_here(&bytes[..end]), "read", "{end}");
    }
}

/// Whatever byte is changed, a package is refused, or says what it said.
#[test]
fn a_package_that_was_changed_says_nothing_else() {
    let package = package();
    let bytes = render_package(NAME, &package).unwrap();
    for at in 0..bytes.len() {
        for change in [1, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[at] ^= change;
            if let Ok(read) = read_package(NAME, &changed, &Limits::default()) {
                assert_eq!(read, package, "byte {at} ^ {change}");
            }
        }
    }
}

#[test]
fn no_package_is_made_that_could_not_be_read() {
    let mut wrong = package();
    wrong.files.insert("evidence/../a".into(), Vec::new());
    let report = render_package(NAME, &wrong).unwrap_err();
    assert_eq!(report.code.id, "P0882");
}
