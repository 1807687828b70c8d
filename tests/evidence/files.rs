//! Files of evidence: registering, checking and sending them, over a file system in memory.

use std::path::{Path, PathBuf};

use praman::answers::{EvidenceNumber, FileHash, Kept, Piece, Register};
use praman::diag::{Diagnostic, Diagnostics};
use praman::holdings::check_files;
use praman::intake::{read_register, render_register};
use praman::project::{
    Addition, FileSystem, Keeping, Memory, NewEvidence, Spot, load_registers, look_at_files,
    look_at_spot, plan_addition, read_registered,
};
use praman::source::Sources;

pub const DIR: &str = "nadi";

pub fn plan(
    files: &dyn FileSystem,
    register: &Register,
    paths: &[&str],
    keeping: Keeping,
) -> Result<Addition, Vec<String>> {
    let piece = Piece {
        kinds: vec!["schematic".into()],
        ..Piece::default()
    };
    let new = NewEvidence {
        piece: &piece,
        keeping,
    };
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    plan_addition(files, Path::new(DIR), register, &new, &paths).map_err(|found| lines(&found))
}

fn lines(found: &Diagnostics) -> Vec<String> {
    let line = |one: &Diagnostic| format!("{} {}", one.code, one.message);
    found.iter().map(line).collect()
}

/// Writes what an addition plans.
fn write(memory: &Memory, addition: &Addition) {
    for (path, bytes) in &addition.files {
        memory.put(&format!("{DIR}/{path}"), bytes.as_deref().unwrap());
    }
}

fn numbers(addition: &Addition) -> Vec<String> {
    let registered = addition.registered.iter();
    registered
        .map(|(path, one)| format!("{} {}", one.number(), path.display()))
        .collect()
}

fn names(addition: &Addition) -> Vec<&str> {
    addition
        .files
        .iter()
        .map(|(path, _)| path.as_str())
        .collect()
}

#[test]
fn files_are_copied_once_and_numbered_in_order() {
    let memory = Memory::new([
        ("in/board.pdf", b"board".as_slice()),
        ("in/photos/Port A.jpg", b"port"),
        ("in/.DS_Store", b"left"),
        ("other/board.pdf", b"another board"),
        ("copy.pdf", b"board"),
        ("nadi/evidence/vendor/log.txt", b"log"),
    ]);
    let paths = [
        "in",
        "other/board.pdf",
        "copy.pdf",
        "nadi/evidence/vendor/log.txt",
    ];
    let addition = plan(
        &memory,
        &Register::new("vendor", "V"),
        &paths,
        Keeping::InFolder,
    );
    let addition = addition.unwrap();
    assert_eq!(
        numbers(&addition),
        [
            "V1 in/board.pdf",
            "V2 in/photos/Port A.jpg",
            "V3 other/board.pdf",
            "V1 copy.pdf",
            "V4 nadi/evidence/vendor/log.txt",
        ]
    );
    assert_eq!(
        names(&addition),
        [
            "evidence/vendor/Port-A.jpg",
            "evidence/vendor/V3-board.pdf",
            "evidence/vendor/board.pdf",
            "evidence/vendor.yaml",
        ]
    );
    insta::assert_snapshot!(render_register(&addition.register));
    write(&memory, &addition);
    let again = plan(&memory, &addition.register, &["in"], Keeping::InFolder).unwrap();
    assert!(again.files.is_empty(), "{:?}", names(&again));
    assert_eq!(again.register, addition.register);
}

#[test]
fn a_file_that_is_kept_elsewhere_is_known_by_place_and_hash() {
    let memory = Memory::new([("nas/flash.bin", b"dump".as_slice())]);
    let register = Register::new("laboratory", "L");
    let addition = plan(&memory, &register, &["nas/flash.bin"], Keeping::Elsewhere).unwrap();
    assert_eq!(names(&addition), ["evidence/laboratory.yaml"]);
    let (_, piece) = addition.register.pieces.iter().next().unwrap();
    assert_eq!(piece.kept, Kept::Elsewhere("nas/flash.bin".into()));
    assert!(piece.sha256.is_some());
}

#[test]
fn what_cannot_be_registered_is_refused_and_nothing_is() {
    let memory = Memory::new([
        ("good.pdf", b"good".as_slice()),
        ("empty/.hidden", b""),
        ("nadi/evidence/vendor/board.pdf", b"board"),
    ]);
    let register = Register::new("vendor", "V");
    let refused = plan(
        &memory,
        &register,
        &["good.pdf", "none.pdf", "empty"],
        Keeping::InFolder,
    );
    assert_eq!(
        refused.unwrap_err(),
        [
            "P0920 `none.pdf` cannot be registered: it is not there",
            "P0920 `empty` cannot be registered: there is no file in it",
        ]
    );
    let board = ["nadi/evidence/vendor/board.pdf"];
    let register = plan(&memory, &register, &board, Keeping::InFolder)
        .unwrap()
        .register;
    memory.put(board[0], b"another");
    let refused = plan(&memory, &register, &board, Keeping::InFolder);
    assert_eq!(
        refused.unwrap_err(),
        [
            "P0920 `nadi/evidence/vendor/board.pdf` cannot be registered: it is registered as V1, and was changed since"
        ]
    );
}

/// Checks the files of a register, as the command does.
pub fn check(files: &dyn FileSystem, folder: &Path, register: &Register) -> Vec<String> {
    let text = render_register(register);
    let mut sources = Sources::default();
    let file = sources.add("evidence/vendor.yaml", text.as_str());
    let draft = read_register(file, &text).value.unwrap();
    let found = look_at_files(files, folder, &draft.register);
    lines(&check_files(&draft.register.pieces, &draft.places, &found))
}

/// Reads a registered file, as `praman export` does; returns what it holds, or what is wrong.
pub fn send(
    files: &dyn FileSystem,
    folder: &Path,
    register: &Register,
    number: &str,
) -> Result<String, Vec<String>> {
    let text = render_register(register);
    let file = Sources::default().add("evidence/vendor.yaml", text.as_str());
    let draft = read_register(file, &text).value.unwrap();
    let number = EvidenceNumber::read(number).unwrap();
    let read = read_registered(files, folder, &draft, &number);
    let read = read.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    read.map_err(|found| lines(&found))
}

#[test]
fn what_stands_where_a_file_is_to_be_put_is_known() {
    let memory = Memory::new([("nadi/evidence/vendor/a.pdf", b"a".as_slice())]);
    let look = |path: &str, text: &str| {
        let hash = FileHash::of(text.as_bytes());
        look_at_spot(&memory, Path::new(DIR), path, hash).unwrap()
    };
    assert_eq!(look("evidence/vendor/a.pdf", "a"), Spot::Same);
    assert_eq!(look("evidence/vendor/a.pdf", "b"), Spot::Other);
    assert_eq!(look("evidence/vendor/b.pdf", "b"), Spot::Free);
    assert_eq!(look("evidence/laboratory/b.pdf", "b"), Spot::Free);
    assert_eq!(look("evidence/vendor", "b"), Spot::Other);
}

#[test]
fn files_that_changed_or_are_gone_are_found() {
    let memory = Memory::new([("a.pdf", b"a".as_slice()), ("b.pdf", b"b"), ("c.pdf", b"c")]);
    let register = Register::new("vendor", "V");
    let paths = ["a.pdf", "b.pdf", "c.pdf"];
    let addition = plan(&memory, &register, &paths, Keeping::InFolder).unwrap();
    write(&memory, &addition);
    assert_eq!(check(&memory, Path::new(DIR), &addition.register), [""; 0]);
    let send = |number| send(&memory, Path::new(DIR), &addition.register, number);
    assert_eq!(send("V2").unwrap(), "b");
    memory.put("nadi/evidence/vendor/a.pdf", b"A");
    memory
        .remove(Path::new("nadi/evidence/vendor/b.pdf"))
        .unwrap();
    assert_eq!(
        check(&memory, Path::new(DIR), &addition.register),
        [
            "P0910 `a.pdf` is not the file that was registered as V1",
            "P0911 `b.pdf`, registered as V2, is not there",
        ]
    );
    let wrong = ["V1", "V2"].map(|number| send(number).unwrap_err().concat());
    assert_eq!(
        wrong,
        [
            "P0910 `a.pdf` is not the file that was registered as V1",
            "P0911 `b.pdf`, registered as V2, is not there",
        ]
    );
    assert_eq!(send("V3").unwrap(), "c");
}

#[test]
fn a_register_under_the_name_of_another_party_is_refused() {
    let text = "register: laboratory\nletter: L\n";
    let memory = Memory::new([
        ("nadi/evidence/vendor.yaml", text.as_bytes()),
        ("nadi/evidence/laboratory.yaml", text.as_bytes()),
    ]);
    let mut sources = Sources::default();
    let loaded = load_registers(&memory, &mut sources, Path::new(DIR));
    assert_eq!(loaded.value.len(), 1);
    assert_eq!(
        lines(&loaded.diagnostics),
        [
            "P0903 `evidence/vendor.yaml` holds the register of the party whose file is `evidence/laboratory.yaml`"
        ]
    );
}
