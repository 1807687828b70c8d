//! Boxes of drawings, with a name and lines of details.

use super::svg::{Anchor, Area, Svg};
use super::words::LINE;
use crate::render::visible::one_line;

/// Room between the side of a box and its words.
pub(super) const PADDING: i64 = 5;

/// Draws a box. The hint is what a pointer over it shows.
pub(super) fn draw_box(
    svg: &mut Svg,
    class: &str,
    area: Area,
    hint: &str,
    name: &[String],
    details: &[String],
) {
    svg.open(class, None);
    svg.hint(&one_line(hint));
    svg.area("box", area);
    let lines = name.iter().map(|line| ("strong", line));
    let lines = lines.chain(details.iter().map(|line| ("", line)));
    for ((class, line), number) in lines.zip(1..) {
        let at = (area.x + PADDING, area.y + number * LINE + 1);
        svg.text(class, Anchor::Start, at, line);
    }
    svg.close(None);
}
