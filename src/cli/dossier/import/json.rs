//! The receipt of an import, for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::receipt::{
    AnswerReceipt, CopyReceipt, PackageReceipt, ProductReceipt, Report, TableReceipt, count,
};
use crate::answers::SetAside;

/// The name and version of the form.
const SCHEMA: &str = "praman/import/1";

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct ReceiptView<'a> {
    schema: &'static str,
    written: bool,
    product: Option<&'a ProductReceipt>,
    packages: Vec<CountedView<&'a PackageReceipt>>,
    tables: Vec<CountedView<&'a TableReceipt>>,
    copies: Vec<CountedView<&'a CopyReceipt>>,
    /// What had been set aside earlier, and was taken now.
    offered_again: &'a [AnswerReceipt],
    /// What is set aside now.
    aside: Vec<AsideView<'a>>,
}

#[derive(Serialize)]
struct CountedView<Receipt> {
    counts: BTreeMap<&'static str, usize>,
    #[serde(flatten)]
    receipt: Receipt,
}

#[derive(Serialize)]
struct AsideView<'a> {
    slot: String,
    from: &'a str,
    why: &'a str,
    values: Vec<&'a str>,
}

pub(super) fn render(report: &Report, dry: bool) -> String {
    let view = ReceiptView {
        schema: SCHEMA,
        written: !dry,
        product: report.product.as_ref(),
        packages: report
            .packages
            .iter()
            .map(|package| view_counted(package, &package.answers))
            .collect(),
        tables: report
            .tables
            .iter()
            .map(|table| view_counted(table, &table.answers))
            .collect(),
        copies: report
            .copies
            .iter()
            .map(|copy| view_counted(copy, &copy.answers))
            .collect(),
        offered_again: &report.again,
        aside: report.aside.iter().map(view_aside).collect(),
    };
    // Texts and numbers under texts: nothing in it can fail to be JSON.
    let text = serde_json::to_string_pretty(&view).unwrap_or_default();
    format!("{text}\n")
}

fn view_counted<Receipt>(receipt: Receipt, answers: &[AnswerReceipt]) -> CountedView<Receipt> {
    let counts = count(answers).into_iter();
    CountedView {
        counts: counts
            .map(|(outcome, count)| (outcome.word(), count))
            .collect(),
        receipt,
    }
}

fn view_aside(aside: &SetAside) -> AsideView<'_> {
    AsideView {
        slot: aside.slot(),
        from: &aside.from,
        why: &aside.why,
        values: aside.values(),
    }
}
