//! Files that a dossier has beside answers, and those that are kept beside dossiers, as text.

mod codes;
mod found;
mod laboratory;
mod logo;
mod maker;
mod page;
mod places;
mod record;
mod samples;

pub use codes::CODES;
pub use found::{FOUND_KEYS, read_found, read_stance_text, render_found, stance_text};
pub use laboratory::{LABORATORY_KEYS, LaboratoryDraft, read_laboratory, render_laboratory};
pub use logo::{MAX_LOGO, read_logo};
pub use maker::{MAKER_KEYS, MakerDraft, read_maker, render_maker};
pub(super) use page::Page;
pub use places::Places;
pub(super) use record::{Record, texts};
pub use samples::{SAMPLE_KEYS, SamplesDraft, read_samples, render_samples};
