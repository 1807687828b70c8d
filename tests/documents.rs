//! The shipped scheme and the shipped products as documents: every template renders, nothing is reported,
//! what can be filled in has one identity.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests stop at the first thing that is not as it should be, and may say what they left"
)]

#[path = "support/blanks.rs"]
mod blanks;
#[path = "documents/filled.rs"]
mod filled;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use praman::diag::{Diagnostics, Severity};
use praman::model::{Id, LevelId, Scheme};
use praman::plan::{Plan, plan_target};
use praman::product::{Product, read_product};
use praman::project::{Disk, load_scheme};
use praman::render::{
    DOCUMENTS, Format, MadeOf, SharedView, list_files, product_documents, render_documents,
};
use praman::resolve::{EditionChoice, collect_declarations, resolve_scheme};
use praman::source::Sources;
use praman::syntax::parse_file;
use praman::view::{
    Basis, BuildStamp, ProvenanceOf, SchemeBasis, view_build_index, view_provenance, view_scheme,
};
use sha2::{Digest, Sha256};

/// A product of `examples/` with all that its documents are built from.
struct Case {
    name: String,
    scheme: Scheme,
    plan: Plan,
    product: Product,
    sources: Sources,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn cases() -> Vec<Case> {
    let mut examples: Vec<PathBuf> = fs::read_dir(root().join("examples"))
        .expect("examples")
        .map(|entry| entry.expect("an entry").path().join("product.yaml"))
        .filter(|path| path.exists())
        .collect();
    examples.sort();
    let case = |path: &PathBuf| case(&root(), EditionChoice::Only, path);
    examples.iter().map(case).collect()
}

/// The product of a small scheme with words of its own, under one of its editions.
fn small(edition: &str) -> Case {
    let folder = root().join("tests/documents/small");
    let path = folder.join("product.yaml");
    case(&folder, EditionChoice::Named(edition), &path)
}

fn case(folder: &Path, edition: EditionChoice<'_>, path: &Path) -> Case {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::new();
    let files = diagnostics.take(load_scheme(&Disk, &mut sources, folder));
    let scheme = diagnostics.take(resolve_scheme(&files, edition));
    let scheme = scheme.expect("the scheme has the edition");
    let text = fs::read_to_string(path).expect("a product");
    let name = path
        .strip_prefix(root())
        .expect("inside")
        .display()
        .to_string();
    let file = sources.add(name.clone(), text.clone());
    let mut product = diagnostics.take(read_product(&scheme, file, &text));
    product.file.clone_from(&name);
    let plan = diagnostics.take(plan_target(&scheme, product.level, &product.target));
    let errors: Vec<_> = diagnostics
        .iter()
        .filter(|one| one.severity() == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    Case {
        name,
        scheme,
        plan,
        product,
        sources,
    }
}

fn render(case: &Case, formats: &[Format]) -> Vec<(String, String)> {
    let stamp = BuildStamp::default();
    let (scheme, plan) = (&case.scheme, &case.plan);
    let basis = Basis::new(scheme, plan, &case.product, &case.sources, &stamp);
    let documents = product_documents(&basis).into_iter();
    let mut views: Vec<SharedView> = documents.map(|document| document.make(&basis)).collect();
    let index = view_build_index(&basis, list_files(&views, formats));
    views.push(Arc::new(index));
    let rendered = render_documents(&views, formats, &BTreeMap::new(), None);
    let told: Vec<&str> = rendered
        .diagnostics
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    assert!(told.is_empty(), "{}: {told:#?}", case.name);
    let files = rendered.value.into_iter();
    files
        .map(|(name, bytes)| {
            (
                name,
                String::from_utf8(bytes).expect("text formats are UTF-8"),
            )
        })
        .collect()
}

#[test]
fn every_field_is_a_room_and_is_filled_in_as_it_is_asked() {
    let camera = root().join("examples/ip-camera/product.yaml");
    let others = ["cctv-er@1", "iotscs@f03-issue-4"];
    let others = others.map(|edition| case(&root(), EditionChoice::Named(edition), &camera));
    let small = ["plain", "guild"].map(small);
    for case in cases().iter().chain(&others).chain(&small) {
        let stamp = BuildStamp::default();
        let (scheme, plan) = (&case.scheme, &case.plan);
        let basis = Basis::new(scheme, plan, &case.product, &case.sources, &stamp);
        blanks::check_blanks(&basis);
    }
}

/// `PRAMAN_KEEP=<folder> cargo test --test documents` leaves the documents there to look at.
#[test]
fn every_example_renders_in_every_format() {
    for case in cases() {
        let start = std::time::Instant::now();
        let files = render(&case, Format::ALL);
        let time = start.elapsed();
        let names: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let fixed = DOCUMENTS.iter().filter(|spec| spec.is_of_product());
        let fixed = fixed.filter(|spec| !matches!(spec.made_of, MadeOf::Form { .. }));
        let forms = ["application", "series", "tcf", "checklist"];
        let stems = fixed.map(|spec| spec.stem).chain(forms);
        for (stem, format) in stems.flat_map(|stem| Format::ALL.iter().map(move |f| (stem, f))) {
            let name = format.file_name(stem);
            assert!(names.contains(name.as_str()), "{}: {name}", case.name);
        }
        println!("{}: {time:?}", case.name);
        keep(&case.name, &files);
    }
}

/// Leaves documents to look at, where that is wanted.
fn keep(name: &str, files: &[(String, String)]) {
    let Ok(folder) = std::env::var("PRAMAN_KEEP") else {
        return;
    };
    let folder = Path::new(&folder).join(name.replace('/', "-"));
    fs::create_dir_all(&folder).expect("a folder");
    for (name, text) in files {
        println!("  {name}: {} kB", text.len() / 1024);
        fs::write(folder.join(name), text).expect("written");
    }
}

/// Answers belong to slots, so none may vanish or get another name when a form is laid out anew.
#[test]
fn the_forms_of_the_camera_keep_their_slots() {
    let camera = root().join("examples/ip-camera/product.yaml");
    let files = render(
        &case(&root(), EditionChoice::Only, &camera),
        &[Format::Html],
    );
    let slots_of = |form: &str| {
        let name = Format::Html.file_name(form);
        let (_, html) = files
            .iter()
            .find(|(file, _)| *file == name)
            .expect("a form");
        let fields = html.split(" data-slot=\"").skip(1);
        let slots: BTreeSet<&str> = fields.filter_map(|rest| rest.split('"').next()).collect();
        let mut hash = Sha256::new();
        for slot in &slots {
            hash.update(slot.as_bytes());
            hash.update(b"\n");
        }
        let mut digest = String::new();
        for byte in hash.finalize() {
            let _ = write!(digest, "{byte:02x}");
        }
        format!("{form}: {} slots, SHA-256 {digest}", slots.len())
    };
    let shown = ["application", "series", "tcf", "checklist"].map(slots_of);
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn the_index_leads_to_every_file_of_the_build() {
    for case in cases() {
        let files = render(&case, Format::ALL);
        let named = |wanted: &str| files.iter().find(|(name, _)| name == wanted);
        let (_, html) = named("index.html").expect("an index");
        let links = html.split("<a href=\"").skip(1);
        let links: BTreeSet<&str> = links
            .filter_map(|rest| rest.split('"').next())
            .filter(|link| !link.starts_with('#'))
            .collect();
        let written: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(links, written, "{}", case.name);
    }
}

/// Counts the tab stops of a document as its script makes them: the skip link, the contents, each chapter with links, and
/// what filters ask.
fn tab_stops(html: &str) -> usize {
    let (_, content) = html
        .split_once("<div id=\"content\">")
        .expect("the content has a place");
    let chapters = content.split("<h2");
    let linked = chapters.filter(|chapter| chapter.contains("<a "));
    let controls = ["<select", "<input", "<button"];
    let controls = controls.map(|control| content.matches(control).count());
    2 + linked.count() + controls.iter().sum::<usize>()
}

#[test]
fn a_handful_of_tab_stops_reaches_everything() {
    let camera = root().join("examples/ip-camera/product.yaml");
    let case = case(&root(), EditionChoice::Only, &camera);
    let files = render(&case, &[Format::Html]);
    assert!(files.len() >= 10, "{}", files.len());
    for (name, html) in files {
        assert!(html.contains("// A chapter is one tab stop"), "{name}");
        assert!(tab_stops(&html) <= 30, "{name}: {}", tab_stops(&html));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for case in cases() {
        assert!(
            render(&case, Format::ALL) == render(&case, Format::ALL),
            "{}",
            case.name
        );
    }
}

/// The product of a scheme of another country.
fn foreign() -> Case {
    let folder = root().join("tests/foreign/scheme");
    let path = root().join("tests/foreign/robot.yaml");
    case(&folder, EditionChoice::Only, &path)
}

#[test]
fn every_slot_is_there_once() {
    for case in cases().into_iter().chain([foreign()]) {
        let mut with_slots = 0;
        for (name, html) in render(&case, &[Format::Html]) {
            let mut seen = BTreeSet::new();
            for part in html.split("data-slot=\"").skip(1) {
                let slot = part.split('"').next().unwrap_or_default();
                assert!(seen.insert(slot), "{}: {name}: `{slot}` twice", case.name);
            }
            with_slots += usize::from(!seen.is_empty());
        }
        assert!(
            with_slots >= 4,
            "plan, construction file, checklist, deliveries"
        );
    }
}

/// Renders the document of a scheme, at a level of its edition or at all.
fn render_scheme(
    scheme: &Scheme,
    sources: &Sources,
    level: Option<&str>,
    formats: &[Format],
) -> Vec<(String, String)> {
    let view = view_scheme(&SchemeBasis {
        scheme,
        level: level.map(|level| scheme.edition.level(level).expect("a level")),
        sources,
        stamp: &BuildStamp::default(),
    });
    let rendered = render_documents(&[Arc::new(view)], formats, &BTreeMap::new(), None);
    let told: Vec<&str> = rendered
        .diagnostics
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    assert!(told.is_empty(), "{told:#?}");
    let files = rendered.value.into_iter();
    files
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8")))
        .collect()
}

#[test]
fn a_scheme_says_its_conditions_in_words() {
    let text = [
        include_str!("plan/prelude.txt"),
        include_str!("documents/conditions.prm"),
    ]
    .concat();
    let mut sources = Sources::default();
    let file = sources.add("conditions.prm", text.as_str());
    let parsed = parse_file(file, text.as_str());
    let mut diagnostics = parsed.diagnostics;
    let scheme = diagnostics.take(resolve_scheme(&[parsed.value], EditionChoice::Only));
    let told: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
    assert!(told.is_empty(), "{told:#?}");
    let scheme = scheme.expect("an edition");
    for (name, level) in [("conditions", None), ("conditions-L2", Some("L2"))] {
        let files = render_scheme(&scheme, &sources, level, &[Format::Md]);
        let (_, markdown) = files.first().expect("a document");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(name, markdown);
        });
    }
}

/// Reads every shipped edition, by name.
fn shipped_editions() -> (Sources, Vec<(String, Scheme)>) {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::new();
    let files = diagnostics.take(load_scheme(&Disk, &mut sources, &root()));
    let mut editions = Vec::new();
    for edition in collect_declarations(&files).editions() {
        let name = edition.name();
        let scheme = diagnostics.take(resolve_scheme(&files, EditionChoice::Named(&name)));
        editions.push((name, scheme.expect("an edition")));
    }
    (sources, editions)
}

/// What a shipped edition holds is in its document, and nothing that is not at the level.
#[test]
fn every_shipped_edition_is_a_document() {
    let (sources, editions) = shipped_editions();
    for (name, scheme) in editions {
        let levels = scheme.edition.levels.iter().enumerate();
        let levels = levels.map(|(index, level)| {
            let id = LevelId::from_index(index);
            (Some(id), Some(level.key.as_str()))
        });
        for (level, key) in levels.chain([(None, None)]) {
            let files = render_scheme(&scheme, &sources, key, Format::ALL);
            let (_, html) = files
                .iter()
                .find(|(name, _)| name == "scheme.html")
                .expect("HTML");
            let held: BTreeSet<_> = scheme.controls_at(level).map(|(id, _)| id).collect();
            for (id, control) in scheme.controls.iter() {
                let is_shown = level.is_none() || held.contains(&id);
                let heading = format!("id=\"control.{}\"", control.name);
                let found = html.contains(&heading);
                assert_eq!(found, is_shown, "{name} {key:?}: {}", control.name);
            }
        }
    }
}

/// Every shipped edition has a worksheet of its provenance, in which each place is there once.
#[test]
fn the_provenance_of_every_shipped_edition_is_a_document() {
    let (sources, editions) = shipped_editions();
    for (name, scheme) in editions {
        let basis = SchemeBasis {
            scheme: &scheme,
            level: None,
            sources: &sources,
            stamp: &BuildStamp::default(),
        };
        let of = ProvenanceOf {
            catalog: None,
            aspects: &[],
        };
        let view = view_provenance(&basis, &of);
        let rendered = render_documents(&[Arc::new(view)], &[Format::Html], &BTreeMap::new(), None);
        assert!(rendered.diagnostics.is_empty(), "{name}");
        let (_, html) = rendered.value.first().expect("HTML");
        let html = String::from_utf8_lossy(html);
        let mut seen = BTreeSet::new();
        for part in html.split("data-slot=\"").skip(1) {
            let slot = part.split('"').next().unwrap_or_default();
            assert!(seen.insert(slot), "{name}: `{slot}` twice");
        }
        assert!(!seen.is_empty(), "{name}");
    }
}

/// Returns the documents of a product and of its scheme, as Markdown.
fn all_as_markdown(case: &Case) -> Vec<(String, String)> {
    let scheme = render_scheme(&case.scheme, &case.sources, None, &[Format::Md]);
    render(case, &[Format::Md])
        .into_iter()
        .chain(scheme)
        .collect()
}

#[test]
fn an_edition_that_lacks_a_part_or_holds_all_in_one_form_has_its_documents() {
    for edition in ["bare", "paper", "empty", "book", "jugs"] {
        let case = small(edition);
        let files = render(&case, Format::ALL);
        assert!(files.iter().any(|(name, _)| name == "traceability.html"));
        let scheme = render_scheme(&case.scheme, &case.sources, None, Format::ALL);
        assert!(!scheme.is_empty(), "{edition}");
    }
}

#[test]
fn documents_speak_of_nobody_whom_the_edition_does_not_name() {
    const PEOPLE: [&str; 6] = [
        "vendor",
        "laborator",
        "assessor",
        "committee",
        "certification body",
        "oem",
    ];
    const STATES: [&str; 6] = ["sealed", "opened", "unlocked", "dumped", "altered", "wiped"];
    for (name, text) in all_as_markdown(&small("plain")) {
        let text = text.to_lowercase().replace("`sealed-off`", "");
        let said: Vec<&str> = PEOPLE
            .into_iter()
            .chain(STATES)
            .filter(|word| text.contains(word))
            .collect();
        assert!(said.is_empty(), "{name} says {said:?}");
    }
}

#[test]
fn documents_print_the_words_and_parties_of_the_edition() {
    let texts = all_as_markdown(&small("guild"));
    let text = |name: &str| {
        let file = texts.iter().find(|(file, _)| file == name);
        file.map_or("", |(_, text)| text.as_str())
    };
    for (file, words) in [
        ("plan.md", &["Boiling house", "| boiling |"][..]),
        ("record.md", &["(reading of papers)"]),
        (
            "deliveries.md",
            &["| From | Tinker |", "| To | Boiling house |"],
        ),
        ("traceability.md", &["wished for", "(boiling)"]),
        ("sheet.md", &["**binding**"]),
        (
            "scheme.md",
            &[
                "| Decision or recommendation by | Round of elders |",
                "| Certificate valid after | The mark is struck |",
                "| boiling |",
                "of which wished for",
            ],
        ),
    ] {
        for words in words {
            assert!(
                text(file).contains(words),
                "{file} does not say {words}:\n{}",
                text(file)
            );
        }
    }
    for (name, text) in &texts {
        for (depth, strength) in [("(review)", "**shall**"), ("| test |", "**should**")] {
            assert!(
                !text.contains(depth) && !text.contains(strength),
                "{name}:\n{text}"
            );
        }
    }
}
