use super::*;

/// Shows what a change makes of a file.
fn set(text: &str, path: &str, value: &str) -> String {
    let path: Vec<&str> = path.split(' ').collect();
    set_value(text, &path, value).unwrap_or_else(|| "(not changed)".to_owned())
}

fn remove(text: &str, path: &str) -> String {
    let path: Vec<&str> = path.split(' ').collect();
    remove_value(text, &path).unwrap_or_else(|| "(not changed)".to_owned())
}

#[test]
fn a_value_is_replaced_and_nothing_else() {
    for (before, path, value, after) in [
        ("a: 1 # why\nb: 2\n", "a", "none", "a: none # why\nb: 2\n"),
        (
            "a: {b: 1, c: 2}\n",
            "a b",
            "[x, y]",
            "a: {b: [x, y], c: 2}\n",
        ),
        (
            "a:\n  - x\n  - y\n# end\nb: 2\n",
            "a",
            "none",
            "a: none\n# end\nb: 2\n",
        ),
        (
            "a:\n  b:\n    c: 1\n    d: 2 # d\n  e: 3\n",
            "a b",
            "{}",
            "a:\n  b: {} # d\n  e: 3\n",
        ),
        ("a:\nb: 1\n", "a", "2", "a: 2\nb: 1\n"),
        ("a: \"x: y\"\nb: 1", "b", "\"z\"", "a: \"x: y\"\nb: \"z\""),
        (
            "a: |\n  long\n  text\nb: 1\n",
            "a",
            "short",
            "a: short\nb: 1\n",
        ),
    ] {
        assert_eq!(set(before, path, value), after, "{before}");
    }
}

#[test]
fn a_key_is_added_as_its_neighbours_are_written() {
    for (before, path, value, after) in [
        ("", "facts outdoors", "yes", "facts:\n  outdoors: yes\n"),
        ("# A product\n", "a", "1", "# A product\na: 1\n"),
        ("a: 1", "b c", "2", "a: 1\nb:\n  c: 2"),
        (
            "a:\n    x: 1 # x\n\nb: 2\n",
            "a y",
            "3",
            "a:\n    x: 1 # x\n    y: 3\n\nb: 2\n",
        ),
        (
            "a:\n  x: { p: 1 } # x\n",
            "a x q",
            "2",
            "a:\n  x: { p: 1, q: 2 } # x\n",
        ),
        ("a:\n  x: {}\n", "a x q", "2", "a:\n  x: { q: 2 }\n"),
        (
            "i:\n  radio: none\n",
            "i radio ble",
            "{ le: yes }",
            "i:\n  radio: { ble: { le: yes } }\n",
        ),
        ("i:\n", "i x", "1", "i: { x: 1 }\n"),
        ("a:\r\n  x: 1\r\n", "a y", "2", "a:\r\n  x: 1\r\n  y: 2\r\n"),
    ] {
        assert_eq!(set(before, path, value), after, "{before}");
    }
}

#[test]
fn a_key_is_removed_with_its_lines() {
    for (before, path, after) in [
        (
            "a:\n  x: 1\n  y: 2 # y\nb: 3\n",
            "a y",
            "a:\n  x: 1\nb: 3\n",
        ),
        ("a:\n  x:\n    p: 1\n  y: 2\n", "a x", "a:\n  y: 2\n"),
        ("a: { x: 1, y: 2 }\n", "a x", "a: { y: 2 }\n"),
        ("a: { x: 1, y: 2 }\n", "a y", "a: { x: 1 }\n"),
        ("a:\n  x: 1\n", "a x", "a: none\n"),
        ("a: { x: 1 }\n", "a y", "(not changed)"),
    ] {
        assert_eq!(remove(before, path), after, "{before}");
    }
}

#[test]
fn what_stands_in_several_places_is_left_alone() {
    let shared = "a: &one { x: 1 }\nb: *one\nc: { <<: *one, y: 2 }\n";
    for path in ["b x", "c x", "a x"] {
        assert_eq!(set(shared, path, "2"), "(not changed)", "{path}");
    }
    assert_eq!(set("a: [", "b", "2"), "(not changed)");
    assert_eq!(set("a: 1\n", "b", "{"), "(not changed)");
}
