//! Figures as HTML draws them: their pictures, and what holds for any labels.

use praman::render::draw_figure;
use praman::view::{
    BarView, BarsView, FigureKey, FigureKind, FigureView, GraphColumn, GraphEdge, GraphNode,
    GraphView, LaneView, LinkView, MatrixCell, MatrixLine, MatrixView, NetworkView, NodeView,
    SharePart, SharesView, Status, view_traceability,
};

use super::*;

fn shares(texts: Texts) -> FigureView {
    let part = |status, label: &str, value| SharePart {
        key: FigureKey::Status(status),
        label: texts(label),
        value,
    };
    FigureView::Shares(SharesView {
        title: texts("How many requirements apply"),
        unit: "requirements".to_owned(),
        unit_one: "requirement".to_owned(),
        parts: vec![
            part(Status::Applies, "apply", 29),
            part(Status::Open, "open", 4),
            part(Status::NotApplicable, "do not apply", 1),
            part(Status::Covered, "covered by others", 0),
            part(Status::NotAssessed, "not assessed", 2),
            part(Status::Declined, "declined", 3),
        ],
    })
}

fn kinds(texts: Texts) -> FigureView {
    let part = |index: u32| SharePart {
        key: FigureKey::Own(format!("kind-{index}")),
        label: texts(&format!("Phase {index}")),
        value: 10 + index,
    };
    FigureView::Shares(SharesView {
        title: "Effort by phase".to_owned(),
        unit: "h".to_owned(),
        unit_one: "h".to_owned(),
        parts: (0..8).map(part).collect(),
    })
}

/// A schedule of so many lanes.
fn bars(lanes: u32, texts: Texts) -> FigureView {
    let attended = || FigureKey::own("attended");
    let kind = |key, label: &str| FigureKind {
        key,
        label: texts(label),
    };
    let bar = |start, minutes, kind, open| BarView {
        start,
        minutes,
        kind,
        open,
    };
    let lane = |index: u32| LaneView {
        label: texts(&format!(
            "{}. Search of firmware images for secrets",
            index + 1
        )),
        anchor: index.is_multiple_of(2).then(|| "there".to_owned()),
        critical: index.is_multiple_of(3),
        bars: vec![
            bar(index * 400, 600, attended(), index % 5 == 3),
            bar(index * 400 + 600, 900, FigureKey::Unattended, false),
        ],
    };
    FigureView::Bars(BarsView {
        title: texts("Schedule"),
        kinds: vec![
            kind(attended(), "attended work"),
            kind(FigureKey::Unattended, "unattended"),
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
    let mut view = view_traceability(&Camera::plain().basis());
    let mut template = "# T\n\n## {{ ref(\"there\", \"There\") }}\n\n".to_owned();
    for (index, figure) in figures.into_iter().enumerate() {
        let key = format!("f{index}");
        let print = format!("{{{{ figure(\"{key}\", \"Caption {index}\") }}}}\n\n");
        template.push_str(&print);
        view.figures.insert(key, figure);
    }
    let templates = [("traceability/document.md.j2".to_owned(), template)];
    let rendered = render_documents(&[Arc::new(view)], &[format], &templates.into(), None);
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

/// A graph of so many requirements, as a large scheme has it: procedures and evidence serve one to three each.
fn large(controls: usize) -> GraphView {
    let node = |what: &str, index: usize| GraphNode {
        key: format!("{what}-{index}"),
        label: format!("{what}-{index}"),
        title: format!("A {what} of the scheme with the number {index}"),
        anchor: None,
        status: (what == "control").then_some(Status::Applies),
    };
    let nodes = |what: &str, count: usize| (0..count).map(|index| node(what, index)).collect();
    let (procedures, kinds, sections) = (controls * 2 / 3, controls * 3 / 4, controls / 5);
    let edge = |from: (&str, usize), to: (&str, usize)| GraphEdge {
        from: format!("{}-{}", from.0, from.1),
        to: format!("{}-{}", to.0, to.1),
        open: to.1.is_multiple_of(7),
    };
    let mut edges = Vec::new();
    for control in 0..controls {
        for step in 0..=control % 2 {
            let procedure = (control * 2 / 3 + step * 41) % procedures;
            edges.push(edge(("procedure", procedure), ("control", control)));
        }
        for step in 0..=control % 3 {
            let kind = (control * 3 / 4 + step * 29) % kinds;
            edges.push(edge(("control", control), ("kind", kind)));
        }
    }
    edges.extend((0..kinds).map(|kind| edge(("kind", kind), ("section", kind * 7 % sections))));
    let column = |title: &str, nodes| GraphColumn {
        title: title.to_owned(),
        nodes,
    };
    GraphView {
        title: "All".to_owned(),
        columns: vec![
            column("Procedures", nodes("procedure", procedures)),
            column("Requirements", nodes("control", controls)),
            column("Evidence", nodes("kind", kinds)),
            column("Sections", nodes("section", sections)),
        ],
        lead: 1,
        edges,
    }
}

/// How high a drawing on the long side of a page may be, in points: below a heading and a caption.
const HIGH: usize = 470;

#[test]
fn a_graph_of_150_requirements_comes_in_bands_that_fit_a_page() {
    let view = large(150);
    let bands = draw_figure(&FigureView::Graph(view.clone()));
    assert!((4..=9).contains(&bands.len()), "{} bands", bands.len());
    for band in &bands {
        let size = band.split("viewBox=\"0 0 ").nth(1).expect("it has a size");
        let height = size.split([' ', '"']).nth(1).expect("it has a height");
        assert!(
            height.parse::<usize>().expect("a number") <= HIGH,
            "{height}"
        );
    }
    let all = bands.concat();
    for node in view.columns.iter().flat_map(|column| &column.nodes) {
        let title = format!("<title>{} {}</title>", node.label, node.title);
        let times = all.matches(&title).count();
        assert!(
            times == 1 || (times > 0 && !node.key.starts_with("control")),
            "{title}"
        );
    }
    let lines = all.matches("class=\"edge").count();
    assert!(lines >= view.edges.len(), "{lines} of {}", view.edges.len());
}

/// A matrix in which each row but the last meets one column, and every tenth another one, which is open.
fn matrix(rows: usize, columns: usize) -> MatrixView {
    let line = |what: &str, index: usize| MatrixLine {
        key: format!("{what}-{index}"),
        title: format!("The {what} {index}"),
        anchor: None,
        status: None,
    };
    let cell = |row: usize, column: usize, open: bool| MatrixCell {
        row,
        column: column % columns,
        letters: "T".to_owned(),
        open,
    };
    let cells = (0..rows - 1).flat_map(|row| {
        let second = (row % 10 == 9).then(|| cell(row, row * 2 / 3 + 1, true));
        std::iter::once(cell(row, row * 2 / 3, false)).chain(second)
    });
    MatrixView {
        title: "All".to_owned(),
        rows_title: "Requirement".to_owned(),
        columns_title: "Procedure".to_owned(),
        rows: (0..rows).map(|row| line("control", row)).collect(),
        columns: (0..columns)
            .map(|column| line("procedure", column))
            .collect(),
        cells: cells.collect(),
        legend: Vec::new(),
        filter: None,
    }
}

#[test]
fn a_matrix_that_is_wider_than_a_page_is_for_the_screen_alone() {
    let printed = |columns: usize| {
        let view = matrix(151, columns);
        let html = page(vec![FigureView::Matrix(view)], Format::Html);
        assert_eq!(html.matches("<th scope=\"row\"").count(), 151);
        let screen = html.contains("<div class=\"matrix screen\"");
        assert_eq!(screen, html.contains("too wide for paper"));
        !screen
    };
    assert!(printed(30));
    assert!(!printed(31));
}

/// What is printed of a large matrix grows with what it says, not with its empty cells.
#[test]
fn a_large_matrix_names_what_each_row_meets() {
    let html = page(vec![FigureView::Matrix(matrix(1001, 700))], Format::Html);
    assert_eq!(html.matches("<tr").count(), 1002);
    assert_eq!(html.matches("<td").count(), 1001);
    assert_eq!(html.matches("<code>procedure-").count(), 1100);
    assert!(html.contains(
        "<td><b>T</b> <code>procedure-6</code><br><b class=\"is-open\">T?</b> <code>procedure-7</code></td>"
    ));
}
