//! Plans: what follows for a product, rows and order included.
//!
//! Each `tests/plan/*.prm` is a piece of a scheme after a common prelude; its scenarios are the products. Of
//! `series*.prm` the first scenario is the lead and the others are its variants. Controls `D.…` are declined.

#![expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]

use std::collections::BTreeMap;
use std::fmt::Write;

use praman::logic::Reason;
use praman::model::{
    CaseId, ControlId, Declined, Id, ProcedureId, RoleId, SampleStateId, Scheme, Target, Variant,
};
use praman::plan::{
    ControlPlan, OwedRows, Plan, Products, Row, RowKey, Run, RunRow, Status, StillOpen, WaitFor,
    plan_target,
};
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::Sources;
use praman::syntax::parse_file;

#[test]
fn plans_follow_from_products() {
    insta::glob!("plan/*.prm", |path| {
        let case = std::fs::read_to_string(path).expect("a case");
        let scheme = scheme(&case);
        let mut shown = String::new();
        let name = path.file_stem().and_then(|name| name.to_str());
        if name.is_some_and(|name| name.starts_with("series")) {
            show_series(&mut shown, &scheme);
        } else {
            for scenario in &scheme.scenarios {
                let target = Target {
                    lead: scenario.situation.clone(),
                    declined: declined(&scheme),
                    ..Target::default()
                };
                let checked = plan_target(&scheme, scenario.level, &target);
                let _ = writeln!(shown, "== {}", scenario.title);
                for diagnostic in checked.diagnostics.iter() {
                    let _ = writeln!(shown, "{}: {}", diagnostic.code, diagnostic.message);
                }
                show_plan(&mut shown, &scheme, &checked.value);
                if path.ends_with("work.prm") || path.ends_with("audit.prm") {
                    show_work(&mut shown, &scheme, &checked.value);
                }
            }
        }
        insta::with_settings!({ description => case, omit_expression => true }, {
            insta::assert_snapshot!(shown);
        });
    });
}

fn scheme(case: &str) -> Scheme {
    let text = format!("{}{case}", include_str!("plan/prelude.txt"));
    let mut sources = Sources::default();
    let file = sources.add("case.prm", text.as_str());
    let parsed = parse_file(file, text.as_str());
    let mut diagnostics = parsed.diagnostics;
    let resolved = resolve_scheme(&[parsed.value], EditionChoice::Only);
    diagnostics.append(resolved.diagnostics);
    let found: Vec<String> = diagnostics
        .iter()
        .map(|one| format!("{}: {}", one.code, one.message))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
    resolved.value.expect("a scheme")
}

/// Declines the controls `D.…`.
fn declined(scheme: &Scheme) -> BTreeMap<ControlId, Declined> {
    let controls = scheme.controls.iter();
    let of_d = controls.filter(|(_, control)| control.key.starts_with("D."));
    of_d.map(|(id, control)| {
        let declined = Declined {
            reason: format!("the vendor does without {}.", control.key),
            place: None,
        };
        (id, declined)
    })
    .collect()
}

fn show_series(shown: &mut String, scheme: &Scheme) {
    let (lead, others) = scheme.scenarios.split_first().expect("a lead");
    let variants = others.iter();
    let variants = variants.map(|one| Variant {
        key: one.title.to_string(),
        situation: one.situation.clone(),
    });
    let target = Target {
        lead: lead.situation.clone(),
        variants: variants.collect(),
        declined: BTreeMap::default(),
    };
    show_plan(
        shown,
        scheme,
        &plan_target(scheme, lead.level, &target).value,
    );
}

fn show_plan(shown: &mut String, scheme: &Scheme, plan: &Plan) {
    for control in &plan.controls {
        show_control(shown, scheme, control);
    }
    for (number, run) in plan.runs.iter().enumerate() {
        show_run(shown, scheme, number + 1, run);
    }
    shown.push('\n');
}

/// Shows effort, schedule and samples.
fn show_work(shown: &mut String, scheme: &Scheme, plan: &Plan) {
    let work = &plan.work;
    for (phase, effort) in &work.phases {
        let title = phase.map_or("no phase", |phase| &scheme.phases[phase].title);
        let _ = writeln!(shown, "{title}: {} min", effort.attended);
    }
    for (role, effort) in &work.roles {
        let title = role.map_or("nobody named", |role| &scheme.roles[role].title);
        let _ = writeln!(shown, "{title}: {} min", effort.attended);
    }
    let schedule = &work.schedule;
    for block in &schedule.blocks {
        let key = &scheme.procedures[block.procedure].key;
        let (from, free, to) = (block.start, block.attended_end, block.end);
        let depth = block.depth.word();
        let _ = writeln!(
            shown,
            "{key} {depth}: from {from}, free at {free}, done at {to}"
        );
    }
    let (length, shortest) = (schedule.length, schedule.shortest);
    let _ = writeln!(shown, "done at {length}, at the earliest at {shortest}");
    let least = &work.least;
    let _ = writeln!(
        shown,
        "at least {} min, done at {}, samples: {}",
        least.effort.attended, least.length, least.samples
    );
    let role_key =
        |role: Option<RoleId>| role.map_or("nobody named", |role| &scheme.roles[role].key);
    for (by, minutes) in &work.limits.end {
        let by = match by {
            WaitFor::Work => "the work before it",
            WaitFor::Role(role) => role_key(*role),
            WaitFor::Sample(label) => label,
        };
        let _ = writeln!(shown, "{by} sets {minutes} min");
    }
    for wait in &work.limits.idle {
        let role = role_key(wait.role);
        let _ = writeln!(
            shown,
            "{role} waits {} min for {}",
            wait.minutes, wait.sample
        );
    }
    for (role, minutes) in &work.limits.busy {
        let _ = writeln!(shown, "work waits {minutes} min for {}", role_key(*role));
    }
    let states = &scheme.samples.states;
    let state_key = |state: Option<SampleStateId>| state.map_or("any", |state| states.key(state));
    for sample in &work.samples {
        let batch = sample
            .batch
            .map_or("any".to_owned(), |batch| batch.to_string());
        let _ = write!(
            shown,
            "{}, {}, batch {batch}:",
            sample.label(),
            state_key(sample.wanted)
        );
        for used in &sample.uses {
            let key = &scheme.procedures[used.procedure].key;
            let _ = write!(shown, " {key} {}", used.depth.word());
            let [before, in_use, after] = [used.wear.before, used.wear.in_use, used.wear.after]
                .map(|wear| state_key(wear.most));
            let _ = write!(shown, " ({before}, {in_use}, {after})");
        }
        shown.push('\n');
    }
    shown.push('\n');
}

fn show_control(shown: &mut String, scheme: &Scheme, plan: &ControlPlan) {
    let name = &scheme.controls[plan.control].key;
    let _ = writeln!(
        shown,
        "{name} {}: {}",
        plan.status.key(),
        reason(&plan.reason)
    );
    for variant in &plan.variants {
        let who = variant.variant.as_deref().unwrap_or("lead");
        let _ = writeln!(
            shown,
            "  {who}: {}: {}",
            variant.status.key(),
            variant.reason.sentence
        );
    }
    for evidence in &plan.evidence {
        let _ = writeln!(
            shown,
            "  evidence {} {:?}{}{}: {}{}",
            evidence.key,
            evidence.ground,
            open(evidence.line.status),
            still_open(&evidence.line.still_open),
            rows(&evidence.line.rows),
            only(&evidence.line.variants)
        );
    }
    for owed in &plan.procedures {
        let key = &scheme.procedures[owed.procedure].key;
        let each = owed.each.as_ref();
        let each = each.map_or_else(String::new, |each| format!(" for {}", key_of(each)));
        let key = format!("{key}{}{each}", cases(scheme, owed.procedure, &owed.cases));
        let depth = owed.depth.word();
        let _ = writeln!(
            shown,
            "  {key} by {depth}{}{}: {}{}",
            open(owed.line.status),
            still_open(&owed.line.still_open),
            rows(&owed.line.rows),
            only(&owed.line.variants)
        );
        if let (Some(_), Some(because)) = (&owed.each, &owed.line.open_because) {
            let _ = writeln!(shown, "    it is open: {}", reason(because));
        }
        for row in owed.line.rows.rows() {
            if let Some(because) = &row.open_because {
                let _ = writeln!(
                    shown,
                    "    {} is open: {}",
                    key_of(&row.key),
                    reason(because)
                );
            }
        }
    }
}

/// Names single cases that are asked for: ` case a, b`.
fn cases(scheme: &Scheme, procedure: ProcedureId, cases: &[CaseId]) -> String {
    if cases.is_empty() {
        return String::new();
    }
    let cases = scheme.procedures[procedure].some_cases(cases);
    let keys: Vec<&str> = cases.map(|case| &*case.key).collect();
    format!(" case {}", keys.join(", "))
}

fn show_run(shown: &mut String, scheme: &Scheme, number: usize, run: &Run) {
    let key = &scheme.procedures[run.procedure].key;
    let effort = run.effort;
    let _ = write!(
        shown,
        "{number}. {key} by {}{}, {} min",
        run.depths.word(),
        open(run.status),
        effort.attended
    );
    let _ = write!(
        shown,
        " ({} open, {} unattended)",
        effort.open, effort.unattended
    );
    let names = |ids: &[praman::model::ProcedureId]| {
        ids.iter()
            .map(|id| scheme.procedures[*id].key.clone())
            .collect::<Vec<_>>()
            .join(", ")
    };
    if !run.comes_after.is_empty() {
        let _ = write!(shown, ", after {}", names(&run.comes_after));
    }
    if !run.confirms.is_empty() {
        let inventories = run.confirms.iter();
        let keys: Vec<&str> = inventories.map(|id| scheme.inventories.key(*id)).collect();
        let _ = write!(shown, ", confirms {}", keys.join(", "));
    }
    if !run.required_by.is_empty() {
        let _ = write!(shown, ", required by {}", names(&run.required_by));
    }
    for party in &run.witnesses {
        let _ = write!(shown, ", before {}", scheme.parties[*party].key);
    }
    shown.push('\n');
    for row in &run.rows {
        let key = row.key.as_ref().map_or_else(|| "once".to_owned(), key_of);
        let serves: Vec<String> = row
            .serves
            .iter()
            .map(|served| {
                let key = &scheme.controls[served.control].key;
                let cases = cases(scheme, run.procedure, &served.cases);
                format!("{key}{cases} by {}", served.depths.word())
            })
            .collect();
        let _ = writeln!(
            shown,
            "   {key} by {}{}{}{} for {}",
            row.depths.word(),
            open(row.status),
            only(&row.variants),
            settled(&row.settled),
            serves.join(", ")
        );
    }
    assert!(run.procedure.index() < scheme.procedures.len());
    let singles = run.rows.iter().flat_map(|row| &row.serves);
    let mut singles = singles.filter(|served| !served.cases.is_empty());
    let mut conditions = scheme.procedures[run.procedure].conditions();
    if conditions.next().is_some() || singles.next().is_some() {
        show_cases(shown, scheme, run);
    }
}

/// Shows which cases are carried out, on which rows.
fn show_cases(shown: &mut String, scheme: &Scheme, run: &Run) {
    let key = |row: &RunRow| row.key.as_ref().map_or_else(|| "once".to_owned(), key_of);
    for block in &run.blocks {
        let minutes = block.effort.attended;
        let _ = writeln!(shown, "   {}: {minutes} min", block.depth.word());
        let written = scheme.procedures[run.procedure].block(block.depth);
        let written = written.expect("a block");
        for (planned, case) in block.trials(written) {
            let rows = run.rows.iter().enumerate();
            let rows = rows.filter_map(|(place, row)| {
                let standing = planned
                    .on(place)
                    .filter(|_| row.reach.includes(written, case))?;
                let (open, only) = (open(standing.status), only(&standing.products));
                let because = standing.open_because.as_ref().map(reason);
                let because = because.map_or_else(String::new, |one| format!(" because {one}"));
                let others = still_open(&standing.still_open);
                Some(format!("{}{open}{only}{because}{others}", key(row)))
            });
            let rows: Vec<String> = rows.collect();
            let _ = writeln!(shown, "     {}: {}", case.key, rows.join("; "));
        }
    }
}

fn reason(reason: &Reason) -> String {
    let names: Vec<&str> = reason
        .settled_by
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    format!("{} [{}]", reason.sentence, names.join(", "))
}

fn rows(rows: &OwedRows) -> String {
    let list = |rows: &[Row]| {
        let words = rows.iter().map(|row| {
            format!(
                "{}{}{}{}",
                key_of(&row.key),
                open(row.status),
                still_open(&row.still_open),
                only(&row.variants)
            )
        });
        words.collect::<Vec<_>>().join(", ")
    };
    match rows {
        OwedRows::Once => "once".to_owned(),
        OwedRows::Each(rows) => format!("for {}", list(rows)),
        OwedRows::AtLeastOne(rows) => format!("for at least one of [{}]", list(rows)),
    }
}

/// Shows what is open for single products of the series.
fn still_open(open: &[StillOpen]) -> String {
    let shown = open.iter().map(|one| {
        let products = only(&one.products);
        format!(" [open{products}: {}]", reason(&one.because))
    });
    shown.collect()
}

/// Shows for which products of the series a row is settled.
fn settled(products: &Products) -> String {
    let products = only(products);
    if products.is_empty() {
        return products;
    }
    format!(" (settled{products})")
}

fn key_of(key: &RowKey) -> String {
    key.text()
        .unwrap_or_else(|| format!("{}.?", key.inventory()))
}

fn open(status: Status) -> &'static str {
    if status == Status::Open {
        " (open)"
    } else {
        ""
    }
}

fn only(variants: &[Option<String>]) -> String {
    if variants.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = variants
        .iter()
        .map(|one| one.as_deref().unwrap_or("lead"))
        .collect();
    format!(" (only {})", names.join(", "))
}
