//! What the filters of a document ask for, collected before it is written.

use indexmap::{IndexMap, IndexSet};

use crate::render::document::{Block, Document, Filter, RowFilter};
use crate::view::FigureView;

/// What a filter asks for: the names of facets, each with its values, in the order of the document.
#[derive(Debug, Default)]
pub(super) struct Facets {
    of_filters: IndexMap<String, IndexMap<String, IndexSet<String>>>,
}

impl Facets {
    /// Collects the facets of all rows of a document.
    pub fn of(document: &Document) -> Self {
        let mut facets = Self::default();
        for block in document.blocks() {
            facets.collect(block);
        }
        facets
    }

    fn collect(&mut self, block: &Block) {
        match block {
            Block::Table(table) => {
                let marks = table.rows.iter().filter_map(|row| row.mark.as_ref());
                marks
                    .filter_map(|mark| mark.filter.as_ref())
                    .for_each(|filter| self.add(filter));
            }
            Block::Figure(figure) => {
                if let FigureView::Matrix(matrix) = &figure.shows
                    && let Some(filter) = &matrix.filter
                {
                    self.of_filters.entry(filter.clone()).or_default();
                }
            }
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Quote(_)
            | Block::Code(_)
            | Block::Filter(_)
            | Block::Rule => {}
        }
    }

    fn add(&mut self, filter: &RowFilter) {
        if !self.of_filters.contains_key(&filter.name) {
            self.of_filters.insert(filter.name.clone(), IndexMap::new());
        }
        let Some(facets) = self.of_filters.get_mut(&filter.name) else {
            return;
        };
        for (name, value) in &filter.facets {
            if !facets.contains_key(name) {
                facets.insert(name.clone(), IndexSet::new());
            }
            let values = facets.get_mut(name);
            if let Some(values) = values.filter(|values| !values.contains(value)) {
                values.insert(value.clone());
            }
        }
    }

    /// Returns the facets for which a filter asks, each with its values.
    pub fn asked_by(&self, filter: &Filter) -> Option<&IndexMap<String, IndexSet<String>>> {
        self.of_filters.get(&filter.name)
    }

    /// Says whether the document has no filter.
    pub fn is_empty(&self) -> bool {
        self.of_filters.is_empty()
    }
}
