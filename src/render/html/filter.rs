//! Filters of rows: a form that only readers with scripts see. Without scripts all rows are shown.

use indexmap::IndexSet;

use super::Html;
use crate::render::document::{Filter, RowFilter};

impl Html {
    /// Writes the form of a filter; the script shows it.
    pub(super) fn filter(&mut self, filter: &Filter) {
        self.raw("<form class=\"filter\" hidden role=\"search\"");
        self.attribute("data-filter", &filter.name);
        self.filter_label(&filter.label);
        self.raw(">\n<b>");
        self.text(&filter.label);
        self.raw("</b>\n");
        let facets = self.facets.asked_by(filter).cloned();
        for (name, values) in facets.unwrap_or_default() {
            if values.len() > 1 {
                self.select(&name, &values);
            }
        }
        self.raw("<label>Search <input type=\"search\" name=\"search\"></label>\n");
        self.raw("<button type=\"reset\">Show all</button>\n<output></output>\n</form>\n");
    }

    /// Writes the name of a form; a name that was given before gets a number, because readers tell forms apart by it.
    fn filter_label(&mut self, label: &str) {
        let count = self.filter_labels.entry(label.to_owned()).or_insert(0);
        *count += 1;
        let label = match *count {
            1 => label.to_owned(),
            count => format!("{label}, filter {count}"),
        };
        self.attribute("aria-label", &label);
    }

    fn select(&mut self, name: &str, values: &IndexSet<String>) {
        self.raw("<label>");
        self.text(&capitalised(name));
        self.raw(" <select");
        self.attribute("name", name);
        self.raw("><option value=\"\">all</option>");
        for value in values {
            self.raw("<option");
            self.attribute("value", value);
            self.raw(">");
            self.text(value);
            self.raw("</option>");
        }
        self.raw("</select></label>\n");
    }

    /// Writes by what filters find a row.
    pub(super) fn row_filter(&mut self, filter: &RowFilter) {
        self.attribute("data-filter", &filter.name);
        self.attribute("data-subject", &filter.subject);
        for (name, value) in &filter.facets {
            self.raw(" data-");
            self.raw(name);
            self.raw("=\"");
            self.text(value);
            self.raw("\"");
        }
    }
}

fn capitalised(name: &str) -> String {
    let mut rest = name.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + rest.as_str()
}
