//! What `praman what-if` says to people.

use crate::cli::build::hours;
use crate::cli::terminal::{Lines, Look, Paint};
use crate::plan::Status;
use crate::view::{
    Change, ControlDifference, DifferenceView, LineDifference, StatusView, WorkDifference,
};

/// Shows what comes and goes.
pub(super) fn show(difference: &DifferenceView, changes: &[String], look: Look) -> String {
    let mut lines = Lines::titled(&format!("If {}:", changes.join(", ")), look);
    if difference.is_empty() {
        lines.add("nothing comes or goes");
        return lines.into_text();
    }
    add_part(&mut lines, "controls", look, &difference.controls, |one| {
        vec![control(one, look)]
    });
    add_part(&mut lines, "tests", look, &difference.procedures, |line| {
        wanted(line, look)
    });
    add_part(&mut lines, "evidence", look, &difference.evidence, |line| {
        wanted(line, look)
    });
    add_part(&mut lines, "samples", look, &difference.samples, |one| {
        vec![format!("{}: {}", one.sample, number(one.count))]
    });
    lines.add_words(&work(&difference.work));
    lines.into_text()
}

fn add_part<T>(
    lines: &mut Lines,
    title: &str,
    look: Look,
    items: &[T],
    words: impl Fn(&T) -> Vec<String>,
) {
    if items.is_empty() {
        return;
    }
    lines.add(look.paint(Paint::Strong, title));
    for line in items.iter().flat_map(words) {
        lines.add(format_args!("  {line}"));
    }
    lines.add("");
}

fn control(difference: &ControlDifference, look: Look) -> String {
    let name = look.paint(Paint::Advice, &difference.control);
    let title = &difference.title;
    let change = if difference.before == difference.after {
        difference.after.words().to_owned()
    } else {
        format!(
            "{} → {}",
            difference.before.words(),
            difference.after.words()
        )
    };
    let models = difference.models.iter();
    let models = models.map(|model| {
        let name = model.variant.as_deref().unwrap_or("the lead");
        format!("{name} {}", model.status.words())
    });
    let models: Vec<String> = models.collect();
    if models.is_empty() {
        format!("{name}  {change}  {title}")
    } else {
        format!("{name}  {change} ({})  {title}", models.join(", "))
    }
}

/// Says what comes (+), goes (-) or is wanted more or less surely (~), a line for each.
fn wanted(line: &LineDifference, look: Look) -> Vec<String> {
    let control = look.paint(Paint::Advice, &line.control);
    let name = &line.wanted;
    let listed = |rows: &[String]| {
        if rows.is_empty() {
            String::new()
        } else {
            format!(" for {}", rows.join(", "))
        }
    };
    let status = |view: Option<StatusView>| {
        let unsure = view.filter(|view| view.status != Status::Applies);
        unsure.map_or_else(String::new, |view| format!(" ({})", view.words()))
    };
    let mut lines = Vec::new();
    match (line.before, line.after) {
        (None, after) => {
            lines.push(format!(
                "+ {control} {name}{}{}",
                listed(&line.come),
                status(after)
            ));
            return lines;
        }
        (_, None) => {
            lines.push(format!("- {control} {name}{}", listed(&line.gone)));
            return lines;
        }
        (Some(before), Some(after)) if before != after => {
            lines.push(format!(
                "~ {control} {name}: {} → {}",
                before.words(),
                after.words()
            ));
        }
        (Some(_), Some(_)) => {}
    }
    if !line.come.is_empty() {
        lines.push(format!("+ {control} {name}{}", listed(&line.come)));
    }
    if !line.gone.is_empty() {
        lines.push(format!("- {control} {name}{}", listed(&line.gone)));
    }
    for row in &line.changed {
        lines.push(format!(
            "~ {control} {name} for {}: {}",
            row.entry,
            row.after.words()
        ));
    }
    lines
}

fn work(work: &WorkDifference) -> Vec<(&'static str, String)> {
    let minutes = |change: Change<u32>| {
        if change.is_none() {
            return String::new();
        }
        let [before, after] = [change.before, change.after].map(hours);
        format!("{before} → {after}")
    };
    let count = |change: Change<usize>| {
        if change.is_none() {
            String::new()
        } else {
            number(change)
        }
    };
    let days = work.days;
    let days = Change {
        before: days.before as usize,
        after: days.after as usize,
    };
    vec![
        ("attended", minutes(work.attended)),
        ("of it open", minutes(work.open)),
        ("unattended", minutes(work.unattended)),
        ("days", count(days)),
        ("samples", count(work.samples)),
    ]
}

fn number(change: Change<usize>) -> String {
    format!("{} → {}", change.before, change.after)
}
