//! Texts that are in memory once: a piece of a source text, or a text of its own.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::span::{Span, slice};

/// A text that is cheap to copy, since it shares the text of which it is a piece.
///
/// The texts of a scheme are in its files already; items, messages and tables share them. Two texts are equal if they read
/// the same, wherever they come from. A scheme of 100 000 controls has millions of them, so a text is two words wide: an
/// `Arc<str>` would add the length, and would copy a file that has been read.
#[derive(Clone, Default)]
pub struct Text {
    /// `None` for the empty text.
    whole: Option<Arc<Box<str>>>,
    /// Always within `whole`, on character borders.
    span: Span,
}

impl Text {
    /// Takes a piece of this text; the span counts from its start. An empty text if the span does not fit.
    #[must_use]
    pub fn part(&self, span: Span) -> Self {
        if slice(self, span).is_empty() {
            return Self::default();
        }
        Self {
            whole: self.whole.clone(),
            span: span.shifted(self.span.start),
        }
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        let whole = self.whole.as_deref();
        whole.map_or("", |whole| slice(whole, self.span))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

/// Texts hash and compare as `str` does, so that a table is asked with a `str`.
impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        Self {
            whole: Some(Arc::new(text.into_boxed_str())),
            span: Span::new(0, end),
        }
    }
}

impl From<&Text> for String {
    fn from(text: &Text) -> Self {
        text.as_str().to_owned()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_what_its_span_names() {
        let whole: Text = "key \"é\"".into();
        assert_eq!(whole.part(Span::new(0, 3)), "key");
        assert_eq!(whole.part(Span::new(5, 7)), "é");
        for outside in [Span::new(5, 6), Span::new(3, 99), Span::new(2, 2)] {
            assert_eq!(whole.part(outside), "");
        }
    }

    #[test]
    fn texts_are_equal_where_they_read_the_same() {
        let whole: Text = "one two one".into();
        let (first, last) = (whole.part(Span::new(0, 3)), Text::from("one"));
        assert_eq!(first, last);
        assert!(first < "two".into());
    }
}
