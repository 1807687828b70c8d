//! The measures of drawings and the titles of their parts.

/// The width of the text on an upright A4 page, in points.
pub const PORTRAIT: i64 = 527;

/// Returns the title of one of several drawings of a figure.
pub fn title_of_band(title: &str, index: usize, of: usize) -> String {
    if of > 1 {
        format!("{title}, part {} of {of}", index + 1)
    } else {
        title.to_owned()
    }
}

/// Converts a count for reckoning with points.
pub fn measure(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
