//! The measures of drawings and the titles of their parts.

/// How wide the text of an upright A4 page is, in points.
pub const PORTRAIT: i64 = 527;

/// Returns the title of one of several drawings of a figure.
pub fn title_of_band(title: &str, index: usize, of: usize) -> String {
    if of > 1 {
        format!("{title}, part {} of {of}", index + 1)
    } else {
        title.to_owned()
    }
}

/// Returns a number of things as a measure.
pub fn measure(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
