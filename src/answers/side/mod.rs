//! What a dossier holds beside answers: found entries and samples; and what is kept beside dossiers: laboratory and maker.

mod found;
mod laboratory;
mod logo;
mod maker;
mod samples;

pub use found::{Found, FoundEntry, Stance, StanceWord};
pub use laboratory::{Accreditation, Instrument, Laboratory, Member, Method, Rates};
pub use logo::{Logo, LogoKind};
pub use maker::Maker;
pub use samples::{Custody, Handover, Sample, SampleList};
