//! The small scheme and product of `camera.prm` and `camera.yaml`: one of everything that documents show.

use praman::diag::Diagnostics;
use praman::model::Scheme;
use praman::plan::{Plan, plan_target};
use praman::product::{Product, read_product};
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::Sources;
use praman::syntax::parse_file;
use praman::view::{Basis, BuildStamp};

/// The scheme, as it is written.
pub const SCHEME: &str = include_str!("camera.prm");

/// The product, as it is written.
pub const PRODUCT: &str = include_str!("camera.yaml");

/// All that documents are built from.
pub struct Camera {
    /// The scheme.
    pub scheme: Scheme,
    /// The plan.
    pub plan: Plan,
    /// The product.
    pub product: Product,
    /// The texts.
    pub sources: Sources,
    /// The stamp; empty.
    pub stamp: BuildStamp,
}

impl Camera {
    /// Reads scheme and product as they are written.
    #[track_caller]
    pub fn plain() -> Self {
        Self::read(SCHEME, PRODUCT)
    }

    /// Reads a scheme and a product of it, in which nothing is wrong.
    #[track_caller]
    pub fn read(scheme: &str, product: &str) -> Self {
        let mut sources = Sources::default();
        let mut told = Diagnostics::new();
        let file = sources.add("camera.prm", scheme);
        let parsed = told.take(parse_file(file, scheme));
        let resolved = told.take(resolve_scheme(&[parsed], EditionChoice::Only));
        let scheme = resolved.unwrap_or_else(|| panic!("no edition: {told:#?}"));
        let file = sources.add("camera.yaml", product);
        let mut product = told.take(read_product(&scheme, file, product));
        "camera.yaml".clone_into(&mut product.file);
        let plan = told.take(plan_target(&scheme, product.level, &product.target));
        assert!(!told.has_errors(), "{told:#?}");
        Self {
            scheme,
            plan,
            product,
            sources,
            stamp: BuildStamp::default(),
        }
    }

    /// Returns what documents of the product are built from.
    pub fn basis(&self) -> Basis<'_> {
        Basis::new(
            &self.scheme,
            &self.plan,
            &self.product,
            &self.sources,
            &self.stamp,
        )
    }
}
