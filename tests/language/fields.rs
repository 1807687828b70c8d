//! The table of fields is kept by the parser: for each kind of item, and each part of an item with a block of its own, what
//! is unknown, repeated or missing is reported by name. What a field looks like is taken from the reference, so that a new
//! field needs an example there and nothing here.

use std::collections::BTreeMap;
use std::ops::Range;

use praman::source::Sources;
use praman::syntax::ast::{
    AskDraft, AttributeDraft, CaseDraft, Context, Count, DepthDraft, Draft, FieldMut, Inner,
    ItemKind, Need, SectionDraft, VerdictDraft,
};
use praman::syntax::outline::{BlockSlice, Chunk, TokenRange, outline};
use praman::syntax::parse_file;
use praman::syntax::token::{Token, lex};

use crate::REFERENCE;
use crate::support::pages::Example;
use crate::support::{Editions, compile, examples, is_error};

/// A place for fields in the reference: the heads around it, the outermost first, and its fields by word.
#[derive(Debug, Clone, Default)]
struct Sample {
    heads: Vec<String>,
    fields: BTreeMap<String, String>,
}

impl Sample {
    /// Writes an item in which the block has these fields.
    fn written(&self, fields: &[&str]) -> String {
        let mut lines: Vec<String> = Vec::new();
        for (depth, head) in self.heads.iter().enumerate() {
            lines.push(format!("{:depth$}{head} {{", ""));
        }
        for field in fields {
            lines.push(format!("        {field}"));
        }
        lines.push(" }".repeat(self.heads.len()));
        lines.join("\n")
    }
}

#[test]
fn an_unknown_field_is_reported_wherever_fields_are() {
    let samples = samples();
    let mut wrong = Vec::new();
    for context in Context::all() {
        // In an inventory, a word that is not in the table is the name of an attribute (L-064).
        if blank(context).unnamed().is_some() {
            continue;
        }
        let reports = reports(&sample(&samples, context).written(&["no-such-field 1"]));
        let expected = format!("`no-such-field` is not a field of {}", context.name());
        if !reports.contains(&expected) {
            wrong.push(format!("{}: {reports:?}", context.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_field_that_may_be_given_once_is_not_given_twice() {
    let samples = samples();
    let mut wrong = Vec::new();
    for (context, info) in fields() {
        let sample = sample(&samples, context);
        let name = format!("`{}` of {}", info.word, context.name());
        let mut elsewhere = samples.iter();
        let field = sample.fields.get(info.word);
        let field = field.or_else(|| elsewhere.find_map(|(_, other)| other.fields.get(info.word)));
        let Some(field) = field else {
            wrong.push(format!("{name} is in no example of {REFERENCE}"));
            continue;
        };
        let once = reports(&sample.written(&[field]));
        let twice = reports(&sample.written(&[field, field]));
        let named = |report: &String| report.contains(&format!("`{}`", info.word));
        let kept = match info.count {
            Count::Once => twice.len() == 1 && twice.iter().all(named),
            Count::Many => twice.is_empty(),
        };
        if !once.is_empty() || !kept {
            wrong.push(format!("{name}: once {once:?}, twice {twice:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_required_field_that_is_missing_is_named() {
    let examples: Vec<Example> = examples(REFERENCE)
        .into_iter()
        .filter(|example| example.words.is_empty())
        .collect();
    let prelude = crate::support::prelude();
    let mut wrong = Vec::new();
    for (context, info) in fields().filter(|(_, info)| info.need == Need::Required) {
        let name = format!("`{}` of {}", info.word, context.name());
        let without = examples
            .iter()
            .find_map(|example| without(&example.text, context, info.word));
        let Some(without) = without else {
            wrong.push(format!("{name} is in no example of {REFERENCE}"));
            continue;
        };
        let (_, found) = compile(&format!("{prelude}\n{without}"), Editions::Each);
        let names = |text: &str| text.contains(&format!("`{}", info.word));
        let told: Vec<String> = found
            .iter()
            .filter(|diagnostic| is_error(diagnostic))
            .map(|error| format!("{} {:?}", error.message, error.help))
            .collect();
        if !told.iter().any(|error| names(error)) {
            wrong.push(format!("{name}: {told:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn fields() -> impl Iterator<Item = (Context, &'static praman::syntax::ast::FieldInfo)> {
    Context::all().flat_map(|context| {
        let fields = context.fields().into_iter();
        fields.map(move |info| (context, info))
    })
}

fn blank(context: Context) -> Box<dyn Draft> {
    match context {
        Context::Item(kind) => kind.blank(),
        Context::Inner(Inner::Depth) => Box::<DepthDraft>::default(),
        Context::Inner(Inner::Case) => Box::<CaseDraft>::default(),
        Context::Inner(Inner::Section) => Box::<SectionDraft>::default(),
        Context::Inner(Inner::Ask) => Box::<AskDraft>::default(),
        Context::Inner(Inner::Attribute) => Box::<AttributeDraft>::default(),
        Context::Inner(Inner::Verdict) => Box::<VerdictDraft>::default(),
    }
}

/// Returns the messages of the parser, errors and warnings.
fn reports(text: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let file = sources.add("example.prm", text);
    let parsed = parse_file(file, text);
    let reports = parsed.diagnostics.iter();
    reports.map(|report| report.message.clone()).collect()
}

fn sample(samples: &[(Context, Sample)], context: Context) -> &Sample {
    let found = samples.iter().find(|(known, _)| *known == context);
    let (_, sample) = found.unwrap_or_else(|| panic!("no example has {}", context.name()));
    sample
}

/// Gathers a sample of each place that has fields from the sound examples of the reference.
fn samples() -> Vec<(Context, Sample)> {
    let mut samples: Vec<(Context, Sample)> = Vec::new();
    for example in examples(REFERENCE) {
        if !reports(&example.text).is_empty() {
            continue;
        }
        visit(&example.text, &mut |block| {
            let place = samples
                .iter()
                .position(|(known, _)| *known == block.context);
            let place = place.unwrap_or_else(|| {
                samples.push((block.context, Sample::default()));
                samples.len() - 1
            });
            let (_, sample) = &mut samples[place];
            if sample.heads.is_empty() {
                sample.heads = block.heads.to_vec();
            }
            for (word, range) in &block.fields {
                let written = example.text[range.clone()].to_owned();
                sample.fields.entry((*word).to_owned()).or_insert(written);
            }
        });
    }
    samples
}

/// Returns a text without the fields of a word in the first block of a kind that has any.
fn without(text: &str, context: Context, word: &str) -> Option<String> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    visit(text, &mut |block| {
        if ranges.is_empty() && block.context == context {
            let fields = block.fields.iter().filter(|(known, _)| *known == word);
            ranges = fields.map(|(_, range)| range.clone()).collect();
        }
    });
    let mut left = text.to_owned();
    for range in ranges.iter().rev() {
        left.replace_range(range.clone(), "");
    }
    (!ranges.is_empty()).then_some(left)
}

/// A block of a text.
struct Block<'t> {
    context: Context,
    /// The heads of the block and of those around it, the outermost first.
    heads: &'t [String],
    /// The fields, with their words.
    fields: Vec<(&'t str, Range<usize>)>,
}

/// Visits the blocks of a text that have fields, the outer before the inner.
fn visit(text: &str, act: &mut dyn FnMut(&Block<'_>)) {
    let tokens = lex(text);
    for chunk in outline(text, &tokens).chunks {
        let Chunk::Item(item) = chunk else { continue };
        let head = &text[bytes(&tokens, &item.head)];
        let keyword = head.split_whitespace().next().unwrap_or_default();
        let kind = ItemKind::from_keyword(keyword);
        if let (Some(kind), Some(block)) = (kind, &item.block) {
            let mut heads = vec![head.to_owned()];
            visit_block(text, &tokens, Context::Item(kind), &mut heads, block, act);
        }
    }
}

fn visit_block(
    text: &str,
    tokens: &[Token],
    context: Context,
    heads: &mut Vec<String>,
    block: &BlockSlice,
    act: &mut dyn FnMut(&Block<'_>),
) {
    let word = |head: &TokenRange| &text[bytes(tokens, &(head.start..head.start + 1))];
    let fields = block.fields.iter();
    act(&Block {
        context,
        heads,
        fields: fields
            .map(|field| (word(&field.head), bytes(tokens, &field.range())))
            .collect(),
    });
    for field in &block.fields {
        let mut draft = blank(context);
        let table = draft.fields();
        let number = table.iter().position(|info| info.word == word(&field.head));
        let is_attribute = number.is_none() && draft.unnamed().is_some();
        let inner = match number.and_then(|number| draft.field(number)) {
            Some(FieldMut::Inner(inner, _)) => Some(inner),
            Some(_) => None,
            None => is_attribute.then_some(Inner::Attribute),
        };
        if let (Some(inner), Some(block)) = (inner, &field.block) {
            heads.push(text[bytes(tokens, &field.head)].to_owned());
            visit_block(text, tokens, Context::Inner(inner), heads, block, act);
            heads.pop();
        }
    }
}

fn bytes(tokens: &[Token], range: &TokenRange) -> Range<usize> {
    let (first, last) = (tokens[range.start].span, tokens[range.end - 1].span);
    first.start as usize..last.end as usize
}
