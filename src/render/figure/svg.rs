//! One drawing as it is written: shapes and texts in whole points, escaped.

use std::fmt::Write as _;

use crate::render::escape::escape_html;
use crate::render::visible::one_line;

/// A box, by its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
}

/// Where a text stands about its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
}

/// A drawing that is being written.
#[derive(Debug, Default)]
pub(super) struct Svg {
    out: String,
    has_links: bool,
}

impl Svg {
    /// Writes a box with the classes of its look.
    pub fn area(&mut self, class: &str, area: Area) {
        let Area {
            x,
            y,
            width,
            height,
        } = area;
        self.write(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>\n"
        ));
    }

    /// Writes a straight line.
    pub fn line(&mut self, class: &str, from: (i64, i64), to: (i64, i64)) {
        self.path(class, &format!("M{} {}L{} {}", from.0, from.1, to.0, to.1));
    }

    /// Writes a path.
    pub fn path(&mut self, class: &str, path: &str) {
        self.write(format_args!("<path class=\"{class}\" d=\"{path}\"/>\n"));
    }

    /// Writes a text at the start of its base line, its middle or its end.
    pub fn text(&mut self, class: &str, anchor: Anchor, at: (i64, i64), text: &str) {
        if text.is_empty() {
            return;
        }
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
        };
        let class = if class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{class}\"")
        };
        self.write(format_args!(
            "<text{class} x=\"{}\" y=\"{}\"{anchor}>",
            at.0, at.1
        ));
        self.escaped(text);
        self.out.push_str("</text>\n");
    }

    /// Opens a group; with an anchor, one that leads there.
    pub fn open(&mut self, class: &str, anchor: Option<&str>) {
        match anchor {
            Some(anchor) => {
                self.has_links = true;
                self.write(format_args!("<a class=\"{class}\" href=\"#"));
                let fragment = crate::render::html::encode_fragment(anchor);
                self.escaped(&fragment);
                self.out.push_str("\">");
            }
            None => self.write(format_args!("<g class=\"{class}\">")),
        }
    }

    /// Writes the whole text of the group that has just been opened, for those who point at it.
    pub fn hint(&mut self, text: &str) {
        self.out.push_str("<title>");
        self.escaped(&one_line(text));
        self.out.push_str("</title>\n");
    }

    /// Closes what [`Self::open`] opened with the same anchor.
    pub fn close(&mut self, anchor: Option<&str>) {
        self.out
            .push_str(if anchor.is_some() { "</a>\n" } else { "</g>\n" });
    }

    /// Writes the whole drawing of a size, with what it shows in words.
    pub fn finish(self, size: (i64, i64), title: &str, description: &str) -> String {
        let (width, height) = size;
        let mut svg = Self::default();
        // An image has nothing in it that can be reached, so a drawing with links is a group.
        let role = if self.has_links { "group" } else { "img" };
        svg.write(format_args!(
            "<svg role=\"{role}\" viewBox=\"0 0 {width} {height}\" width=\"{width}pt\" height=\"{height}pt\">\n<title>"
        ));
        svg.escaped(&one_line(title));
        svg.out.push_str("</title>\n<desc>");
        svg.escaped(&one_line(description));
        svg.out.push_str("</desc>\n");
        svg.out.push_str(&self.out);
        svg.out.push_str("</svg>\n");
        svg.out
    }

    fn escaped(&mut self, text: &str) {
        escape_html(text, &mut self.out);
    }

    fn write(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.out.write_fmt(what);
    }
}
