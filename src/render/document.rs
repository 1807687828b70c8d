//! The typed document: what every writer of a format writes.

use std::sync::Arc;

use crate::view::{FigureView, LogoView, MatrixLine, MatrixView, PageView, PaperState};

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The title, in plain text.
    pub title: String,
    /// The name of its files without the extension, by which a style sheet tells papers apart.
    pub stem: String,
    /// What each of its pages says of its issue.
    pub issue: IssueLine,
    /// The logo of the company whose paper it is.
    pub logo: Option<LogoView>,
    /// What it is about and where it comes from, by name, in order.
    pub metadata: Vec<(&'static str, String)>,
    /// Its parts in order.
    pub sections: Vec<PageSection>,
    /// The length of the Markdown that it was made from, in bytes.
    pub length: usize,
    /// What a browser needs in which it is filled in; `None` where nothing can come back.
    pub page: Option<Box<PageView>>,
}

/// What each page of a document says of its issue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IssueLine {
    /// How far it has come; `None` if the document has no issues of its own.
    pub state: Option<PaperState>,
    /// Number and issue, as far as they are known.
    pub number: String,
}

/// A part of a document on pages of one layout; each begins on a page of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageSection {
    /// How its pages lie.
    pub layout: Layout,
    /// What stands on them.
    pub blocks: Vec<Block>,
}

/// How a page lies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// Upright.
    #[default]
    Portrait,
    /// On its long side, for wide tables.
    Landscape,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Self; 2] = [Self::Portrait, Self::Landscape];

    /// Returns the name that templates use.
    pub fn key(self) -> &'static str {
        match self {
            Self::Portrait => "portrait",
            Self::Landscape => "landscape",
        }
    }
}

/// A block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// A table.
    Table(Box<Table>),
    /// Something drawn.
    Figure(Box<Figure>),
    /// A filter of rows.
    Filter(Filter),
    /// A quotation.
    Quote(Vec<Block>),
    /// Text set as it is, with its line ends.
    Code(String),
    /// A line between parts.
    Rule,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 1, the title, to 6.
    pub level: u8,
    /// The name by which references find it; made of keys of the source.
    pub anchor: Option<String>,
    /// What it says.
    pub content: Vec<Inline>,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The number of the first item; `None` for bullets.
    pub start: Option<usize>,
    /// Its items.
    pub items: Vec<Vec<Block>>,
}

/// A table; every row has as many cells as the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name by which references find it.
    pub anchor: Option<String>,
    /// What it shows.
    pub caption: Vec<Inline>,
    /// How the cells of each column are set.
    pub align: Vec<Align>,
    /// The heads of its columns.
    pub head: Vec<Vec<Inline>>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// By what it is found.
    pub mark: Option<Arc<RowMark>>,
    /// Its cells.
    pub cells: Vec<Vec<Inline>>,
}

/// By what a row is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowMark {
    /// The name by which references find it.
    pub anchor: String,
    /// By what a filter finds it.
    pub filter: Option<RowFilter>,
}

/// By what a filter finds a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFilter {
    /// The filter.
    pub name: String,
    /// What the row is about; rows of one subject come and go together.
    pub subject: String,
    /// By what the filter chooses, each a name and a value: `level`, `L2`.
    pub facets: Vec<(String, String)>,
}

impl RowFilter {
    /// Returns by what a filter finds a row of a matrix.
    pub fn of_line(matrix: &MatrixView, line: &MatrixLine) -> Option<Self> {
        Some(Self {
            name: matrix.filter.clone()?,
            subject: line.key.clone(),
            facets: Vec::new(),
        })
    }
}

/// A filter of rows, where a format has such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The name that rows give.
    pub name: String,
    /// What is filtered.
    pub label: String,
}

/// Something drawn, with what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The name by which references find it: `figure.schedule`.
    pub anchor: String,
    /// What it shows.
    pub caption: Vec<Inline>,
    /// What is drawn.
    pub shows: FigureView,
}

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// At the start of the line.
    #[default]
    Start,
    /// In the middle.
    Centre,
    /// At the end of the line.
    End,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text, without line ends.
    Text(String),
    /// Important.
    Strong(Vec<Inline>),
    /// Stressed.
    Emphasis(Vec<Inline>),
    /// Names and values of machines.
    Code(String),
    /// A link.
    Link {
        /// Where to.
        target: Target,
        /// What it says.
        content: Vec<Inline>,
    },
    /// Something to fill in.
    Field(Arc<Field>),
    /// A line end within a paragraph or cell.
    Break,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To an `http`, `https` or `mailto` address.
    Web(String),
    /// To a heading or table of the document.
    Anchor(String),
    /// To another file of the same folder, by name.
    File(String),
}

/// Something to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The identity of the slot.
    pub slot: String,
    /// What it asks for, in a few words.
    pub label: String,
    /// How it is answered.
    pub kind: FieldKind,
    /// How the words to choose from are printed.
    pub words: Words,
    /// What the product file says; it shows where nothing is filled in. May be empty.
    pub value: String,
    /// What is filled in, or what is to be known of it where nothing is; `None` if there is neither.
    pub filled: Option<Box<FilledField>>,
}

impl Field {
    /// Returns what is filled in.
    pub fn answer(&self) -> Option<&FilledField> {
        self.filled
            .as_deref()
            .filter(|filled| !filled.lines.is_empty())
    }

    /// Returns the mark of a field in which nothing is filled in.
    pub fn note(&self) -> Option<&FilledMark> {
        let filled = self
            .filled
            .as_deref()
            .filter(|filled| filled.lines.is_empty());
        filled?.mark.as_ref()
    }
}

/// How words to choose from are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Words {
    /// As they are.
    #[default]
    Whole,
    /// By their initials, in tables with many choices; the document says what these stand for.
    Initials,
}

/// What is filled in in a field, as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledField {
    /// The lines of the answer as they were typed, with what cannot be seen made visible; none if nothing is filled in.
    pub lines: Vec<String>,
    /// What is to be known of it; `None` if it counts as it is.
    pub mark: Option<FilledMark>,
}

/// A mark beside an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledMark {
    /// The key of its standing, by which a style sheet finds it: `to-review`.
    pub standing: &'static str,
    /// What it says, on one line: `to review: interface.console.closed_by: fuse → none`.
    pub words: String,
}

/// Words to choose from, each a key and what is printed. Many fields share them.
pub type Options = Arc<[(String, String)]>;

/// How a field is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// With a few words.
    Text,
    /// With some lines.
    Lines,
    /// With one of some words.
    Choice(Options),
    /// With yes, or left alone.
    Check,
    /// With a diagram or photograph.
    Drawing,
    /// With a signature.
    Signature,
}

impl Block {
    /// Returns the heading that it is.
    pub fn heading(&self) -> Option<&Heading> {
        match self {
            Self::Heading(heading) => Some(heading),
            Self::Paragraph(_)
            | Self::List(_)
            | Self::Table(_)
            | Self::Figure(_)
            | Self::Filter(_)
            | Self::Quote(_)
            | Self::Code(_)
            | Self::Rule => None,
        }
    }
}

impl Document {
    /// Returns all blocks in order, without those inside lists and quotations.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.sections.iter().flat_map(|section| &section.blocks)
    }
}

impl IssueLine {
    /// Whether it says that it is a draft.
    pub fn is_draft(&self) -> bool {
        self.state == Some(PaperState::Draft)
    }

    /// Returns it in words: `DRAFT · NTL/TP/14 · 1`.
    pub fn words(&self) -> String {
        let state = self.state.and_then(|state| match state {
            PaperState::Draft => Some("DRAFT"),
            PaperState::Checked => Some("checked"),
            PaperState::Approved => Some("approved"),
            // What has a date of issue is issued.
            PaperState::Issued => None,
        });
        let number = Some(self.number.as_str()).filter(|number| !number.is_empty());
        let parts: Vec<&str> = state.into_iter().chain(number).collect();
        parts.join(" · ")
    }
}

impl FilledField {
    /// Returns the length of its text, in bytes, a line end counting as one.
    fn length(&self) -> usize {
        let lines: usize = self.lines.iter().map(|line| line.len() + 1).sum();
        lines + self.mark.as_ref().map_or(0, |mark| mark.words.len())
    }
}

/// Returns the words of inlines, without their form; fields are left out.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect_text(inlines, &mut text);
    text
}

/// Returns the length of the text of inlines, in bytes; of fields, of what is filled in.
pub fn text_length(inlines: &[Inline]) -> usize {
    let lengths = inlines.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.len(),
        Inline::Strong(inner) | Inline::Emphasis(inner) => text_length(inner),
        Inline::Link { content, .. } => text_length(content),
        Inline::Break => 1,
        Inline::Field(field) => field.filled.as_ref().map_or(0, |filled| filled.length()),
    });
    lengths.sum()
}

fn collect_text(inlines: &[Inline], into: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => into.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => collect_text(inner, into),
            Inline::Link { content, .. } => collect_text(content, into),
            Inline::Break => into.push(' '),
            Inline::Field(_) => {}
        }
    }
}
