//! The files of a dossier as text: answers, journal and head, read with located messages and written back in one form.
//!
//! Reads no file and knows no scheme: whether there is a slot, and what it takes, is decided elsewhere.

mod answers_text;
mod aside_text;
mod codes;
mod comments;
mod components;
mod copy;
mod draft;
mod exchange_text;
mod field_text;
mod fields;
mod head;
mod journal;
mod journal_text;
mod junit;
mod kept_comments;
mod package;
mod paper_text;
mod people;
mod read_answers;
mod records;
mod register;
mod scalar;
mod sent_text;
mod side;
mod table;
mod told_text;
mod unit_text;

pub use answers_text::render_answers;
pub use aside_text::{read_aside, render_aside};
pub use codes::CODES;
pub(crate) use codes::{MISPLACED, twice as answered_twice, unknown_person};
pub use comments::Comments;
pub use components::{Bounds, Unread, read_components};
pub(crate) use copy::too_large as copy_too_large;
pub use copy::{CODES as COPY_CODES, COPY_BYTES, CopyAnswer, PageCopy, check_copy, read_copy};
pub use draft::{AnswersDraft, FilledDraft, HeldDraft};
pub use head::{head_comments, read_head, render_head};
pub use journal::{Journal, Step};
pub use junit::{TestCase, TestOutcome, read_junit};
pub use kept_comments::keep_comments;
pub use package::CODES as PACKAGE_CODES;
pub use package::{
    ANSWERS_FILE, Citings, CutProduct, CutRegister, Limits, Manifest, NamesPeople, PEOPLE_FILE,
    Package, SentPerson, Sight, Withheld, check_package, cut_found, cut_product, cut_register,
    read_package, read_people, render_package, render_people, seen_numbers, stances_of,
};
pub use paper_text::{read_issue, render_issue};
pub use people::check_people;
pub use read_answers::read_answers;
pub(crate) use register::OUTSIDE;
pub use register::{
    CODES as REGISTER_CODES, PIECE_KEYS, PiecePlaces, PiecesDraft, REGISTER_KEYS, RegisterDraft,
    piece_text, read_piece_text, read_register, render_register,
};
pub use sent_text::{read_sent, render_sent};
pub use side::{
    CODES as SIDE_CODES, FOUND_KEYS, LABORATORY_KEYS, LaboratoryDraft, MAKER_KEYS, MAX_LOGO,
    MakerDraft, Places, SAMPLE_KEYS, SamplesDraft, read_found, read_laboratory, read_logo,
    read_maker, read_samples, read_stance_text, render_found, render_laboratory, render_maker,
    render_samples, stance_text,
};
pub use table::{TableRow, TestName, read_table, read_test_names};
pub use told_text::{read_told, render_told};
