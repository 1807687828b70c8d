//! What people filled in: plain data, without files, clocks and schemes. A dossier holds it.

mod change;
mod components;
mod content;
mod exchange;
mod filled;
mod finding;
mod head;
mod journal;
mod key;
mod paper_step;
mod papers;
mod query;
mod register;
mod sent;
mod set;
mod side;
mod told;
mod unit;

pub use change::{Cause, Change};
pub use components::{
    Agreement, ComponentCounts, ComponentList, Described, HeldAgainst, HeldList, ListFormat,
};
pub use content::{Content, Version};
pub use exchange::{
    Exchange, Exchanged, Filed, FiledPart, NOBODY, PackageOrder, Received, Replaced, Shared,
};
pub use filled::{Digest, Filled, Held, compared};
pub use finding::{
    FINDING_PARTS, Finding, FindingField, FindingNumber, FindingPart, FindingRound, FindingState,
    VerificationResult, findings,
};
pub use head::{DossierId, Happened, Head, Person};
pub use journal::{JournalLine, Timestamp, histories, replay};
pub use key::{AnswerKey, Item};
pub use paper_step::{Attached, Issued, PaperAct, PaperStep, Signed};
pub use papers::{
    IssueManifest, IssueRecord, IssuedCopy, IssuedFile, PaperRecord, Progress, Signatory,
    Signature, paper_records,
};
pub use query::{Query, QueryField, queries};
pub use register::{
    EvidenceNumber, FileHash, Kept, Piece, PieceText, Pieces, RESERVED_LETTERS, Register,
    Registered, Viewing, letters_of,
};
pub use sent::{Sent, SentAnswer, SetAside, Unplaced, UnplacedField};
pub use set::AnswerSet;
pub use side::{
    Accreditation, Custody, Found, FoundEntry, Handover, Instrument, Laboratory, Logo, LogoKind,
    Maker, Member, Method, Rates, Sample, SampleList, Stance, StanceWord,
};
pub use told::{GivenUp, Told};
pub use unit::Unit;
