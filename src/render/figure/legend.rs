//! The legend of a drawing: a swatch and words per kind, in as many lines as it takes.

use super::look::{Look, fill};
use super::svg::{Anchor, Area, Svg};
use super::words::{LINE, fit, width_of};

const SWATCH: i64 = 14;
const GAP: i64 = 5;
const BETWEEN: i64 = 16;

/// What stands before the words of a legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Swatch {
    /// An area in a look.
    Area(Look),
    /// A line of a class.
    Line(&'static str),
}

/// Draws a legend from a height downwards; returns the height below it.
pub(super) fn draw_legend(svg: &mut Svg, kinds: &[(Swatch, String)], width: i64, top: i64) -> i64 {
    let (mut x, mut y) = (0, top);
    for (swatch, words) in kinds {
        let words = fit(words, width - SWATCH - GAP);
        let wide = SWATCH + GAP + width_of(&words);
        if x > 0 && x + wide > width {
            x = 0;
            y += LINE + 2;
        }
        let height = LINE - 2;
        match swatch {
            Swatch::Area(look) => fill(
                svg,
                *look,
                Area {
                    x,
                    y,
                    width: SWATCH,
                    height,
                },
            ),
            Swatch::Line(class) => {
                svg.line(class, (x, y + height / 2), (x + SWATCH, y + height / 2));
            }
        }
        svg.text("", Anchor::Start, (x + SWATCH + GAP, y + LINE - 4), &words);
        x += wide + BETWEEN;
    }
    if kinds.is_empty() { top } else { y + LINE + 2 }
}
