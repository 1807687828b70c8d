//! What went out and what came in, and what changed beside answers: lines of a journal beside those of the changes.

use super::change::Cause;
use super::journal::Timestamp;
use super::paper_step::PaperStep;
use super::told::Told;
use super::unit::Unit;

/// Who stands in a journal for a person who was not named.
pub const NOBODY: &str = "-";

/// Something that went out or came in by a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// When.
    pub when: Timestamp,
    /// The key of the person who made it; [`NOBODY`] if none was named.
    pub who: String,
    /// The number of the command.
    pub command: usize,
    /// What went out or came in.
    pub what: Exchanged,
}

/// What goes out or comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exchanged {
    /// A package was imported.
    Received(Received),
    /// An import told something new about a unit, whether or not a slot changed.
    Learned(Told),
    /// What is held was sent to somebody.
    Shared(Shared),
    /// The product, the scheme, the edition or the level was replaced.
    Replaced(Replaced),
    /// A file beside answers was changed.
    Filed(Filed),
    /// A paper was checked, approved or issued.
    Paper(PaperStep),
}

/// A change of a register or of found entries, part by part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// What caused it: the registering of evidence, a word on a found entry, or the undoing of one of these.
    pub cause: Cause,
    /// The file, below the folder of the dossier.
    pub file: String,
    /// What changed in it, in order.
    pub parts: Vec<FiledPart>,
    /// The folder below that of the dossier in which files are kept that this took away; `None` where it took none.
    pub kept: Option<String>,
}

/// A piece of evidence, or what the vendor says to a found entry, before and after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledPart {
    /// The number of the piece, or the name of the entry.
    pub name: String,
    /// What the file said of it before, as text; `None` where it said nothing.
    pub before: Option<String>,
    /// What it says now; `None` where that is nothing.
    pub after: Option<String>,
    /// The file of evidence that was copied into the folder, below the folder of the dossier.
    pub copied: Option<String>,
}

/// A product, scheme, edition or level that took the place of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// What caused it: an update, or the undoing of one.
    pub cause: Cause,
    /// The edition before and after.
    pub edition: [String; 2],
    /// The level before and after.
    pub level: [String; 2],
    /// Whether the product file was replaced.
    pub product: bool,
    /// Whether the scheme was replaced.
    pub scheme: bool,
    /// The folder below that of the dossier in which the files are kept as they were; `None` where no file was replaced.
    pub kept: Option<String>,
}

/// A package that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The file in which it is kept, below the folder of the dossier.
    pub file: String,
    /// The SHA-256 of its bytes, as 64 hexadecimal digits.
    pub sha256: String,
    /// The key of the party that made it.
    pub from: String,
    /// When it was made.
    pub made: Timestamp,
    /// Its number among the packages that its folder had made for the party of this one; 0 where it does not say so.
    pub number: u64,
    /// The head of the sender's journal.
    pub journal: String,
    /// Whether it held a product file.
    pub product: bool,
    /// The other files that it brought, below the folder of the dossier, whether or not they were the same already.
    pub files: Vec<String>,
    /// From another folder of the party that keeps the product file: the hashes of the file that it held and of those before it
    /// there. Empty if the product file was not taken.
    pub lineage: Vec<String>,
}

impl Received {
    /// Returns its place among the packages of its party.
    pub fn order(&self) -> PackageOrder {
        PackageOrder {
            made: self.made.clone(),
            number: self.number,
            journal: self.journal.clone(),
        }
    }
}

/// The place of a package among those of its party. Clocks count seconds, so packages of one second are told apart by their
/// numbers; those of two folders of one party, where nothing says which is newer, have some order, and everywhere the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackageOrder {
    /// When it was made.
    pub made: Timestamp,
    /// Its number among the packages that its folder had made for the same party.
    pub number: u64,
    /// The head of the sender's journal.
    pub journal: String,
}

/// Something that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The key of the party to which it was sent.
    pub to: String,
    /// Random digits, which never leave. They keep the hash of the line, which does leave, from telling what was changed.
    pub salt: String,
    /// The hash of the product file as it was then, which tells a copy of today from one of before; `None` where it is not on record.
    pub product: Option<String>,
    /// The units that were not sent, in order.
    pub withheld: Vec<Unit>,
}

impl Exchanged {
    /// Returns the cause, as the journal has it.
    pub fn cause(&self) -> Cause {
        match self {
            Self::Received(_) | Self::Learned(_) => Cause::Import,
            Self::Shared(_) => Cause::Export,
            Self::Replaced(replaced) => replaced.cause,
            Self::Filed(filed) => filed.cause,
            Self::Paper(step) => step.cause(),
        }
    }
}
