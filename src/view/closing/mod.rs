//! The papers that close a certification: for whoever decides on the certificate, and what the certificate covers.

mod certificate;
mod decision;
mod excerpts;

pub use certificate::{CertificateView, view_certificate};
pub use decision::{DecisionPaperView, NamedSlot, view_decision_paper};
