//! Lines of a journal for what went out and what came in: JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::journal_text::{FlatKey, read_key};
use super::paper_text::{FlatStep, flat_step, step_of};
use super::told_text::{ReadTold, WrittenTold, told_of, written_told};
use crate::answers::{
    Cause, Exchange, Exchanged, Filed, FiledPart, Received, Replaced, Shared, Timestamp, Unit,
};

#[derive(Serialize)]
struct WrittenLine<'e> {
    n: usize,
    when: &'e str,
    who: &'e str,
    command: usize,
    cause: Cause,
    #[serde(flatten)]
    what: WrittenWhat<'e>,
    prev: &'e str,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum WrittenWhat<'e> {
    Received(WrittenReceived<'e>),
    Told(WrittenTold<'e>),
    Shared(WrittenShared<'e>),
    Replaced(FlatReplaced),
    Filed(FlatFiled),
    Paper(FlatStep),
}

/// What changed in a file beside answers, as it is written and read.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlatFiled {
    file: String,
    parts: Vec<FlatPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kept: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlatPart {
    name: String,
    before: Option<String>,
    after: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    copied: Option<String>,
}

/// What was replaced, as it is written and read.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlatReplaced {
    edition: [String; 2],
    level: [String; 2],
    product: bool,
    scheme: bool,
    kept: Option<String>,
}

#[derive(Serialize)]
struct WrittenReceived<'e> {
    file: &'e str,
    sha256: &'e str,
    from: &'e str,
    made: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u64>,
    journal: &'e str,
    product: bool,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    files: &'e [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    lineage: &'e [String],
}

#[derive(Serialize)]
struct WrittenShared<'e> {
    to: &'e str,
    salt: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<&'e str>,
    withheld: Vec<FlatKey<'e>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadLine {
    n: usize,
    when: String,
    who: String,
    command: usize,
    cause: String,
    received: Option<ReadReceived>,
    told: Option<ReadTold>,
    shared: Option<ReadShared>,
    replaced: Option<FlatReplaced>,
    filed: Option<FlatFiled>,
    paper: Option<FlatStep>,
    prev: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadReceived {
    file: String,
    sha256: String,
    from: String,
    made: String,
    #[serde(default)]
    number: u64,
    journal: String,
    product: bool,
    #[serde(default)]
    files: Vec<String>,
    #[serde(default)]
    lineage: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadShared {
    to: String,
    salt: String,
    #[serde(default)]
    product: Option<String>,
    withheld: Vec<BTreeMap<String, String>>,
}

/// A line with its place in the chain.
pub(super) struct ExchangeLine {
    /// Its number, from 1.
    pub number: usize,
    /// The hash of the line before it.
    pub prev: String,
    /// What went out or came in.
    pub exchange: Exchange,
}

/// Says whether a line is about what went out or came in.
pub(super) fn is_exchange(text: &str) -> bool {
    /// The words that tell, alone.
    #[derive(Deserialize)]
    struct Told {
        key: Option<serde::de::IgnoredAny>,
        cause: String,
    }
    let told: Result<Told, _> = serde_json::from_str(text);
    told.is_ok_and(|told| {
        let causes = [
            Cause::Import,
            Cause::Export,
            Cause::Update,
            Cause::Evidence,
            Cause::Found,
            Cause::Undo,
            Cause::CheckOff,
            Cause::Approve,
            Cause::Issue,
            Cause::Attach,
        ];
        let causes = causes.map(Cause::word);
        told.key.is_none() && causes.contains(&told.cause.as_str())
    })
}

/// Writes a line, without its end.
pub(super) fn write_exchange(number: usize, prev: &str, exchange: &Exchange) -> String {
    let written = match &exchange.what {
        Exchanged::Received(received) => WrittenWhat::Received(WrittenReceived {
            file: &received.file,
            sha256: &received.sha256,
            from: &received.from,
            made: received.made.as_str(),
            number: Some(received.number).filter(|number| *number > 0),
            journal: &received.journal,
            product: received.product,
            files: &received.files,
            lineage: &received.lineage,
        }),
        Exchanged::Learned(told) => WrittenWhat::Told(written_told(told)),
        Exchanged::Shared(shared) => WrittenWhat::Shared(WrittenShared {
            to: &shared.to,
            salt: &shared.salt,
            product: shared.product.as_deref(),
            withheld: shared
                .withheld
                .iter()
                .map(|unit| FlatKey(unit.key()))
                .collect(),
        }),
        Exchanged::Replaced(replaced) => WrittenWhat::Replaced(FlatReplaced {
            edition: replaced.edition.clone(),
            level: replaced.level.clone(),
            product: replaced.product,
            scheme: replaced.scheme,
            kept: replaced.kept.clone(),
        }),
        Exchanged::Filed(filed) => WrittenWhat::Filed(flat_filed(filed)),
        Exchanged::Paper(step) => WrittenWhat::Paper(flat_step(step)),
    };
    let line = WrittenLine {
        n: number,
        when: exchange.when.as_str(),
        who: &exchange.who,
        command: exchange.command,
        cause: exchange.what.cause(),
        what: written,
        prev,
    };
    // Texts and numbers under texts: nothing in it can fail to be JSON.
    serde_json::to_string(&line).unwrap_or_default()
}

/// Reads a line.
///
/// # Errors
/// Returns what is wrong with it, for a message.
pub(super) fn read_exchange(text: &str) -> Result<ExchangeLine, String> {
    let line: ReadLine = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let exchanged = match (
        line.received,
        line.told,
        line.shared,
        line.replaced,
        line.filed,
        line.paper,
    ) {
        (Some(received), None, None, None, None, None) => Exchanged::Received(Received {
            made: moment(&received.made)?,
            number: received.number,
            file: received.file,
            sha256: received.sha256,
            from: received.from,
            journal: received.journal,
            product: received.product,
            files: received.files,
            lineage: received.lineage,
        }),
        (None, Some(told), None, None, None, None) => Exchanged::Learned(told_of(told)?),
        (None, None, Some(shared), None, None, None) => Exchanged::Shared(Shared {
            to: shared.to,
            salt: shared.salt,
            product: shared.product,
            withheld: shared
                .withheld
                .into_iter()
                .map(|key| Ok(Unit::of(&read_key(key)?)))
                .collect::<Result<_, String>>()?,
        }),
        (None, None, None, Some(replaced), None, None) => Exchanged::Replaced(Replaced {
            cause: read_cause(&line.cause)?,
            edition: replaced.edition,
            level: replaced.level,
            product: replaced.product,
            scheme: replaced.scheme,
            kept: replaced.kept,
        }),
        (None, None, None, None, Some(filed), None) => {
            Exchanged::Filed(filed_of(filed, read_cause(&line.cause)?))
        }
        (None, None, None, None, None, Some(step)) => Exchanged::Paper(step_of(step)?),
        _ => return Err("it does not say what came in or went out".to_owned()),
    };
    Ok(ExchangeLine {
        number: line.n,
        prev: line.prev,
        exchange: Exchange {
            when: moment(&line.when)?,
            who: line.who,
            command: line.command,
            what: exchanged,
        },
    })
}

fn flat_filed(filed: &Filed) -> FlatFiled {
    let parts = filed.parts.iter().cloned().map(|part| FlatPart {
        name: part.name,
        before: part.before,
        after: part.after,
        copied: part.copied,
    });
    FlatFiled {
        file: filed.file.clone(),
        parts: parts.collect(),
        kept: filed.kept.clone(),
    }
}

fn filed_of(flat: FlatFiled, cause: Cause) -> Filed {
    let parts = flat.parts.into_iter().map(|part| FiledPart {
        name: part.name,
        before: part.before,
        after: part.after,
        copied: part.copied,
    });
    Filed {
        cause,
        file: flat.file,
        parts: parts.collect(),
        kept: flat.kept,
    }
}

fn read_cause(word: &str) -> Result<Cause, String> {
    Cause::from_word(word).ok_or_else(|| format!("`{word}` is no cause"))
}

fn moment(text: &str) -> Result<Timestamp, String> {
    let moment = Timestamp::read(text);
    moment.ok_or_else(|| format!("`{text}` is no moment such as `2026-01-31T10:00:00Z`"))
}
