//! Files of evidence: registering and hashing them, over file systems in memory and on disk.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};

use praman::answers::{EvidenceNumber, FileHash, Kept, Piece, Register};
use praman::diag::{Diagnostic, Diagnostics};
use praman::holdings::check_files;
use praman::intake::{read_register, render_register};
use praman::project::{
    Addition, Claim, Disk, FileSystem, Keeping, Kind, Listed, Memory, NewEvidence, Spot,
    load_registers, look_at_files, look_at_spot, plan_addition, read_registered,
};
use praman::source::Sources;

const DIR: &str = "nadi";

fn plan(
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
fn check(files: &dyn FileSystem, folder: &Path, register: &Register) -> Vec<String> {
    let text = render_register(register);
    let mut sources = Sources::default();
    let file = sources.add("evidence/vendor.yaml", text.as_str());
    let draft = read_register(file, &text).value.unwrap();
    let found = look_at_files(files, folder, &draft.register);
    lines(&check_files(&draft.register.pieces, &draft.places, &found))
}

/// Reads a registered file, as `praman export` does; returns what it holds, or what is wrong.
fn send(
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

/// A file system in which one file has another content each time that it is read.
struct Restless {
    memory: Memory,
    reads: AtomicU8,
}

impl FileSystem for Restless {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.memory.kind(path)
    }

    fn length(&self, file: &Path) -> io::Result<u64> {
        self.memory.length(file)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = self.memory.read(file)?;
        if file.ends_with("log.txt") {
            bytes.push(self.reads.fetch_add(1, Ordering::Relaxed));
        }
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        self.memory.list(folder)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.memory.create_folder(folder)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.memory.remove_folder(folder)
    }

    fn write_temporary(&self, claim: &Claim, bytes: &[u8]) -> io::Result<PathBuf> {
        self.memory.write_temporary(claim, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.memory.rename(from, to)
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        self.memory.remove(file)
    }
}

#[test]
fn a_file_that_changes_while_it_is_hashed_is_refused() {
    let restless = Restless {
        memory: Memory::new([
            ("log.txt", b"line".as_slice()),
            ("nadi/evidence/vendor/log.txt", b"line"),
        ]),
        reads: AtomicU8::new(0),
    };
    let register = Register::new("vendor", "V");
    for (path, keeping) in [
        ("log.txt", Keeping::InFolder),
        ("log.txt", Keeping::Elsewhere),
        ("nadi/evidence/vendor/log.txt", Keeping::InFolder),
    ] {
        let refused = plan(&restless, &register, &[path], keeping).unwrap_err();
        assert_eq!(
            refused,
            [format!("P0919 `{path}` changed while it was read")]
        );
    }
    let inside = ["nadi/evidence/vendor/log.txt"];
    let still = plan(&restless.memory, &register, &inside, Keeping::InFolder).unwrap();
    assert_eq!(
        check(&restless, Path::new(DIR), &still.register),
        ["P0918 `log.txt`, registered as V1, cannot be read: it changed while it was read"]
    );
    assert_eq!(
        send(&restless, Path::new(DIR), &still.register, "V1"),
        Err(vec![
            "P0918 `log.txt`, registered as V1, cannot be read: it changed while it was read"
                .to_owned()
        ])
    );
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_evidence_folder_are_refused() {
    use std::fs;
    use std::os::unix::fs::symlink;

    let temporary = tempfile::tempdir().unwrap();
    let root = temporary.path();
    let evidence = root.join("evidence/vendor");
    fs::create_dir_all(evidence.join("sub")).unwrap();
    fs::write(root.join("secret.txt"), "secret").unwrap();
    fs::write(evidence.join("board.pdf"), "board").unwrap();
    symlink(root.join("secret.txt"), evidence.join("out.txt")).unwrap();
    symlink(root, evidence.join("up")).unwrap();
    symlink("board.pdf", evidence.join("within.pdf")).unwrap();
    let piece = Piece::default();
    let new = NewEvidence {
        piece: &piece,
        keeping: Keeping::InFolder,
    };
    let register = Register::new("vendor", "V");
    let add = |path: PathBuf| plan_addition(&Disk, root, &register, &new, &[path]);
    for path in ["out.txt", "up/secret.txt"] {
        let refused = add(evidence.join(path)).unwrap_err();
        assert_eq!(refused.iter().next().unwrap().code.id, "P0902", "{path}");
    }
    assert!(
        add(evidence.clone()).is_err(),
        "a folder with a link that leads out of it"
    );
    let within = add(evidence.join("within.pdf")).unwrap();
    assert_eq!(within.files.len(), 1, "nothing is copied");
    // A folder somewhere else, with a link out of it.
    let other = root.join("other");
    fs::create_dir(&other).unwrap();
    symlink(root.join("secret.txt"), other.join("a.txt")).unwrap();
    let refused = add(other).unwrap_err();
    assert_eq!(refused.iter().next().unwrap().code.id, "P0902");
    // A registered file that became a link since.
    let register = add(evidence.join("board.pdf")).unwrap().register;
    fs::remove_file(evidence.join("board.pdf")).unwrap();
    symlink(root.join("secret.txt"), evidence.join("board.pdf")).unwrap();
    let found = check(&Disk, root, &register);
    assert!(found[0].starts_with("P0902 `board.pdf`"), "{found:?}");
    let sent = send(&Disk, root, &register, "V1").unwrap_err();
    assert!(sent[0].starts_with("P0902 `board.pdf`"), "{sent:?}");
    // Nothing is put behind such links.
    let look = |path: &str| look_at_spot(&Disk, root, path, FileHash::of(b"x")).unwrap();
    fs::remove_file(evidence.join("up")).unwrap();
    symlink("/", evidence.join("up")).unwrap();
    symlink("nowhere", evidence.join("dangling")).unwrap();
    let leads_out = ["evidence/vendor/up/x", "evidence/vendor/dangling"].map(look);
    assert_eq!(leads_out, [Spot::LeadsOut; 2]);
}

#[test]
fn a_large_file_is_hashed_in_pieces_on_disk_as_in_memory() {
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("dump.bin");
    let bytes: Vec<u8> = (0..1_000_003_u32).map(|n| (n % 251) as u8).collect();
    std::fs::write(&path, &bytes).unwrap();
    let memory = Memory::new([("dump.bin", bytes.as_slice())]);
    let piece = Piece::default();
    let new = NewEvidence {
        piece: &piece,
        keeping: Keeping::Elsewhere,
    };
    let register = Register::new("vendor", "V");
    let on_disk = plan_addition(&Disk, temporary.path(), &register, &new, &[path]).unwrap();
    let paths = ["dump.bin".into()];
    let in_memory = plan_addition(&memory, Path::new(""), &register, &new, &paths).unwrap();
    let hash = |addition: &Addition| addition.register.pieces.iter().next().unwrap().1.sha256;
    assert_eq!(hash(&on_disk), hash(&in_memory));
}
