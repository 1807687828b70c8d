//! Finds the block of answers in a page, whoever wrote the page last.
//!
//! The page is read tag by tag, from its beginning to its end, once. What stands in comments, in scripts and in other elements
//! whose content is text opens no element. Nothing is nested, so that no page is too deep.

/// The id of the block of answers.
const ANSWERS: &str = "praman-answers";

/// The id of what a page says to its script.
const PAGE: &str = "praman-page";

/// The elements whose content is text up to their end.
const TEXT_ELEMENTS: [&str; 5] = ["script", "style", "textarea", "title", "xmp"];

/// What some bytes are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// No page.
    #[default]
    Text,
    /// A page.
    Page,
    /// A page that can be filled in.
    ToFillIn,
}

/// What was found in a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Blocks<'b> {
    /// The contents of its blocks of answers.
    pub answers: Vec<&'b [u8]>,
    /// What it is.
    pub kind: Kind,
}

/// Finds the blocks of answers.
///
/// # Errors
/// Returns what is wrong, for a message: a block that does not end.
pub(super) fn find_blocks(bytes: &[u8]) -> Result<Blocks<'_>, &'static str> {
    let mut blocks = Blocks::default();
    let mut rest = bytes;
    while let Some(at) = find(rest, b"<") {
        rest = after(rest, at + 1);
        if let Some(comment) = rest.strip_prefix(b"!--") {
            rest = find(comment, b"-->").map_or(&[], |end| after(comment, end + 3));
            continue;
        }
        let Some(tag) = Tag::read(rest) else { continue };
        rest = tag.after;
        blocks.kind = blocks.kind.max(tag.kind());
        if !TEXT_ELEMENTS.contains(&&*tag.name) {
            continue;
        }
        let end = find_end(rest, &tag.name);
        let is_block = tag.name == "script" && tag.id == ANSWERS.as_bytes();
        if is_block {
            let end = end.ok_or("its block of answers is cut off")?;
            blocks.answers.push(rest.get(..end).unwrap_or_default());
        }
        rest = end.map_or(&[], |end| after(rest, end));
    }
    Ok(blocks)
}

/// The elements by which a page is known.
const IN_PAGES: [&str; 4] = ["html", "head", "body", "script"];

/// The beginning of an element.
struct Tag<'b> {
    name: String,
    /// The value of its attribute `id`; empty if it has none.
    id: &'b [u8],
    after: &'b [u8],
}

impl<'b> Tag<'b> {
    /// Returns what has such a tag.
    fn kind(&self) -> Kind {
        if self.id == PAGE.as_bytes() {
            Kind::ToFillIn
        } else if IN_PAGES.contains(&&*self.name) {
            Kind::Page
        } else {
            Kind::Text
        }
    }

    /// Reads a tag after its `<`; `None` if it is none, or the end of an element.
    fn read(bytes: &'b [u8]) -> Option<Self> {
        bytes.first().filter(|byte| byte.is_ascii_alphabetic())?;
        let (name, mut rest) = split(bytes, |byte| is_space(byte) || byte == b'>' || byte == b'/');
        let name = String::from_utf8_lossy(name.get(..MOST).unwrap_or(name)).to_ascii_lowercase();
        let mut id: &[u8] = &[];
        loop {
            rest = split(rest, |byte| !is_space(byte) && byte != b'/').1;
            match rest.split_first() {
                None => {
                    return Some(Self {
                        name,
                        id,
                        after: rest,
                    });
                }
                Some((b'>', after)) => return Some(Self { name, id, after }),
                Some(_) => {}
            }
            let attribute = Attribute::read(rest);
            if attribute.name.eq_ignore_ascii_case(b"id") && id.is_empty() {
                id = attribute.value;
            }
            rest = attribute.after;
        }
    }
}

/// How much of the name of an element is looked at.
const MOST: usize = 16;

/// An attribute of an element.
struct Attribute<'b> {
    name: &'b [u8],
    value: &'b [u8],
    after: &'b [u8],
}

impl<'b> Attribute<'b> {
    fn read(bytes: &'b [u8]) -> Self {
        let ends = |byte| is_space(byte) || byte == b'>' || byte == b'=' || byte == b'/';
        // A name has a character at least, whatever it is.
        let length = bytes.iter().skip(1).position(|byte| ends(*byte));
        let (name, rest) = bytes.split_at(length.map_or(bytes.len(), |length| length + 1));
        let (_, rest) = split(rest, |byte| !is_space(byte));
        let Some(value) = rest.strip_prefix(b"=") else {
            return Self {
                name,
                value: &[],
                after: rest,
            };
        };
        let (_, value) = split(value, |byte| !is_space(byte));
        let (value, after) = match value.split_first() {
            Some((quote @ (b'"' | b'\''), value)) => {
                let (value, rest) = split(value, |byte| byte == *quote);
                (value, rest.get(1..).unwrap_or_default())
            }
            Some(_) | None => split(value, |byte| is_space(byte) || byte == b'>'),
        };
        Self { name, value, after }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

/// Splits before the first byte that fits; after all of them, if none does.
fn split(bytes: &[u8], fits: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let at = bytes.iter().position(|byte| fits(*byte));
    bytes.split_at(at.unwrap_or(bytes.len()))
}

fn after(bytes: &[u8], at: usize) -> &[u8] {
    bytes.get(at..).unwrap_or_default()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|found| found == wanted)
}

/// Returns where an element ends whose content is text.
fn find_end(bytes: &[u8], name: &str) -> Option<usize> {
    let mut windows = bytes.windows(name.len() + 2);
    windows.position(|found| {
        found
            .strip_prefix(b"</")
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    })
}
