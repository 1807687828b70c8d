//! Figures as HTML draws them: their pictures, and what holds for any labels.

use super::*;
use crate::view::{
    BarView, BarsView, FigureKind, FigureView, LaneView, LinkView, NetworkView, NodeView,
    SharePart, SharesView,
};

fn shares(texts: Texts) -> FigureView {
    let part = |key: &str, label: &str, value| SharePart {
        key: key.to_owned(),
        label: texts(label),
        value,
    };
    FigureView::Shares(SharesView {
        title: texts("How many requirements apply"),
        unit: "requirements".to_owned(),
        parts: vec![
            part("applies", "apply", 29),
            part("open", "open", 4),
            part("not-applicable", "do not apply", 1),
            part("covered", "covered by others", 0),
            part("not-assessed", "not assessed", 2),
            part("declined", "declined", 3),
        ],
    })
}

fn kinds(texts: Texts) -> FigureView {
    let part = |index: u32| SharePart {
        key: format!("kind-{index}"),
        label: texts(&format!("Phase {index}")),
        value: 10 + index,
    };
    FigureView::Shares(SharesView {
        title: "Effort by phase".to_owned(),
        unit: "h".to_owned(),
        parts: (0..8).map(part).collect(),
    })
}

/// A schedule of so many lanes.
fn bars(lanes: u32, texts: Texts) -> FigureView {
    let kind = |key: &str, label: &str| FigureKind {
        key: key.to_owned(),
        label: texts(label),
    };
    let bar = |start, minutes, kind: &str, open| BarView {
        start,
        minutes,
        kind: kind.to_owned(),
        open,
    };
    let lane = |index: u32| LaneView {
        label: texts(&format!(
            "{}. Search of firmware images for secrets",
            index + 1
        )),
        anchor: index.is_multiple_of(2).then(|| "there".to_owned()),
        bars: vec![
            bar(index * 400, 600, "attended", index % 5 == 3),
            bar(index * 400 + 600, 900, "unattended", false),
        ],
    };
    FigureView::Bars(BarsView {
        title: texts("Schedule"),
        kinds: vec![
            kind("attended", "attended work"),
            kind("unattended", "unattended"),
        ],
        lanes: (0..lanes).map(lane).collect(),
    })
}

fn network(texts: Texts) -> FigureView {
    let node = |key: &str, label: &str, details: &[&str]| NodeView {
        key: key.to_owned(),
        label: texts(label),
        details: details.iter().map(|line| texts(line)).collect(),
        main: key == "camera",
    };
    let link = |from: &str, to: &str, label: &str| LinkView {
        from: from.to_owned(),
        to: to.to_owned(),
        label: texts(label),
    };
    FigureView::Network(NetworkView {
        title: texts("Test bed"),
        nodes: vec![
            node(
                "camera",
                "CAM-1 under test",
                &["hardware B", "firmware 2.10"],
            ),
            node(
                "cloud",
                "Maker's cloud",
                &["api.cam.example:443", "mqtt.cam.example:8883"],
            ),
            node("phone", "Phone with the app", &[]),
            node(
                "lab",
                "Laboratory's interception host with its own certificate authority",
                &["10.0.0.2"],
            ),
            node("recorder", "Recorder", &["10.0.0.9", "RTSP 554"]),
            node("nothing", "Spare", &[]),
        ],
        links: vec![
            link("camera", "cloud", "https: commands, media"),
            link("camera", "cloud", "mqtt"),
            link("phone", "camera", "Bluetooth LE"),
            link("phone", "cloud", "https"),
            link("lab", "cloud", "mirror of the port"),
            link("camera", "lab", ""),
            link("recorder", "camera", "RTSP over TCP"),
            link("recorder", "lab", "same switch"),
        ],
    })
}

/// Renders figures in the traceability document, in the order of their keys.
#[track_caller]
fn page(figures: Vec<FigureView>, format: Format) -> String {
    let mut views = Views::of(plain);
    let mut template = "# T\n\n## {{ ref(\"there\", \"There\") }}\n\n".to_owned();
    for (index, figure) in figures.into_iter().enumerate() {
        let key = format!("f{index}");
        let print = format!("{{{{ figure(\"{key}\", \"Caption {index}\") }}}}\n\n");
        template.push_str(&print);
        views.traceability.figures.insert(key, figure);
    }
    let view = views.get(DocumentKind::Traceability);
    let templates = [("traceability/document.md.j2".to_owned(), template)];
    let rendered = render_documents(&[view], &[format], &templates.into());
    assert!(
        rendered.diagnostics.is_empty(),
        "{:#?}",
        rendered.diagnostics
    );
    let (_, bytes) = rendered.value.first().expect("a file");
    without_style(std::str::from_utf8(bytes).expect("it is UTF-8"))
}

#[test]
fn figures_are_drawn() {
    let all = vec![shares(plain), kinds(plain), bars(9, plain), network(plain)];
    insta::assert_snapshot!("figures.html", page(all.clone(), Format::Html));
    insta::assert_snapshot!("figures.md", page(all, Format::Md));
}
