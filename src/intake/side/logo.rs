//! The logo of a laboratory or a manufacturer: a picture that stands in pages as it is, so nothing in it may act or fetch.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::codes;
use crate::answers::{Logo, LogoKind};
use crate::diag::Diagnostic;
use crate::source::Place;

/// The largest logo, in bytes. Each page of each paper holds it, a third longer.
pub const MAX_LOGO: usize = 256 * 1024;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";

/// The elements of a drawing that act, or hold what is no drawing.
const ACTING: [&str; 6] = [
    "script",
    "foreignObject",
    "handler",
    "listener",
    "iframe",
    "style",
];

/// Reads a logo. `place` is where the file of the company names it.
///
/// # Errors
/// Reports what is too large, no picture of a kind that browsers show, or a drawing that acts or fetches.
pub fn read_logo(place: Place, file: &str, bytes: Vec<u8>) -> Result<Logo, Box<Diagnostic>> {
    let refused = |why: &str| Box::new(codes::logo(place, file, why));
    if bytes.len() > MAX_LOGO {
        return Err(Box::new(codes::large_logo(place, file, MAX_LOGO / 1024)));
    }
    let kind = if bytes.starts_with(PNG) {
        LogoKind::Png
    } else if bytes.starts_with(JPEG) {
        LogoKind::Jpeg
    } else {
        let text = str::from_utf8(&bytes).map_err(|_| refused("is no PNG, JPEG or SVG"))?;
        check_drawing(text).map_err(|why| refused(&why))?;
        LogoKind::Svg
    };
    let file = file.to_owned();
    Ok(Logo { file, kind, bytes })
}

/// Says what is wrong with a drawing.
fn check_drawing(text: &str) -> Result<(), String> {
    const NO_PICTURE: &str = "is no PNG, JPEG or SVG";
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut is_root = true;
    loop {
        let event = reader.read_event().map_err(|_| NO_PICTURE.to_owned())?;
        match event {
            Event::Start(element) | Event::Empty(element) => {
                if is_root && element.local_name().into_inner() != "svg" {
                    return Err(NO_PICTURE.to_owned());
                }
                is_root = false;
                check_element(&element)?;
            }
            Event::DocType(_) | Event::PI(_) => {
                return Err("has a document type or an instruction".to_owned());
            }
            Event::Eof if is_root => return Err(NO_PICTURE.to_owned()),
            Event::Eof => return Ok(()),
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

fn check_element(element: &BytesStart<'_>) -> Result<(), String> {
    let name = element.local_name().into_inner();
    if ACTING.iter().any(|one| one.eq_ignore_ascii_case(name)) {
        return Err(format!("has an element `{name}`"));
    }
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| "is no well-formed XML".to_owned())?;
        let key = attribute.key.local_name().into_inner();
        let acts = key
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("on"));
        if acts {
            return Err(format!("has an attribute `{key}`, which acts"));
        }
        if leads_out(key, &attribute.value) {
            return Err(format!(
                "has an attribute `{key}` that leads out of the file"
            ));
        }
    }
    Ok(())
}

/// Says whether the value of an attribute names something outside the file. Names of namespaces are fetched by nobody.
fn leads_out(key: &str, value: &str) -> bool {
    let inside = |place: &str| {
        let place = place.trim_start_matches(['"', '\'', ' ']);
        place.starts_with('#') || place.starts_with("data:image/")
    };
    if key.eq_ignore_ascii_case("href") {
        return !inside(value);
    }
    let lower = value.to_ascii_lowercase();
    let mut named = lower.split("url(").skip(1);
    named.any(|place| !inside(place)) || lower.contains("@import") || value.contains('&')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};

    #[test]
    fn pictures_are_told_from_what_acts_or_fetches() {
        let mut sources = Sources::default();
        let file = sources.add("laboratory.yaml", "logo: logo");
        let place = Place::new(file, Span::new(0, 0));
        let drawing =
            |inside: &str| format!("<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>");
        let pictures = [
            String::from_utf8_lossy(b"<svg/>").into_owned(),
            drawing(
                "<path d='M0 0h9'/><g fill='url(#a)'/><image href='data:image/png;base64,AA=='/>",
            ),
        ];
        for text in pictures {
            let read = read_logo(place, "logo", text.clone().into_bytes());
            assert!(read.is_ok_and(|logo| logo.kind == LogoKind::Svg), "{text}");
        }
        assert!(read_logo(place, "logo", [PNG, b"rest"].concat()).is_ok());
        assert!(read_logo(place, "logo", [JPEG, b"rest"].concat()).is_ok());
        let wrong = [
            ("", "is no PNG"),
            ("GIF89a", "is no PNG"),
            ("<html><svg/></html>", "is no PNG"),
            ("<svg", "is no PNG"),
            ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "document type"),
            ("<svg><script>1</script></svg>", "`script`"),
            ("<svg><Script/></svg>", "`Script`"),
            ("<svg onload='x()'/>", "`onload`"),
            (
                "<svg><image xlink:href='https://example.org/a.png'/></svg>",
                "`href`",
            ),
            ("<svg><a href='javascript:x()'/></svg>", "`href`"),
            ("<svg fill=\"url('//example.org/a')\"/>", "`fill`"),
            ("<svg style='background:&#117;rl(x)'/>", "`style`"),
        ];
        for (text, why) in wrong {
            let report = read_logo(place, "logo", text.as_bytes().to_vec()).err();
            let message = report.map_or_else(String::new, |one| one.message.clone());
            assert!(message.contains(why), "{text}: {message}");
        }
        let large = [PNG, &vec![0; MAX_LOGO]].concat();
        assert!(read_logo(place, "logo", large).is_err());
    }
}
