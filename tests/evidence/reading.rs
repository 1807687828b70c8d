//! Reading files of evidence: one that changes meanwhile, links that lead elsewhere, and large files.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};

use praman::answers::{FileHash, Piece, Register};
use praman::project::{
    Addition, Claim, Disk, FileSystem, Keeping, Kind, Listed, Memory, NewEvidence, Spot,
    look_at_spot, plan_addition,
};

use crate::files::{DIR, check, plan, send};

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
