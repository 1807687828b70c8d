//! A scheme as a few lines of text.

use std::fmt::Write as _;

use praman::model::{
    Among, Applies, AskColumn, AskKind, CaseConfigurations, Choice, Clauses, Condition, Control,
    Effort, EvidenceChoice, Id, Inheritance, LevelId, LevelSet, Operand, Operator, Quantified,
    Quantifier, RelationTarget, Rows, Scheme, Section, Set, TestSubject, Treatment,
};

/// Shows what is not in the prelude: how the work is organised, controls, subsets, derived names, relations,
/// scenarios.
pub fn scheme(scheme: &Scheme) -> String {
    let mut shown = String::new();
    work(scheme, &mut shown);
    process(scheme, &mut shown);
    for (_, subset) in scheme.subsets.iter() {
        let of = scheme.set_key(subset.of);
        let filter = condition(scheme, &subset.filter);
        let _ = writeln!(shown, "subset {} = {of} where {filter}", subset.key);
    }
    for (_, derive) in scheme.derives.iter() {
        let meaning = condition(scheme, &derive.meaning);
        let _ = writeln!(shown, "derive {} = {meaning}", derive.key);
    }
    for (_, one) in scheme.controls.iter() {
        control(scheme, one, &mut shown);
    }
    for relation in &scheme.relations {
        let target = match &relation.target {
            RelationTarget::Control(id) => scheme.controls[*id].name.as_str(),
            RelationTarget::Outside(name) => name.as_str(),
        };
        let focal = &scheme.controls[relation.focal].name;
        let kind = relation.kind.word();
        let _ = writeln!(shown, "relation {focal} {kind} {target}");
    }
    for (_, one) in scheme.interpretations.iter() {
        let controls = names(scheme, &one.controls);
        let _ = writeln!(shown, "interpretation {} on {controls}", one.key);
    }
    for (_, form) in scheme.forms.iter() {
        for (_, one) in form.sections.iter() {
            section(scheme, &form.key, one, &mut shown);
        }
    }
    for scenario in &scheme.scenarios {
        let level = scenario.level.map_or("-", |level| scheme.level_key(level));
        let _ = writeln!(shown, "scenario at {level}: {:?}", scenario.title);
        for (id, given) in scenario.situation.facts() {
            let _ = writeln!(shown, "  {} {:?}", scheme.facts.key(id), given.answer);
        }
        for (id, stock) in scenario.situation.stocks() {
            let key = scheme.inventories.key(id);
            let _ = writeln!(shown, "  {key} {:?}", stock.extent);
            for (attribute, bound) in stock.further.bounds() {
                let key = &scheme.attribute(id, attribute).key;
                let (values, none) = (&bound.values, bound.none);
                let _ = writeln!(shown, "    more {key} {values:?}, none {none}");
            }
            for entry in &stock.entries {
                let _ = writeln!(shown, "    {}", entry.id);
                for (attribute, given) in &entry.values {
                    let key = &scheme.attribute(id, *attribute).key;
                    let _ = writeln!(shown, "      {key} {:?}", given.answer);
                }
            }
        }
        for expect in &scenario.expects {
            let name = &scheme.controls[expect.control].name;
            let status = expect.status.word();
            let _ = writeln!(
                shown,
                "  expect {name} {status} because {:?}",
                expect.because
            );
        }
    }
    shown
}

/// Shows what a section asks and lists.
fn section(scheme: &Scheme, form: &str, section: &Section, shown: &mut String) {
    if let Some(party) = section.undertakes {
        let key = &scheme.parties[party].key;
        let _ = writeln!(
            shown,
            "section {form}/{} undertakings of {key}",
            section.key
        );
    }
    for id in &section.lists {
        let key = scheme.inventories.key(*id);
        let _ = writeln!(shown, "section {form}/{} lists {key}", section.key);
    }
    for (number, ask) in section.asks.iter().enumerate() {
        let kind = ask_kind(&ask.kind);
        let place = if number < section.leading {
            "first"
        } else {
            "then"
        };
        let (key, was) = (&ask.key, ask.was.join(", "));
        let _ = writeln!(
            shown,
            "section {form}/{} {place} asks {key} : {kind} {:?} was [{was}]",
            section.key, ask.about
        );
    }
}

fn ask_kind(kind: &AskKind) -> String {
    match kind {
        AskKind::Blank(blank) => blank.word().to_owned(),
        AskKind::OneOf(choices) => {
            let choices: Vec<String> = choices.iter().map(Choice::shown).collect();
            format!("one of {}", choices.join(", "))
        }
        AskKind::ListOf(columns) => {
            let column = |column: &AskColumn| format!("{}: {}", column.key, ask_kind(&column.kind));
            let columns: Vec<String> = columns.iter().map(column).collect();
            format!("list of {}", columns.join(", "))
        }
    }
}

fn names(scheme: &Scheme, ids: &[praman::model::ControlId]) -> String {
    let names: Vec<&str> = ids
        .iter()
        .map(|id| scheme.controls[*id].name.as_str())
        .collect();
    names.join(", ")
}

/// Shows what overlays made of a control, and the grounds that it then has.
fn overlaid(scheme: &Scheme, control: &Control, shown: &mut String) {
    for one in &control.overlaid {
        let catalog = &scheme.overlays[one.overlay].catalog;
        let (aspect, part) = (one.aspect.word(), one.part);
        let _ = writeln!(shown, "  overlaid {aspect} {part:?} of {catalog}");
    }
    if !control.overlaid.is_empty() {
        for text in [
            Some(&control.title),
            control.statement.as_ref(),
            control.objective.as_ref(),
        ] {
            let _ = writeln!(shown, "  says {text:?}");
        }
        for (aspect, ground) in control.provenance.iter() {
            let source = ground.source.as_deref().unwrap_or("-");
            let _ = writeln!(
                shown,
                "  {} {} {source}",
                aspect.word(),
                ground.confidence.word()
            );
        }
    }
}

fn control(scheme: &Scheme, control: &Control, shown: &mut String) {
    let levels = levels(scheme, control, control.levels);
    let incomplete = if control.incomplete {
        " incomplete"
    } else {
        ""
    };
    let _ = writeln!(shown, "control {} at {levels}{incomplete}", control.name);
    if let Some(taken) = &control.inherits {
        let _ = writeln!(
            shown,
            "  {} {} of {}: {}",
            match taken.by {
                Inheritance::Profile => "takes",
                Inheritance::Revision => "revises",
                Inheritance::Left => "leaves",
            },
            taken.name,
            taken.catalog,
            control.title
        );
        if let Some(group) = control.group {
            let group = &scheme.groups[group];
            let (number, about) = (group.number.given(), &group.about);
            let _ = writeln!(
                shown,
                "  in {}, number {number:?}, about {about:?}",
                group.key
            );
        }
        for (aspect, ground) in control.provenance.iter() {
            let _ = writeln!(shown, "  {} {}", aspect.word(), ground.confidence.word());
        }
    }
    overlaid(scheme, control, shown);
    let assessment = match &control.treatment {
        Treatment::Covered { by, .. } => {
            let _ = writeln!(shown, "  covered by {}", names(scheme, by));
            return;
        }
        Treatment::NotAssessed { .. } => {
            let _ = writeln!(shown, "  not assessed");
            return;
        }
        Treatment::Assessed(assessment) => assessment,
    };
    let applies = match &assessment.applies {
        Applies::Always => "always".to_owned(),
        Applies::ForEach(set) => format!("for each {}", scheme.set_key(*set)),
        Applies::When(when) => format!("when {}", condition(scheme, when)),
    };
    let _ = writeln!(shown, "  applies {applies}");
    for id in &assessment.otherwise {
        let _ = writeln!(shown, "  otherwise {}", scheme.evidence[*id].key);
    }
    for line in &assessment.evidence {
        let what = match &line.choice {
            EvidenceChoice::Kind(_) => String::new(),
            EvidenceChoice::Of { needed, kinds } => {
                let kinds: Vec<&str> = kinds
                    .iter()
                    .map(|kind| scheme.evidence[*kind].key.as_str())
                    .collect();
                format!(" ({needed} of {})", kinds.join(", "))
            }
        };
        let levels = self::levels(scheme, control, line.levels);
        let clauses = clauses(scheme, &line.clauses);
        let _ = writeln!(shown, "  evidence {}{what} at {levels}{clauses}", line.key);
    }
    for line in &assessment.verify {
        let mut by = String::new();
        for (depth, set) in &line.depths {
            let levels = self::levels(scheme, control, *set);
            let _ = write!(by, " by {} at {levels}", depth.word());
        }
        let key = &scheme.procedures[line.procedure].key_of(&line.cases);
        let clauses = clauses(scheme, &line.clauses);
        let _ = writeln!(shown, "  verify {key}{by}{clauses}");
    }
}

/// Roles, phases, configurations, equipment, deliveries and who uses them; nothing where the scheme has none of them.
fn work(scheme: &Scheme, shown: &mut String) {
    for (_, role) in scheme.roles.iter() {
        let _ = writeln!(
            shown,
            "role {} {:?} was {:?}",
            role.key, role.about, role.was
        );
    }
    for (_, phase) in scheme.phases.iter() {
        let depth = phase.depth.map_or("-", |depth| depth.word());
        let _ = writeln!(shown, "phase {} for {depth}", phase.key);
    }
    for (_, configuration) in scheme.configurations.iter() {
        let _ = writeln!(shown, "configuration {}", configuration.key);
    }
    let needs = scheme.equipment.iter().map(|(_, item)| ("equipment", item));
    let needs = needs.chain(scheme.deliveries.iter().map(|(_, item)| ("delivery", item)));
    for (kind, item) in needs {
        let _ = writeln!(
            shown,
            "{kind} {} {:?} was {:?}",
            item.key, item.about, item.was
        );
    }
    for phase in &scheme.edition.phases {
        let _ = writeln!(shown, "edition has {}", scheme.phases[*phase].key);
    }
    for (_, inventory) in scheme.inventories.iter() {
        for id in &inventory.confirmed {
            let by = &scheme.procedures[*id].key;
            let _ = writeln!(shown, "{} confirmed by {by}", inventory.key);
        }
    }
    if scheme.roles.is_empty() && scheme.phases.is_empty() && scheme.configurations.is_empty() {
        return;
    }
    for (id, procedure) in scheme.procedures.iter() {
        for block in &procedure.depths {
            let depth = block.depth;
            let phase = scheme.phase_of(id, depth);
            let phase = phase.map_or("no phase", |phase| &scheme.phases[phase].key);
            let role = scheme.role_of(id, depth);
            let role = role.map_or("nobody", |role| &scheme.roles[role].key);
            let word = depth.word();
            let _ = writeln!(shown, "{} {word}: {phase}, {role}", procedure.key);
            if let Some(sample) = &block.sample {
                let _ = writeln!(shown, "  {sample:?}");
            }
            let needs = block.equipment.iter().map(|id| scheme.equipment.key(*id));
            let needs = needs.chain(block.deliveries.iter().map(|id| scheme.deliveries.key(*id)));
            let needs: Vec<&str> = needs.collect();
            if !needs.is_empty() {
                let _ = writeln!(shown, "  needs {needs:?}");
            }
            for case in &block.cases {
                let keys = case.configurations.all();
                let keys: Vec<&str> = keys.map(|id| scheme.configurations.key(id)).collect();
                let of = match &case.configurations {
                    CaseConfigurations::OfEntry { attribute, choices } => {
                        format!(" of {attribute:?} by {choices:?}")
                    }
                    CaseConfigurations::Named(_) => String::new(),
                };
                let condition = case.condition.as_ref();
                let condition = condition.map_or_else(String::new, |one| {
                    format!(" if {}", self::condition(scheme, one.condition()))
                });
                let effort = (case.effort != Effort::default()).then_some(case.effort);
                let effort = effort.map_or_else(String::new, |effort| format!(" {effort:?}"));
                let _ = writeln!(
                    shown,
                    "  case {} in {keys:?}{of}{condition}{effort}",
                    case.key
                );
            }
        }
    }
}

/// Events and rules; nothing where the scheme has none of them.
fn process(scheme: &Scheme, shown: &mut String) {
    for (_, event) in scheme.events.iter() {
        let concerns = event.concerns.map(|event| scheme.events.key(event));
        let kinds = event.kinds.iter().map(|kind| {
            let was = kind.was.iter().map(|was| format!(" was {was}"));
            format!("{}{}", kind.key, was.collect::<String>())
        });
        let kinds: Vec<String> = kinds.collect();
        let _ = writeln!(
            shown,
            "event {} {} {:?} concerns {concerns:?} {kinds:?} was {:?}",
            event.key,
            event.occurs.word(),
            event.number,
            event.was
        );
    }
    for (_, rule) in scheme.rules.iter() {
        let by = rule.by.map(|party| scheme.parties.key(party));
        let _ = writeln!(
            shown,
            "rule {} {:?} {by:?}: {}\n  breach {:?} cites {:?} was {:?}",
            rule.key,
            rule.force,
            scheme.rule_sentence(rule),
            rule.breach,
            rule.cites,
            rule.was
        );
    }
    for rule in &scheme.edition.rules {
        let _ = writeln!(shown, "edition has {}", scheme.rules[*rule].key);
    }
    if !scheme.rules.is_empty() {
        let _ = writeln!(shown, "calendar {:?}", scheme.edition.calendar);
    }
}

fn levels(scheme: &Scheme, control: &Control, set: LevelSet) -> String {
    let levels = &scheme.catalogs[control.catalog].levels;
    let keys: Vec<&str> = levels
        .iter()
        .enumerate()
        .filter(|(index, _)| set.contains(Some(LevelId::from_index(*index))))
        .map(|(_, level)| level.key.as_str())
        .collect();
    if levels.is_empty() {
        "-".to_owned()
    } else {
        keys.join("+")
    }
}

fn clauses(scheme: &Scheme, clauses: &Clauses) -> String {
    let mut shown = match clauses.rows {
        Rows::Once => " once".to_owned(),
        Rows::Each { set, second } => {
            let inventory = scheme.inventory_of(set);
            let second = second.map_or_else(String::new, |second| {
                format!(", each {}", scheme.attribute(inventory, second).key)
            });
            format!(" for each {}{second}", scheme.set_key(set))
        }
        Rows::AtLeastOne(set) => format!(" for at least one {}", scheme.set_key(set)),
        Rows::AtLeastOneOf(Among { each, set, by }) => format!(
            " for each {}, at least one {} by {}",
            scheme.set_key(each),
            scheme.set_key(set),
            scheme.attribute(by.inventory, by.attribute).key
        ),
    };
    if let Some(filter) = &clauses.filter {
        let _ = write!(shown, " where {}", condition(scheme, filter));
    }
    if let Some(when) = &clauses.condition {
        let _ = write!(shown, " when {}", condition(scheme, when));
    }
    shown
}

fn condition(scheme: &Scheme, shown: &Condition) -> String {
    let parts = |parts: &[Condition], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| condition(scheme, part)).collect();
        format!("({})", parts.join(word))
    };
    match shown {
        Condition::All(all) => parts(all, " and "),
        Condition::Any(any) => parts(any, " or "),
        Condition::Not(part) => format!("not {}", condition(scheme, part)),
        Condition::Derived(id) => scheme.derives.key(*id).to_owned(),
        Condition::Broken => "?".to_owned(),
        Condition::Quantified(found) => quantified(scheme, found),
        Condition::Test(test) => {
            let subject = subject(scheme, &test.subject);
            format!("{subject}{}", operator(scheme, &test.operator))
        }
    }
}

fn quantified(scheme: &Scheme, quantified: &Quantified) -> String {
    let set = scheme.set_key(quantified.set);
    let filter = quantified.filter.as_ref();
    let filter = filter.map_or_else(String::new, |filter| {
        format!(" where {}", condition(scheme, filter))
    });
    match &quantified.quantifier {
        Quantifier::Some => format!("some {set}{filter}"),
        Quantifier::No => format!("no {set}{filter}"),
        Quantifier::Every(wanted) => {
            format!(
                "every {set}{filter} satisfies {}",
                condition(scheme, wanted)
            )
        }
        Quantifier::AtLeast(count) => format!("at least {count} {set}{filter}"),
        Quantifier::AtMost(count) => format!("at most {count} {set}{filter}"),
        Quantifier::Exactly(count) => format!("exactly {count} {set}{filter}"),
    }
}

fn subject(scheme: &Scheme, subject: &TestSubject) -> String {
    match subject {
        TestSubject::Fact(fact) => scheme.facts.key(*fact).to_owned(),
        TestSubject::Attribute { scope, path, .. } => {
            let names: Vec<&str> = path
                .iter()
                .map(|step| {
                    scheme
                        .attribute(step.inventory, step.attribute)
                        .key
                        .as_str()
                })
                .collect();
            format!("{scope}:{}", names.join("."))
        }
    }
}

fn operator(scheme: &Scheme, operator: &Operator) -> String {
    let one = |operand: &Operand| match operand {
        Operand::Literal(value) => value.to_string(),
        Operand::This { scope, inventory } => {
            format!(
                "this {}:{}",
                scope,
                scheme.set_key(Set::Inventory(*inventory))
            )
        }
    };
    let all = |operands: &[Operand]| {
        let operands: Vec<String> = operands.iter().map(one).collect();
        operands.join(", ")
    };
    match operator {
        Operator::Holds => String::new(),
        Operator::Is(operand) => format!(" is {}", one(operand)),
        Operator::IsNot(operand) => format!(" is not {}", one(operand)),
        Operator::OneOf(operands) => format!(" is one of ({})", all(operands)),
        Operator::NotOneOf(operands) => format!(" is not one of ({})", all(operands)),
        Operator::IsNone => " is none".to_owned(),
        Operator::IsNotNone => " is not none".to_owned(),
        Operator::IsGiven => " is given".to_owned(),
        Operator::IsNotGiven => " is not given".to_owned(),
        Operator::HasAny(operands) => format!(" has any of ({})", all(operands)),
        Operator::HasAll(operands) => format!(" has all of ({})", all(operands)),
        Operator::HasNone(operands) => format!(" has none of ({})", all(operands)),
        Operator::Less(value) => format!(" < {value}"),
        Operator::LessOrEqual(value) => format!(" <= {value}"),
        Operator::Greater(value) => format!(" > {value}"),
        Operator::GreaterOrEqual(value) => format!(" >= {value}"),
    }
}
