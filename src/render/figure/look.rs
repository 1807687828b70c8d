//! How kinds are told apart: by colour, and by a hatching that says the same without it.

use std::fmt::Write as _;

use super::svg::{Area, Svg};
use crate::view::{FigureKey, Status};

/// How a kind of thing looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// The class of its colour in the style sheet.
    pub class: &'static str,
    /// What is drawn over it.
    hatch: Hatch,
    /// A class more, for a dashed edge.
    open: &'static str,
}

impl Look {
    /// Returns the look of the same kind where it is open.
    pub fn opened(self) -> Self {
        Self {
            hatch: OPEN.hatch,
            open: " is-open",
            ..self
        }
    }
}

/// Lines over an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hatch {
    None,
    Rising(i64),
    Falling(i64),
    Upright(i64),
    Level(i64),
}

/// The look of what is open.
pub(super) const OPEN: Look = look("open", Hatch::Rising(4));

/// The looks of kinds without a meaning of their own, in order.
const KINDS: [Look; 8] = [
    look("k0", Hatch::None),
    look("k1", Hatch::Falling(6)),
    look("k2", Hatch::Upright(4)),
    look("k3", Hatch::Level(4)),
    look("k4", Hatch::None),
    look("k5", Hatch::Falling(3)),
    look("k6", Hatch::Upright(8)),
    look("k7", Hatch::Level(7)),
];

const fn look(class: &'static str, hatch: Hatch) -> Look {
    Look {
        class,
        hatch,
        open: "",
    }
}

/// Returns the look of a kind: that of a status or of unattended work, or that of its place among the others.
pub(super) fn look_of(key: &FigureKey, index: usize) -> Look {
    match key {
        FigureKey::Status(status) => look_of_status(*status),
        // Nobody works: an empty bar.
        FigureKey::Unattended => look("unattended", Hatch::None),
        FigureKey::Own(_) => KINDS.get(index % KINDS.len()).copied().unwrap_or(OPEN),
    }
}

/// Returns the look of a status.
pub(super) fn look_of_status(status: Status) -> Look {
    let hatch = match status {
        Status::Open => return OPEN,
        Status::Applies | Status::NotApplicable => Hatch::None,
        Status::Covered => Hatch::Level(4),
        Status::NotAssessed => Hatch::Upright(6),
        Status::Declined => Hatch::Falling(5),
    };
    look(status.key(), hatch)
}

/// Fills an area in a look.
pub(super) fn fill(svg: &mut Svg, look: Look, area: Area) {
    svg.area(&format!("fill {}{}", look.class, look.open), area);
    let path = hatching(look.hatch, area);
    if !path.is_empty() {
        svg.path("hatch", &path);
    }
}

fn hatching(hatch: Hatch, area: Area) -> String {
    let Area {
        x,
        y,
        width,
        height,
    } = area;
    let (right, bottom) = (x + width, y + height);
    let mut path = String::new();
    let mut stroke = |x1: i64, y1: i64, x2: i64, y2: i64| {
        // Writing to a string does not fail.
        let _ = write!(path, "M{x1} {y1}L{x2} {y2}");
    };
    match hatch {
        Hatch::None => {}
        Hatch::Rising(step) => {
            for start in steps(step, width + height) {
                // From the left or lower edge to the upper or right one.
                let (x1, y1) = if start <= height {
                    (x, y + start)
                } else {
                    (x + start - height, bottom)
                };
                let (x2, y2) = if start <= width {
                    (x + start, y)
                } else {
                    (right, y + start - width)
                };
                stroke(x1, y1, x2, y2);
            }
        }
        Hatch::Falling(step) => {
            for start in steps(step, width + height) {
                let (x1, y1) = if start <= height {
                    (x, bottom - start)
                } else {
                    (x + start - height, y)
                };
                let (x2, y2) = if start <= width {
                    (x + start, bottom)
                } else {
                    (right, bottom - start + width)
                };
                stroke(x1, y1, x2, y2);
            }
        }
        Hatch::Upright(step) => steps(step, width).for_each(|at| stroke(x + at, y, x + at, bottom)),
        Hatch::Level(step) => steps(step, height).for_each(|at| stroke(x, y + at, right, y + at)),
    }
    path
}

/// Returns the multiples of a step inside a length.
fn steps(step: i64, length: i64) -> impl Iterator<Item = i64> {
    (1..)
        .map(move |index| index * step)
        .take_while(move |at| *at < length)
}
