//! Finds answers that were copied as text into a mail, whatever mail programs did to its lines.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// What the line before the answers contains, and the one after them. Dashes may have become others.
const BEGIN: &str = "BEGIN PRAMAN ANSWERS";
const END: &str = "END PRAMAN ANSWERS";

/// How many characters of the sum stand before the answers.
const SUM: usize = 8;

/// Returns the JSON of answers in a text; `None` if it holds none.
///
/// # Errors
/// Returns what is wrong, for a message.
pub(super) fn find_text(text: &str) -> Result<Option<String>, &'static str> {
    let mut copied: Option<String> = None;
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let (block, after) = after.split_once(END).ok_or("its end is missing")?;
        let json = decode(block)?;
        if copied.as_ref().is_some_and(|known| *known != json) {
            return Err("it holds several blocks of answers");
        }
        copied = Some(json);
        rest = after;
    }
    Ok(copied)
}

/// Returns the text of a mail that was saved as a page: a line end for each tag, and marks of quotations as marks.
pub(super) fn without_tags(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    for part in page.split('<') {
        text.push('\n');
        text.push_str(part.split_once('>').map_or(part, |(_, words)| words));
    }
    text.replace("&gt;", ">")
}

/// Decodes what stands between the two lines: a sum, and JSON in base 64.
fn decode(block: &str) -> Result<String, &'static str> {
    // What is left of the first line and stands before the last one is none of it.
    let lines = block.split(['\n', '\r']);
    let kept: String = lines.map(bare).collect();
    let changed = "its answers were changed on the way";
    let (sum, digits) = kept.split_at_checked(SUM).ok_or(changed)?;
    let json = STANDARD_NO_PAD.decode(digits).map_err(|_| changed)?;
    let json = String::from_utf8(json).map_err(|_| changed)?;
    if sum != sum_of(&json) {
        return Err(changed);
    }
    Ok(json)
}

/// Returns what a line has of the alphabet, without the marks of a quotation before it: `> ` or `RN> `.
fn bare(line: &str) -> String {
    let line = line.rsplit('>').next().unwrap_or_default();
    let of_alphabet = |letter: &char| letter.is_ascii_alphanumeric() || "+/".contains(*letter);
    line.chars().filter(of_alphabet).collect()
}

/// Returns the sum of a text as the page works it out: FNV-1a over its UTF-16 units and a line end.
fn sum_of(text: &str) -> String {
    let units = text.encode_utf16().chain([u16::from(b'\n')]);
    let sum = units.fold(0x811c_9dc5_u32, |sum, unit| {
        (sum ^ u32::from(unit)).wrapping_mul(0x0100_0193)
    });
    format!("{sum:08x}")
}

#[cfg(test)]
pub(super) fn write_text(json: &str) -> String {
    let text = sum_of(json) + &STANDARD_NO_PAD.encode(json);
    let lines: Vec<String> = text
        .as_bytes()
        .chunks(72)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    format!("-----{BEGIN}-----\n{}\n-----{END}-----\n", lines.join("\n"))
}
