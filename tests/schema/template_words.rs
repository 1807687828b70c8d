//! Words with which templates compare: each is a value that the JSON Schema of the document names, so that a word that is
//! misspelt or was renamed cannot make a comparison false without anybody noticing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::repository;

/// A piece of the code of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Name(String),
    Text(String),
    Sign(&'static str),
}

use Token::{Name, Sign, Text};

/// A literal with which a template compares.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Compared {
    /// With a value of the view.
    Word(String),
    /// With the keys of its figures, which no schema names.
    Figure(String),
}

/// The signs that mean something here; all others are `?`.
const SIGNS: [&str; 9] = ["==", "!=", "(", ")", "[", "]", ",", ".", "="];

/// Names of tests that compare with their argument.
const TESTS: [&str; 5] = ["equalto", "eq", "ne", "==", "!="];

/// Returns the tokens of each tag of a template, without its comments.
fn tags(template: &str) -> Vec<Vec<Token>> {
    let mut tags = Vec::new();
    let mut rest = template;
    while let Some((_, opened)) = rest.split_once('{') {
        let kind = opened.chars().next();
        rest = match kind {
            Some('#') => opened.split_once("#}").unwrap().1,
            Some('%' | '{') => {
                let (tag, after) = tokens(opened.get(1..).unwrap());
                tags.push(tag);
                after
            }
            _ => opened,
        };
    }
    tags
}

/// Returns the tokens up to the end of a tag, and what is after it.
fn tokens(code: &str) -> (Vec<Token>, &str) {
    let mut tokens = Vec::new();
    let mut rest = code;
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("%}").or_else(|| rest.strip_prefix("}}")) {
            return (tokens, after);
        }
        let first = rest.chars().next().unwrap();
        let token = if matches!(first, '"' | '\'') {
            let (text, after) = rest.get(1..).unwrap().split_once(first).unwrap();
            rest = after;
            Text(text.to_owned())
        } else if first.is_alphanumeric() || first == '_' {
            let is_part = |one: char| one.is_alphanumeric() || one == '_';
            let end = rest.find(|one| !is_part(one)).unwrap();
            let (name, after) = rest.split_at(end);
            rest = after;
            Name(name.to_owned())
        } else {
            let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
            rest = rest.get(sign.map_or(first.len_utf8(), str::len)..).unwrap();
            Sign(sign.unwrap_or("?"))
        };
        tokens.push(token);
    }
}

/// Returns what a tag compares with, as tokens: literals, and names, which may be parameters of a macro. With a literal before
/// `in` comes the name of what it is sought in.
fn compared(tag: &[Token]) -> Vec<(Token, Option<Token>)> {
    let mut found = Vec::new();
    let at = |place: usize| tag.get(place).cloned();
    let before = |place: usize, back: usize| place.checked_sub(back).and_then(at);
    let is_loop = tag.first() == Some(&name("for"));
    let of_loop = tag.iter().position(|token| is_loop && *token == name("in"));
    for (place, token) in tag.iter().enumerate() {
        match token {
            Sign("==" | "!=") => {
                // `a.b` ends with a name that is a part of a value, and no parameter.
                let is_part = before(place, 2) == Some(Sign("."));
                found.extend(before(place, 1).filter(|_| !is_part));
                found.extend(at(place + 1).filter(|_| at(place + 2) != Some(Sign("."))));
            }
            Text(test) if TESTS.contains(&test.as_str()) && at(place + 1) == Some(Sign(",")) => {
                found.extend(at(place + 2));
            }
            Text(test) if test == "in" && at(place + 1) == Some(Sign(",")) => {
                found.extend(listed(tag.get(place + 2..).unwrap_or_default()));
            }
            Name(test) if TESTS.contains(&test.as_str()) && at(place + 1) == Some(Sign("(")) => {
                found.extend(at(place + 2));
            }
            Name(word) if word == "in" && of_loop != Some(place) => {
                found.extend(listed(tag.get(place + 1..).unwrap_or_default()));
            }
            Name(_) | Text(_) | Sign(_) => {}
        }
    }
    let mut all: Vec<_> = found.into_iter().map(|token| (token, None)).collect();
    for (place, token) in tag.iter().enumerate() {
        if *token == name("in") && of_loop != Some(place) {
            let is_not = before(place, 1) == Some(name("not"));
            let sought = before(place, if is_not { 2 } else { 1 });
            let sought = sought.filter(|sought| matches!(sought, Text(_)));
            all.extend(sought.map(|sought| (sought, at(place + 1))));
        }
    }
    all
}

/// Returns the literals of a list, if one begins here.
fn listed(tokens: &[Token]) -> Vec<Token> {
    if tokens.first() != Some(&Sign("[")) {
        return Vec::new();
    }
    let inside = tokens.iter().take_while(|token| **token != Sign("]"));
    let texts = inside.filter(|token| matches!(token, Text(_)));
    texts.cloned().collect()
}

fn name(word: &str) -> Token {
    Name(word.to_owned())
}

/// The parameters with which macros compare: the name of the macro, and the place of the parameter.
type Parameters = BTreeSet<(String, usize)>;

/// Returns the parameters with which the macros of a template compare.
fn parameters(template: &str) -> Parameters {
    let mut all = Parameters::new();
    let mut open: Option<(String, Vec<Token>)> = None;
    for tag in tags(template) {
        if let [Name(word), Name(called), Sign("("), declared @ ..] = tag.as_slice()
            && word == "macro"
        {
            let names = declared.iter().filter(|token| matches!(token, Name(_)));
            open = Some((called.clone(), names.cloned().collect()));
        } else if let Some((called, names)) = &open {
            for (token, _) in compared(&tag) {
                let place = names.iter().position(|known| *known == token);
                all.extend(place.map(|place| (called.clone(), place)));
            }
        }
    }
    all
}

/// Returns the arguments of a call, each with its tokens; the tokens begin after the bracket.
fn arguments(tokens: &[Token]) -> Vec<Vec<Token>> {
    let mut all = vec![Vec::new()];
    let mut depth = 0_usize;
    for token in tokens {
        if depth == 0 && *token == Sign(")") {
            break;
        }
        if depth == 0 && *token == Sign(",") {
            all.push(Vec::new());
            continue;
        }
        match token {
            Sign("(" | "[") => depth += 1,
            Sign(")" | "]") => depth -= 1,
            Name(_) | Text(_) | Sign(_) => {}
        }
        all.last_mut().unwrap().push(token.clone());
    }
    all
}

/// Returns the literals that a tag hands to parameters with which macros compare.
fn handed_over(tag: &[Token], parameters: &Parameters) -> Vec<String> {
    let mut all = Vec::new();
    for (place, pair) in tag.windows(2).enumerate() {
        let [Name(called), Sign("(")] = pair else {
            continue;
        };
        let arguments = arguments(tag.get(place + 2..).unwrap_or_default());
        for (place, argument) in arguments.iter().enumerate() {
            if let [Text(text)] = argument.as_slice()
                && parameters.contains(&(called.clone(), place))
            {
                all.push(text.clone());
            }
        }
    }
    all
}

/// Returns all literals with which a template compares.
fn literals(template: &str, parameters: &Parameters) -> BTreeSet<Compared> {
    let mut all = BTreeSet::new();
    for tag in tags(template) {
        all.extend(
            handed_over(&tag, parameters)
                .into_iter()
                .map(Compared::Word),
        );
        for (token, within) in compared(&tag) {
            if let Text(text) = token {
                let is_figure = within == Some(name("figures"));
                all.insert(if is_figure {
                    Compared::Figure(text)
                } else {
                    Compared::Word(text)
                });
            }
        }
    }
    all
}

/// Returns the names of the templates that a template brings with it.
fn brought(template: &str) -> Vec<String> {
    let tags = tags(template).into_iter();
    tags.filter_map(|tag| match tag.as_slice() {
        [Name(word), Text(other), ..] if ["import", "include", "from"].contains(&word.as_str()) => {
            Some(other.clone())
        }
        _ => None,
    })
    .collect()
}

/// Collects the values that a schema names.
fn collect_words(schema: &Value, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            let text = |value: &Value| value.as_str().map(str::to_owned);
            words.extend(map.get("const").and_then(text));
            let listed = map.get("enum").and_then(Value::as_array);
            words.extend(listed.into_iter().flatten().filter_map(text));
            map.values().for_each(|value| collect_words(value, words));
        }
        Value::Array(list) => list.iter().for_each(|value| collect_words(value, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The templates by name, such as `plan/document.md.j2`.
type Templates = BTreeMap<String, String>;

fn read_templates() -> Templates {
    let mut templates = Templates::new();
    for folder in std::fs::read_dir(repository("templates")).unwrap() {
        let folder = folder.unwrap().path();
        let files = std::fs::read_dir(&folder).into_iter().flatten();
        for path in files.map(|file| file.unwrap().path()) {
            let parts = [&folder, &path].map(|path| path.file_name().unwrap().to_string_lossy());
            templates.insert(parts.join("/"), std::fs::read_to_string(&path).unwrap());
        }
    }
    templates
}

/// What is known of all templates together.
struct Known {
    parameters: Parameters,
    /// The values that the schemas of the documents name that use a template, by its name. A template of several documents
    /// may compare with a value that only some of them have.
    words: BTreeMap<String, BTreeSet<String>>,
}

impl Known {
    fn of(templates: &Templates) -> Self {
        let parameters = templates.values().flat_map(|template| parameters(template));
        let mut words: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for document in praman::render::DOCUMENTS.iter().map(|spec| spec.key) {
            let path = repository(&format!("docs/schemas/{document}.schema.json"));
            let schema = std::fs::read_to_string(path).unwrap();
            let mut own = BTreeSet::new();
            collect_words(&serde_json::from_str(&schema).unwrap(), &mut own);
            let mut reached = vec![format!("{document}/document.md.j2")];
            while let Some(name) = reached.pop() {
                reached.extend(brought(templates.get(&name).unwrap()));
                words.entry(name).or_default().extend(own.iter().cloned());
            }
        }
        Self {
            parameters: parameters.collect(),
            words,
        }
    }

    /// Returns the values with which a template compares and which do not exist.
    fn unknown(&self, name: &str, template: &str) -> BTreeSet<String> {
        let known = self.words.get(name).unwrap();
        let literals = literals(template, &self.parameters).into_iter();
        literals
            .filter_map(|literal| match literal {
                Compared::Word(word) => (!known.contains(&word)).then_some(word),
                // A figure that the view lacks is an error where it is drawn.
                Compared::Figure(key) => {
                    let is_drawn = template.contains(&format!("figure(\"{key}\""));
                    (!is_drawn).then_some(key)
                }
            })
            .collect()
    }
}

#[test]
fn templates_compare_with_values_that_exist() {
    let templates = read_templates();
    let known = Known::of(&templates);
    for (name, template) in &templates {
        assert_eq!(
            known.unknown(name, template),
            BTreeSet::new(),
            "{name} compares with what no schema of its documents names, so the comparison is never true"
        );
    }
}

#[test]
fn a_misspelt_word_is_found_wherever_a_template_compares() {
    let templates = read_templates();
    let known = Known::of(&templates);
    let mut changed = 0;
    for (name, template) in &templates {
        for literal in literals(template, &known.parameters) {
            let (Compared::Word(word) | Compared::Figure(word)) = &literal;
            let wrong = template.replace(&format!("\"{word}\""), &format!("\"{word}x\""));
            // The figure is still drawn under its key.
            let drawn = [format!("figure(\"{word}x\""), format!("figure(\"{word}\"")];
            let wrong = wrong.replace(&drawn[0], &drawn[1]);
            let unknown = known.unknown(name, &wrong);
            assert!(unknown.contains(&format!("{word}x")), "{name}: {word}");
            changed += 1;
        }
    }
    assert!(changed >= 80, "{changed} words are compared");
}

#[test]
fn every_way_to_compare_is_seen() {
    let template = r#"
        {# x == "comment" #} "outside" == x
        {% macro of(list, kind) %}{% for one in list if one.kind == kind %}{% endfor %}{% endmacro %}
        {% if a.b == "c1" and "c2" != a %}{{ x if y != "c3" else "free" }}{% endif %}
        {% for key in ["free", "free"] if key not in ["c4", "c5"] %}{{ key }}{% endfor %}
        {{ list | selectattr("free.free", "equalto", "c6") | rejectattr("free", "eq", 'c7') }}
        {{ list | selectattr("free", "in", ["c8"]) }}{% if a is eq("c9") %}{% endif %}
        {% if "d1" in list.of and "d2" not in list %}{{ other.of(list, "d3") }}{{ of("free", x == "d4") }}{% endif %}
        {% if "f1" in figures %}{{ figure("f1", "free") }}{% endif %}
    "#;
    let found = literals(template, &parameters(template));
    let words = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"];
    let words = words.into_iter().chain(["d1", "d2", "d3", "d4"]);
    let words = words.map(|word| Compared::Word(word.to_owned()));
    let expected: BTreeSet<_> = words.chain([Compared::Figure("f1".to_owned())]).collect();
    assert_eq!(found, expected);
}
