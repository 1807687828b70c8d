//! Reports of test programs in the form of JUnit: XML with a `testcase` for each test.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::codes;
use crate::diag::{Checked, Diagnostics};
use crate::source::{FileId, Place, Span};

/// What became of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestOutcome {
    /// It passed.
    Passed,
    /// It found what it looks for.
    Failed,
    /// It broke, and says nothing of what it looks for.
    Broken,
    /// It was not run.
    Skipped,
}

/// A test of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestCase {
    /// Its class and name with a point between them, or its name where it has no class.
    pub name: String,
    /// What became of it.
    pub outcome: TestOutcome,
    /// What the program says of it; may be empty.
    pub message: String,
    /// Where it begins.
    pub place: Place,
}

/// Reads a report. Of suites, properties and output nothing is read.
///
/// # Errors
/// Reports what is no XML, entities, and a document without tests.
pub fn read_junit(file: FileId, text: &str) -> Checked<Vec<TestCase>> {
    let xml = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reading = Reading {
        reader: Reader::from_str(xml),
        file,
        start: text.len() - xml.len(),
        cases: Vec::new(),
        is_inside: false,
    };
    let mut diagnostics = Diagnostics::new();
    if let Err(why) = reading.read() {
        let at = reading.reader.buffer_position();
        diagnostics.push(codes::no_report(reading.place(at), &why));
        return Checked::new(Vec::new(), diagnostics);
    }
    if reading.cases.is_empty() {
        let place = Place::new(file, Span::new(0, 0));
        diagnostics.push(codes::no_report(place, "it has no `testcase`"));
    }
    Checked::new(reading.cases, diagnostics)
}

/// A report is being read, from its beginning to its end.
struct Reading<'x> {
    reader: Reader<&'x [u8]>,
    file: FileId,
    /// Where the XML begins in the file.
    start: usize,
    cases: Vec<TestCase>,
    /// Whether what is read stands in the last test.
    is_inside: bool,
}

impl Reading<'_> {
    fn read(&mut self) -> Result<(), String> {
        loop {
            let at = self.reader.buffer_position();
            let event = self
                .reader
                .read_event()
                .map_err(|error| error.to_string())?;
            match event {
                Event::Start(element) => self.open(&element, at)?,
                Event::Empty(element) => {
                    self.open(&element, at)?;
                    self.is_inside &= !is_case(&element);
                }
                Event::End(element) => self.is_inside &= element.local_name().into_inner() != CASE,
                // Of a document type comes nothing that a report needs, and much that a reader should not follow.
                Event::DocType(_) => {
                    return Err("it has a document type, which may hold entities".to_owned());
                }
                Event::Eof => return Ok(()),
                Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::GeneralRef(_) => {}
            }
        }
    }

    fn open(&mut self, element: &BytesStart<'_>, at: u64) -> Result<(), String> {
        if is_case(element) {
            self.is_inside = true;
            let case = TestCase {
                name: name_of(element)?,
                outcome: TestOutcome::Passed,
                message: String::new(),
                place: self.place(at),
            };
            self.cases.push(case);
            return Ok(());
        }
        let outcome = match element.local_name().into_inner() {
            "failure" => TestOutcome::Failed,
            "error" => TestOutcome::Broken,
            "skipped" => TestOutcome::Skipped,
            _ => return Ok(()),
        };
        let message = attribute(element, "message")?.unwrap_or_default();
        if let Some(case) = self.cases.last_mut().filter(|_| self.is_inside) {
            case.outcome = outcome;
            case.message = message;
        }
        Ok(())
    }

    fn place(&self, at: u64) -> Place {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        let at = u32::try_from(at.saturating_add(self.start)).unwrap_or(u32::MAX);
        Place::new(self.file, Span::new(at, at))
    }
}

/// The element of a test.
const CASE: &str = "testcase";

fn is_case(element: &BytesStart<'_>) -> bool {
    element.local_name().into_inner() == CASE
}

/// Returns the class and the name of a test, with a point between them.
fn name_of(element: &BytesStart<'_>) -> Result<String, String> {
    let class = attribute(element, "classname")?.filter(|class| !class.is_empty());
    let name = attribute(element, "name")?.ok_or("a `testcase` has no `name`")?;
    Ok(match class {
        Some(class) => format!("{class}.{name}"),
        None => name,
    })
}

fn attribute(element: &BytesStart<'_>, wanted: &str) -> Result<Option<String>, String> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.local_name().into_inner() == wanted {
            // Entities other than those of XML itself are refused.
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| error.to_string())?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn read(xml: &str) -> Result<Vec<(String, TestOutcome, String)>, Vec<String>> {
        let file = Sources::default().add("report.xml", xml);
        let read = read_junit(file, xml);
        if read.diagnostics.has_errors() {
            return Err(read
                .diagnostics
                .iter()
                .map(|one| one.message.clone())
                .collect());
        }
        let cases = read.value.into_iter();
        Ok(cases
            .map(|case| (case.name, case.outcome, case.message))
            .collect())
    }

    #[test]
    fn tests_are_read_with_what_became_of_them() {
        let xml = "\u{feff}<?xml version=\"1.0\"?>\n<!-- made by a tool -->\n<testsuites><testsuite name=\"s\"><properties/>\n\
            <testcase classname=\"a\" name=\"b &amp; c\" time=\"0.1\"/>\n\
            <testcase name=\"d\"><failure message=\"1 &lt; 2\">at x</failure><system-out>&lt;error/&gt;</system-out></testcase>\n\
            <testcase classname=\"\" name=\"e\"><error/></testcase><testcase name=\"f\"><skipped/></testcase>\n\
            <error message=\"of the suite\"/></testsuite></testsuites>\n";
        let expected = [
            ("a.b & c", TestOutcome::Passed, ""),
            ("d", TestOutcome::Failed, "1 < 2"),
            ("e", TestOutcome::Broken, ""),
            ("f", TestOutcome::Skipped, ""),
        ];
        let expected =
            expected.map(|(name, outcome, message)| (name.to_owned(), outcome, message.to_owned()));
        assert_eq!(read(xml), Ok(expected.to_vec()));
    }

    #[test]
    fn what_is_no_report_is_refused() {
        let entity = "<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><testsuite><testcase name=\"&a;\"/></testsuite>";
        for wrong in [
            "",
            "not XML",
            "<testsuite/>",
            "<testsuite><testcase/></testsuite>",
            "<testsuite><testcase name=\"x\"></testsuite>",
            "<testsuite><testcase name=\"&a;\"/></testsuite>",
            "<testsuite><testcase name=\"x\" name=\"y\"/></testsuite>",
            entity,
        ] {
            let said = read(wrong);
            assert!(said.is_err(), "{wrong}: {said:?}");
        }
        let deep = format!(
            "{}<testcase name=\"x\"/>{}",
            "<a>".repeat(100_000),
            "</a>".repeat(100_000)
        );
        assert!(read(&deep).is_ok());
    }
}
