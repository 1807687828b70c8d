//! Markdown in pieces that can be parsed by themselves, so that no more than one of them is in memory as a tree.

/// The length in bytes from which a piece ends at the next heading.
const ENOUGH: usize = 64 * 1024;

/// Cuts Markdown before headings of its second and third level that stand at the beginning of a line after a blank one,
/// where nothing but a block of code could go on; Markdown with reference definitions, which hold for all of it, stays
/// whole.
pub(super) fn cut_pieces(markdown: &str) -> Vec<&str> {
    if markdown.len() <= ENOUGH || may_define_references(markdown) {
        return vec![markdown];
    }
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    let (mut after_blank, mut fence) = (false, None);
    for line in markdown.split_inclusive('\n') {
        let is_heading = line.starts_with("## ") || line.starts_with("### ");
        if is_heading && after_blank && fence.is_none() && at - start >= ENOUGH {
            pieces.extend(markdown.get(start..at));
            start = at;
        }
        fence = fence_after(line, fence);
        after_blank = line.trim().is_empty();
        at += line.len();
    }
    pieces.extend(markdown.get(start..));
    pieces
}

/// Says whether something could be the definition of a reference: `]:`, which no text from outside has, since its
/// brackets are escaped.
fn may_define_references(markdown: &str) -> bool {
    let mut found = markdown.match_indices("]:");
    found.any(|(at, _)| !markdown.get(..at).unwrap_or_default().ends_with('\\'))
}

/// The mark of a block of code, and how often it stands there at least.
type Fence = (u8, usize);

/// Returns the fence that is open after a line.
fn fence_after(line: &str, open: Option<Fence>) -> Option<Fence> {
    let line = line.trim();
    let Some(mark) = line
        .bytes()
        .next()
        .filter(|mark| matches!(mark, b'`' | b'~'))
    else {
        return open;
    };
    let length = line.bytes().take_while(|byte| *byte == mark).count();
    match open {
        Some((opened, least)) if opened == mark && length >= least && length == line.len() => None,
        Some(fence) => Some(fence),
        None => (length >= 3).then_some((mark, length)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fills a piece, so that it may end.
    fn filled(text: &str) -> String {
        text.replace('…', &"x ".repeat(ENOUGH / 2))
    }

    fn beginnings(markdown: &str) -> Vec<String> {
        let markdown = filled(markdown);
        let pieces = cut_pieces(&markdown);
        assert_eq!(pieces.concat(), markdown);
        let first = |piece: &&str| piece.lines().next().unwrap_or_default().to_owned();
        pieces.iter().map(first).collect()
    }

    #[test]
    fn pieces_end_before_headings() {
        assert_eq!(
            beginnings("# a\n\n…\n\n## b\n\n…\n\n### c\n"),
            ["# a", "## b", "### c"]
        );
        assert_eq!(beginnings("# a\n\n## b\n\n…\n\n#### c\n"), ["# a"]);
    }

    #[test]
    fn code_and_reference_definitions_stay_whole() {
        assert_eq!(
            beginnings("# a\n\n```\n…\n\n## b\n```\n\n## c\n"),
            ["# a", "## c"]
        );
        assert_eq!(
            beginnings("# a\n\n````\n…\n\n```\n\n## b\n\n````\n"),
            ["# a"]
        );
        assert_eq!(
            beginnings("# [a][r]\n\n…\n\n## b\n\n[r]: https://e.example\n"),
            ["# [a][r]"]
        );
        assert_eq!(
            beginnings("# a \\]: b\n\n…\n\n## c\n"),
            ["# a \\]: b", "## c"]
        );
    }
}
