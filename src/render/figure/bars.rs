//! What takes how long: a lane per thing, bars over days of work.

use super::describe::{DAY, describe_bars, last_minute};
use super::legend::{Swatch, draw_legend};
use super::look::{Look, OPEN, fill, look_of};
use super::measures::{PORTRAIT, measure, title_of_band};
use super::svg::{Anchor, Area, Svg};
use super::words::{LINE, fit, width_of};
use crate::render::visible::one_line;
use crate::view::{BarView, BarsView, FigureKind, LaneView};

/// How many lanes one drawing has at most. A drawing is not broken, so a page may end before it; it takes a third of a page.
const LANES: usize = 18;
const LANE: i64 = 12;
const BAR: i64 = 8;
/// How wide the names of lanes may be.
const NAMES: i64 = 280;
const SMALLEST: i64 = 3;

/// Where time stands in a drawing.
struct Scale {
    /// Where the names end and time begins.
    left: i64,
    /// How wide all of the time is.
    width: i64,
    /// How many days are shown.
    days: i64,
}

impl Scale {
    fn of(view: &BarsView) -> Self {
        let names = view
            .lanes
            .iter()
            .map(|lane| width_of(&one_line(&lane.label)))
            .max();
        let left = names.unwrap_or(0).min(NAMES) + 6;
        Self {
            left,
            width: PORTRAIT - left - 8,
            days: i64::from(last_minute(view).div_ceil(DAY)).max(1),
        }
    }

    /// Returns where a minute stands.
    fn at(&self, minute: i64) -> i64 {
        let all = self.days * i64::from(DAY);
        self.left + minute.min(all) * self.width / all
    }

    /// Returns how many days lie between lines of time: 1, 2 or 5 times a power of ten.
    fn step(&self) -> i64 {
        let mut tens = 1;
        loop {
            let wide = width_of(&self.days.to_string()) + 6;
            let fits = |step: &i64| self.days / step * wide <= self.width;
            if let Some(step) = [tens, 2 * tens, 5 * tens].into_iter().find(fits) {
                return step;
            }
            tens *= 10;
        }
    }
}

/// Draws lanes and bars, in as many drawings as it takes.
pub(super) fn draw_bars(view: &BarsView) -> Vec<String> {
    let scale = Scale::of(view);
    // None has much fewer than the others.
    let count = view.lanes.len().div_ceil(LANES).max(1);
    let each = view.lanes.len().div_ceil(count).max(1);
    let bands: Vec<&[LaneView]> = view.lanes.chunks(each).collect();
    let draw = |(index, lanes): (usize, &&[LaneView])| {
        let title = title_of_band(&view.title, index, bands.len());
        draw_band(view, &scale, lanes, &title)
    };
    bands.iter().enumerate().map(draw).collect()
}

fn draw_band(view: &BarsView, scale: &Scale, lanes: &[LaneView], title: &str) -> String {
    let mut svg = Svg::default();
    let top = 2 * LINE + 4;
    let bottom = top + measure(lanes.len()) * LANE;
    draw_axis(&mut svg, scale, bottom);
    for (lane, y) in lanes.iter().zip((0..).map(|index| top + index * LANE)) {
        draw_lane(&mut svg, &view.kinds, scale, lane, y);
    }
    let height = draw_legend(&mut svg, &legend(view, lanes), PORTRAIT, bottom + 8);
    svg.finish((PORTRAIT, height), title, &describe_bars(view))
}

fn draw_axis(svg: &mut Svg, scale: &Scale, bottom: i64) {
    let top = 2 * LINE;
    let title = "Working days of 8 h since the start";
    svg.text("soft", Anchor::Start, (scale.left, LINE - 3), title);
    let step = scale.step();
    for day in (0..)
        .map(|index| index * step)
        .take_while(|day| *day <= scale.days)
    {
        let x = scale.at(day * i64::from(DAY));
        svg.line("rule", (x, top), (x, bottom));
        svg.text("soft", Anchor::Middle, (x, top - 2), &day.to_string());
    }
}

fn draw_lane(svg: &mut Svg, kinds: &[FigureKind], scale: &Scale, lane: &LaneView, y: i64) {
    svg.line("rule", (0, y + LANE), (PORTRAIT, y + LANE));
    let anchor = lane.anchor.as_deref();
    svg.open("lane", anchor);
    svg.hint(&lane.label);
    let name = fit(&lane.label, scale.left - 6);
    let class = if lane.critical { "strong" } else { "" };
    svg.text(class, Anchor::Start, (0, y + LANE - 3), &name);
    svg.close(anchor);
    for bar in &lane.bars {
        let (start, minutes) = (i64::from(bar.start), i64::from(bar.minutes));
        let x = scale.at(start);
        let width = (scale.at(start + minutes) - x).max(SMALLEST);
        let y = y + (LANE - BAR) / 2;
        fill(
            svg,
            look_of_bar(kinds, bar),
            Area {
                x,
                y,
                width,
                height: BAR,
            },
        );
        if lane.critical {
            let below = y + BAR + 1;
            svg.line("link", (x, below), (x + width, below));
        }
    }
}

fn look_of_bar(kinds: &[FigureKind], bar: &BarView) -> Look {
    let index = kinds.iter().position(|kind| kind.key == bar.kind);
    let look = look_of(&bar.kind, index.unwrap_or(kinds.len()));
    if bar.open { look.opened() } else { look }
}

/// Returns the kinds of the bars in some lanes, and what is open where something is.
fn legend(view: &BarsView, lanes: &[LaneView]) -> Vec<(Swatch, String)> {
    let bars = || lanes.iter().flat_map(|lane| &lane.bars);
    let kinds = view.kinds.iter().enumerate();
    let shown = kinds.filter(|(_, kind)| bars().any(|bar| bar.kind == kind.key));
    let mut legend: Vec<(Swatch, String)> = shown
        .map(|(index, kind)| {
            let look = look_of(&kind.key, index);
            (Swatch::Area(look), kind.label.clone())
        })
        .collect();
    if lanes.iter().any(|lane| lane.critical) {
        legend.push((Swatch::Line("link"), "critical path".to_owned()));
    }
    if bars().any(|bar| bar.open) {
        legend.push((Swatch::Area(OPEN), "depends on an open question".to_owned()));
    }
    legend
}
