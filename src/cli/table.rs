//! Text tables: aligned columns without wrapping.

use super::terminal::{Look, Paint};
use crate::render::make_visible;

/// Writes rows under a heading, two spaces between columns; the last column is not padded.
pub(super) fn render_table(heading: &[&str], rows: &[Vec<String>], look: Look) -> String {
    let titles = heading.iter().copied();
    let widths = widths_of(titles.clone().map(width).collect(), rows);
    look.paint(Paint::Strong, &line(titles, &widths)) + "\n" + &lines(rows, &widths)
}

/// Writes rows without a heading.
pub(super) fn render_rows(rows: &[Vec<String>]) -> String {
    lines(rows, &widths_of(Vec::new(), rows))
}

/// Returns the widths of columns that are at least so wide, and hold the cells of all rows.
fn widths_of(mut widths: Vec<usize>, rows: &[Vec<String>]) -> Vec<usize> {
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (cell, widest) in row.iter().zip(&mut widths) {
            *widest = width(cell).max(*widest);
        }
    }
    widths
}

fn lines(rows: &[Vec<String>], widths: &[usize]) -> String {
    rows.iter()
        .map(|row| line(row.iter().map(String::as_str), widths) + "\n")
        .collect()
}

fn line<'a>(cells: impl Iterator<Item = &'a str>, widths: &[usize]) -> String {
    let mut line = String::new();
    let mut due = 0;
    for (cell, widest) in cells.zip(widths) {
        line += &" ".repeat(due);
        let cell = one_line(cell);
        due = widest.saturating_sub(cell.chars().count()) + 2;
        line += &cell;
    }
    line.trim_end().to_owned()
}

/// The longest line of wrapped text, in characters.
const WIDTH: usize = 100;

/// Writes a heading in a column of a given width, two spaces from the left.
pub(super) fn indented(heading: &str, column: usize) -> String {
    format!("  {heading:<column$}")
}

/// Writes a text after a beginning, on lines of at most 100 characters. Further lines are indented as far as the text; a
/// longer word has a line of its own.
pub(super) fn wrapped(beginning: &str, words: &str) -> String {
    let indent = beginning.chars().count();
    let words = one_line(words);
    let (mut text, mut line, mut length) = (String::new(), beginning.to_owned(), indent);
    for word in words.split(' ') {
        let needed = word.chars().count();
        if length > indent && length + 1 + needed > WIDTH {
            text += line.trim_end();
            text.push('\n');
            (line, length) = (" ".repeat(indent), indent);
        }
        if length > indent {
            line.push(' ');
            length += 1;
        }
        line += word;
        length += needed;
    }
    text += line.trim_end();
    text.push('\n');
    text
}

fn one_line(cell: &str) -> String {
    let words: Vec<&str> = cell.split_whitespace().collect();
    make_visible(&words.join(" ")).into_owned()
}

fn width(cell: &str) -> usize {
    one_line(cell).chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_under_their_beginning() {
        let long = "word ".repeat(30);
        let text = wrapped("  title  ", &long);
        assert!(text.starts_with("  title  word"), "{text}");
        assert!(
            text.lines()
                .skip(1)
                .all(|line| line.starts_with("         word"))
        );
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(text.matches("word").count(), 30);
    }

    #[test]
    fn columns_are_aligned_and_lines_end_with_their_last_word() {
        let rows = [
            vec![
                "asvs-c:C.1".to_owned(),
                "L1 L2".to_owned(),
                "é and more".to_owned(),
            ],
            vec!["a".to_owned(), String::new(), String::new()],
        ];
        let table = render_table(&["key", "levels", "title"], &rows, Look::Plain);
        assert_eq!(
            table,
            "key         levels  title\nasvs-c:C.1  L1 L2   é and more\na\n"
        );
    }
}
