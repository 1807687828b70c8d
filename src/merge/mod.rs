//! Merging: what becomes of answers that several people give in several folders.
//!
//! # Why the order of imports makes no difference
//!
//! What a folder knows about a unit (`Lineage`) is two tables, and no list of what happened: for each content the last round
//! in which it was filled in, and for each reading (what a content says, whoever wrote it) the last round in which something
//! took its place. What a package or a returned form tells (`Told`) is of the same kind. To learn it is to take the greater
//! of both numbers, line by line. The greater of two numbers depends on no order, is the same however they are grouped, and
//! does not change when it is taken twice. So what a folder knows after some imports depends on their set alone, and what
//! the slots hold follows from that alone:
//!
//! - what is asked is no part of a content: each folder stamps what it learns with its own questions, since a question may read
//!   what another party must not see. The stamps are those of the last round, and a mark for review stays within a round;
//! - a content stands if it was filled in after the last time that something took the place of its reading. One that came by
//!   another way, and reads as one that was changed since in the same round or a later one, does not: it was heard before;
//! - a slot holds the values of all contents that stand. Values that read the same are one; if several are left, they are a
//!   conflict. None of them wins by coming first or last.
//!
//! A change that is made in the folder itself is of the round after all that are known there, and takes the place of all
//! that stands. A conflict is settled in this way, in whatever folder.
//!
//! Values alone would not be enough. Somebody who answers *pass*, then *fail*, then *pass* again says three things; told as
//! "from pass to fail" and "from fail to pass" they have no end. Rounds tell the first from the third, and cost a number.
//! They are no clocks: they say which content was known where another one was written, and are compared only between
//! contents that read the same.
//!
//! A content is a whole unit: the four fields of a result are one. What a form returns of it is laid over the content with
//! which the form left. If the folder does not know that content, the fields are set aside and offered again with each later
//! import, because what is made of what happens to be known would depend on the order.
//!
//! # Why nothing typed is lost
//!
//! Every content that comes in is kept in the lineage, and what is new in it is handed out for the journal (`Merged::learned`);
//! what is not taken is handed out too (`Merged::aside`). A slot loses a value only to a content that was written where that
//! value, or one that reads the same, was known. A slot that was emptied in one folder and changed in another keeps the
//! change.

mod history;
mod import;
mod lineage;
mod receipt;
mod receive;
mod returned;

pub use history::History;
pub use import::{Merged, merge};
pub use lineage::Past;
pub use receipt::{Aside, CLEARED_AT_ONCE, Outcome, Receipt, Refusal};
pub use receive::{Taken, receive};
pub use returned::{ReadBack, Returned, read_returned, read_returned_after};
