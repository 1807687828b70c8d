//! Lists of contents of pages.

/// Checks that every chapter of a page is in its list of contents.
pub fn check_contents(text: &str) {
    for heading in text.lines().filter_map(|line| line.strip_prefix("## ")) {
        let anchor: String = heading
            .to_lowercase()
            .chars()
            .filter(|char| char.is_alphanumeric() || *char == ' ')
            .map(|char| if char == ' ' { '-' } else { char })
            .collect();
        let entry = format!("- [{heading}](#{anchor})");
        assert!(text.contains(&entry), "expected the line {entry}");
    }
}
