//! Diagnostics and trees as short texts.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "debug output holds few of the expressions of Rust"
)]

use std::fmt::Write as _;

use praman::diag::Diagnostic;
use praman::source::{Place, Sources, Span};
use praman::syntax::ast::{Body, Item, Name, TextDraft};
use syn::{Expr, Lit};

/// Shows a diagnostic as `line:column code message`, with its other places, help and fix below.
pub fn diagnostic(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place().expect("syntax errors have a place");
    let mut shown = format!(
        "{} {} {}\n",
        located(sources, place),
        diagnostic.code,
        diagnostic.message
    );
    for label in &diagnostic.secondary {
        let line = format!("    {} {}\n", located(sources, label.place), label.text);
        shown.push_str(&line);
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(shown, "    help: {help}");
    }
    if let Some(fix) = &diagnostic.fix {
        let _ = writeln!(shown, "    fix: {}", fix.title);
    }
    shown
}

fn located(sources: &Sources, place: Place) -> String {
    let start = sources.line_column(place).expect("the file is known");
    let text = sources
        .get(place.file)
        .map_or("", |file| file.slice(place.span));
    let text: String = text.lines().next().unwrap_or("").chars().take(20).collect();
    format!("{}:{} [{text}]", start.line, start.column)
}

/// Shows an item's draft without its positions and without what is absent. The tree's own `Debug` is
/// read as Rust, so that every new part of the tree is shown without a change here.
pub fn tree(item: &Item) -> String {
    let mut shown = String::new();
    match &item.body {
        Body::Read(kind, draft) => {
            let expr = syn::parse_str(&format!("{draft:?}")).expect("debug output reads as Rust");
            let _ = write!(shown, "{kind:?} ");
            tree_of(item, &expr, 0, &mut shown);
        }
        Body::Broken { keyword } => {
            let _ = write!(shown, "Broken {}", item.word(*keyword));
            if let Some(key) = item.key {
                let _ = write!(shown, " {}", item.word(key));
            }
        }
    }
    if item.is_incomplete() {
        let words: Vec<&str> = item.mentions.iter().map(|name| item.word(*name)).collect();
        let _ = write!(shown, "\n  mentions {}", words.join(" "));
    }
    shown.push('\n');
    shown.replace(" \n", "\n")
}

fn tree_of(at: &Item, expr: &Expr, depth: usize, out: &mut String) {
    match expr {
        Expr::Call(call) => write_call(at, call, depth, out),
        Expr::Struct(item) => {
            if let Some(value) = spanned(item) {
                return tree_of(at, value, depth, out);
            }
            if let Some(text) = written(at, item) {
                return out.push_str(&text.replace('\n', "⏎"));
            }
            let name = last(&item.path);
            out.push_str(&name.trim_end_matches("Draft").to_lowercase());
            write_fields(at, item, depth, out);
        }
        Expr::Array(list) => write_list(at, &list.elems, depth, out),
        Expr::Tuple(list) => write_list(at, &list.elems, depth, out),
        Expr::Path(path) => out.push_str(&last(&path.path)),
        Expr::Lit(lit) => match &lit.lit {
            Lit::Str(text) => out.push_str(&text.value().replace('\n', "⏎")),
            Lit::Int(number) => out.push_str(&number.to_string()),
            Lit::Bool(bool) => out.push_str(&bool.value.to_string()),
            other => panic!("unexpected literal {other:?}"),
        },
        other => panic!("unexpected debug output {other:?}"),
    }
}

/// Short fields on one line, in brackets; else one line for each.
fn write_fields(at: &Item, item: &syn::ExprStruct, depth: usize, out: &mut String) {
    let mut parts = Vec::new();
    for field in item.fields.iter().filter(|field| !is_absent(field)) {
        let mut part = format!("{} ", member(&field.member));
        tree_of(at, &field.expr, depth + 1, &mut part);
        parts.push(part);
    }
    let on_one_line = depth > 0 && parts.iter().all(|part| !part.contains('\n'));
    if on_one_line && parts.concat().len() < 80 {
        let _ = write!(out, "({})", parts.join(", "));
        return;
    }
    for part in parts {
        line(depth + 1, out);
        out.push_str(&part);
    }
}

/// Enum variants with data: `Some(x)` is x; spans at the end are left out.
fn write_call(at: &Item, call: &syn::ExprCall, depth: usize, out: &mut String) {
    let Expr::Path(path) = &*call.func else {
        panic!("unexpected call")
    };
    let name = last(&path.path);
    let arguments: Vec<&Expr> = call.args.iter().filter(|arg| !is_span(arg)).collect();
    if name != "Some" && !(arguments.len() == 1 && name.ends_with("Test")) {
        out.push_str(&name);
        if !arguments.is_empty() {
            out.push(' ');
        }
    }
    for (index, argument) in arguments.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        tree_of(at, argument, depth, out);
    }
}

fn write_list(
    at: &Item,
    elements: &syn::punctuated::Punctuated<Expr, syn::Token![,]>,
    depth: usize,
    out: &mut String,
) {
    let mut parts = Vec::new();
    for element in elements {
        let mut part = String::new();
        tree_of(at, element, depth + 1, &mut part);
        parts.push(part);
    }
    if parts.iter().all(|part| !part.contains('\n')) && parts.concat().len() < 90 {
        let _ = write!(out, "[{}]", parts.join(", "));
        return;
    }
    for part in parts {
        line(depth + 1, out);
        out.push_str("- ");
        out.push_str(&part);
    }
}

fn line(depth: usize, out: &mut String) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}

fn spanned(item: &syn::ExprStruct) -> Option<&Expr> {
    let is_spanned = last(&item.path) == "Spanned";
    is_spanned.then(|| item.fields.first().map(|field| &field.expr))?
}

/// Returns what stands at the span of a word, a text or a reference.
fn written(at: &Item, item: &syn::ExprStruct) -> Option<String> {
    let Expr::Struct(span) = &item.fields.first()?.expr else {
        return None;
    };
    let ends: Vec<u32> = span
        .fields
        .iter()
        .filter_map(|field| number(&field.expr))
        .collect();
    let [start, end] = ends.as_slice() else {
        return None;
    };
    let span = Span::new(*start, *end);
    match last(&item.path).as_str() {
        "Name" | "RefDraft" => Some(at.word(Name { span }).to_owned()),
        "TextDraft" => Some(at.text(TextDraft { span }).to_string()),
        _ => None,
    }
}

fn number(expr: &Expr) -> Option<u32> {
    match expr {
        Expr::Lit(syn::ExprLit {
            lit: Lit::Int(number),
            ..
        }) => number.base10_parse().ok(),
        _ => None,
    }
}

fn is_absent(field: &syn::FieldValue) -> bool {
    let empty = match &field.expr {
        Expr::Path(path) => last(&path.path) == "None",
        Expr::Array(list) => list.elems.is_empty(),
        Expr::Lit(lit) => matches!(&lit.lit, Lit::Bool(bool) if !bool.value),
        _ => false,
    };
    empty || is_span(&field.expr)
}

fn is_span(expr: &Expr) -> bool {
    matches!(expr, Expr::Struct(item) if last(&item.path) == "Span")
}

fn member(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(name) => name.to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}

fn last(path: &syn::Path) -> String {
    path.segments
        .last()
        .map_or(String::new(), |segment| segment.ident.to_string())
}
