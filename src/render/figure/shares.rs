//! Parts of a whole: one bar in parts, with their numbers.

use super::describe::describe_shares;
use super::legend::{Swatch, draw_legend};
use super::look::{fill, look_of};
use super::measures::PORTRAIT;
use super::svg::{Anchor, Area, Svg};
use super::words::width_of;
use crate::view::{SharePart, SharesView};

const HEIGHT: i64 = 20;
/// How wide the smallest part is that is not nothing.
const SMALLEST: i64 = 3;

/// Draws parts of a whole.
pub(super) fn draw_shares(view: &SharesView) -> String {
    let mut svg = Svg::default();
    let mut x = 0;
    let widths = widths(&view.parts, PORTRAIT - 1);
    svg.area(
        "frame",
        Area {
            x: 0,
            y: 0,
            width: PORTRAIT - 1,
            height: HEIGHT,
        },
    );
    for (index, (part, width)) in view.parts.iter().zip(&widths).enumerate() {
        if *width > 0 {
            draw_part(
                &mut svg,
                part,
                index,
                Area {
                    x,
                    y: 0,
                    width: *width,
                    height: HEIGHT,
                },
            );
        }
        x += width;
    }
    let parts = view.parts.iter().enumerate();
    let legend: Vec<_> = parts
        .map(|(index, part)| {
            let words = format!("{}: {}", part.label, view.counted(part.value.into()));
            (Swatch::Area(look_of(&part.key, index)), words)
        })
        .collect();
    let height = draw_legend(&mut svg, &legend, PORTRAIT, HEIGHT + 8);
    svg.finish((PORTRAIT, height), &view.title, &describe_shares(view))
}

fn draw_part(svg: &mut Svg, part: &SharePart, index: usize, area: Area) {
    fill(svg, look_of(&part.key, index), area);
    let number = part.value.to_string();
    let wide = width_of(&number) + 6;
    if wide + 4 <= area.width {
        let middle = area.x + area.width / 2;
        svg.area(
            "plate",
            Area {
                x: middle - wide / 2,
                y: 4,
                width: wide,
                height: HEIGHT - 8,
            },
        );
        svg.text("strong", Anchor::Middle, (middle, 13), &number);
    }
}

/// Divides a width among parts: by their values, but none that is not nothing goes unseen.
fn widths(parts: &[SharePart], width: i64) -> Vec<i64> {
    let total: i64 = parts.iter().map(|part| i64::from(part.value)).sum();
    let mut widths: Vec<i64> = parts
        .iter()
        .map(|part| match i64::from(part.value) {
            0 => 0,
            value => (value * width / total).max(SMALLEST),
        })
        .collect();
    let rest = width - widths.iter().sum::<i64>();
    if let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > 0) {
        *widest = (*widest + rest).max(0);
    }
    widths
}
