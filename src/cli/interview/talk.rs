//! What is said and heard in an interview.

use super::state::{Interview, Question};
use crate::cli::build::hours;
use crate::cli::terminal::{Lines, Look, Paint};
use crate::model::{Attribute, Datum, InventoryId, Scheme};
use crate::view::{answers_to, list_choices};

/// A line that was typed; `None` at the end of the input.
pub(super) type Line = Option<String>;

/// How an interview ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// Nothing is left to ask.
    Done,
    /// Somebody left, and goes on later.
    Left,
}

/// Both directions of an interview.
pub(super) struct Talk<'a> {
    pub look: Look,
    /// Reads a line.
    pub read: &'a mut dyn FnMut() -> Line,
    /// Says a text.
    pub say: &'a mut dyn FnMut(String),
    /// Whether a person sees what is typed; otherwise it is repeated.
    pub is_watched: bool,
}

const HELP: &str = "  back   take the last answer back      skip   leave this open
  why    what depends on the answer     quit   end; the same command goes on
  unknown, none, and lists with commas are answers as in the product file; `=back` is the text “back”";

impl Talk<'_> {
    /// Asks for a line of text.
    pub fn ask_line(&mut self, question: &str) -> Line {
        (self.say)(format!("{question}\n> "));
        let line = (self.read)();
        if !self.is_watched {
            (self.say)(format!(
                "{}\n",
                line.as_deref().unwrap_or_default().trim_end()
            ));
        }
        line
    }

    /// Asks for a line before the first question until it can be taken; nothing typed is `otherwise`. `None` if somebody leaves.
    pub fn ask_first(
        &mut self,
        question: &str,
        otherwise: &str,
        check: &dyn Fn(&str) -> Result<(), String>,
    ) -> Option<String> {
        loop {
            let line = self.ask_line(question)?;
            let typed = line.trim();
            let said = match typed {
                "quit" => return None,
                "" | "skip" => return Some(otherwise.to_owned()),
                "help" | "?" => HELP.to_owned(),
                "back" => "this is the first question".to_owned(),
                "why" => "every document names it".to_owned(),
                _ => {
                    let answer = typed.strip_prefix('=').unwrap_or(typed);
                    match check(answer) {
                        Ok(()) => return Some(answer.to_owned()),
                        Err(wrong) => wrong,
                    }
                }
            };
            (self.say)(format!("{said}\n"));
        }
    }

    /// Asks all questions. `save` takes the product file after each answer, and says whether it could be written.
    pub fn ask_all(
        &mut self,
        interview: &mut Interview<'_>,
        save: &mut dyn FnMut(&str) -> bool,
    ) -> Ended {
        if !save(interview.text()) {
            return Ended::Left;
        }
        let mut was_deciding = true;
        while let Some(question) = interview.next() {
            if was_deciding && question.decides.is_none() {
                was_deciding = false;
                let left = match interview.questions().len() {
                    0 => "Nothing more decides what applies.",
                    _ => "What was left open still decides something.",
                };
                (self.say)(format!("{left} What follows is only printed.\n\n"));
            }
            if !self.ask(interview, &question) {
                return Ended::Left;
            }
            if !save(interview.text()) {
                return Ended::Left;
            }
        }
        Ended::Done
    }

    /// Asks a question until it is answered or left open; `false` if the interview ends here.
    fn ask(&mut self, interview: &mut Interview<'_>, question: &Question) -> bool {
        let forced = interview.forced(question);
        let head = self.head(interview, question, forced.as_deref());
        (self.say)(head);
        loop {
            let Some(line) = self.ask_line(&question.name) else {
                return false;
            };
            let typed = line.trim();
            match (typed, &forced) {
                ("back", _) => {
                    if interview.go_back() {
                        return true;
                    }
                    (self.say)("this is the first question\n".to_owned());
                    continue;
                }
                ("skip", _) | ("", None) => {
                    interview.skip(question);
                    return true;
                }
                ("quit", _) => return false,
                ("help" | "?", _) => {
                    (self.say)(format!("{HELP}\n"));
                    continue;
                }
                ("why", _) => {
                    (self.say)(why(question));
                    continue;
                }
                _ => {}
            }
            let answer = match &forced {
                Some(forced) if typed.is_empty() => forced,
                Some(_) | None => typed.strip_prefix('=').unwrap_or(typed),
            };
            match interview.answer(question, answer) {
                Ok(taken) => {
                    if taken.trim_matches('"') != answer {
                        (self.say)(format!("taken as {taken}\n"));
                    }
                    return true;
                }
                Err(reports) => (self.say)(format!("{}\n", reports.trim_end())),
            }
        }
    }

    /// Puts a question: how far the interview has come, what is asked, and how it is answered.
    fn head(&self, interview: &Interview<'_>, question: &Question, forced: Option<&str>) -> String {
        let (count, deciding) = (interview.count(), interview.questions().len());
        let mut lines = Lines::default();
        let left = match deciding {
            0 => "only printed".to_owned(),
            1 => "1 question decides something".to_owned(),
            deciding => format!("{deciding} questions decide something"),
        };
        lines.add("");
        lines.add(format_args!("[{} answered; {left}]", count.given));
        let scheme = interview.scheme;
        let asked = match question.datum {
            Datum::Fact(fact) => &scheme.facts[fact].question,
            Datum::Inventory(_) if question.is_further => "What could the other entries be?",
            Datum::Inventory(inventory) => &scheme.inventories[inventory].title,
            Datum::Attribute(inventory, attribute) => {
                &scheme.attribute(inventory, attribute).question
            }
        };
        lines.add(self.look.paint(Paint::Strong, asked));
        let answers = match question.datum {
            Datum::Inventory(inventory) if question.is_further => {
                return further_head(lines, scheme, inventory);
            }
            Datum::Inventory(inventory) => match interview.listed(inventory).as_slice() {
                [] => {
                    "names separated by commas, or `none`; end with `more` if there may be others"
                        .to_owned()
                }
                listed => format!(
                    "listed: {}; add names, or answer `all` if there are no others",
                    listed.join(", ")
                ),
            },
            Datum::Fact(_) | Datum::Attribute(..) => answers_to(scheme, question.datum),
        };
        lines.add(format_args!("  {answers}"));
        let present = interview.present(question);
        if !present.is_empty() {
            lines.add(format_args!(
                "  so far: {}; what you answer is added",
                present.join(", ")
            ));
        }
        for (key, shown) in list_choices(scheme, question.datum) {
            lines.add(format_args!("    {key:<18} {shown}"));
        }
        if let Some(forced) = forced {
            lines.add(format_args!(
                "  only `{forced}` agrees with the other answers; press Enter if that is so"
            ));
        }
        lines.into_text()
    }
}

/// Says how entries are bounded that are not listed: by the attributes that conditions can read.
fn further_head(mut lines: Lines, scheme: &Scheme, inventory: InventoryId) -> String {
    let all = scheme.inventories[inventory].attributes.iter();
    let is_read = |one: &Attribute| one.can_be_bounded() && !one.for_information;
    let bounded: Vec<_> = all.filter(|(_, one)| is_read(one)).collect();
    let example = bounded.iter().find(|(_, one)| one.answer.or_none);
    let example = example.map(|(_, one)| format!(", such as `{}=none`", one.key));
    lines.add(format_args!(
        "  attributes with every value that they could have{}; separate several with `;`; or `skip`",
        example.unwrap_or_default()
    ));
    for (attribute, row) in bounded {
        let answers = answers_to(scheme, Datum::Attribute(inventory, attribute));
        lines.add(format_args!("    {:<18} {}", row.key, row.question));
        lines.add(format_args!("    {:<18} {answers}", ""));
    }
    lines.into_text()
}

/// Says what depends on an answer.
fn why(question: &Question) -> String {
    let Some(decides) = &question.decides else {
        return "nothing depends on it; documents print it\n".to_owned();
    };
    let mut lines = Lines::default();
    lines.add("it helps to decide");
    for control in &decides.controls {
        lines.add(format_args!("  {}  {}", control.key, control.title));
    }
    if decides.minutes > 0 {
        lines.add(format_args!(
            "up to {} of work depend on it",
            hours(decides.minutes)
        ));
    }
    lines.into_text()
}
