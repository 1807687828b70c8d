//! Conditions as formulas of SMT-LIB 2.

use praman::model::{
    Attribute, AttributeStep, Condition, Date, InventoryId, Number, Operand, Operator, Quantified,
    Quantifier, Scheme, Set, Test, TestSubject, Type, TypeKind, Value,
};

/// Returns a number in millionths, or a whole number as it is.
pub fn scaled(number: &Number, whole: bool) -> i128 {
    let text = number.to_string();
    let (digits, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let scaled: i128 = format!("{digits}{decimals:0<6}").parse().unwrap();
    if whole { scaled / 1_000_000 } else { scaled }
}

/// Counts the days since the year 0.
fn days((year, month, day): (u16, u8, u8)) -> u32 {
    let first = Date {
        year: 1,
        month: 1,
        day: Some(1),
    };
    let mut count = 365 * (u32::from(year) - 1) + (u32::from(year) - 1) / 4
        - (u32::from(year) - 1) / 100
        + (u32::from(year) - 1) / 400;
    for earlier in 1..month {
        let month = Date {
            year,
            month: earlier,
            day: None,
        };
        count += u32::from(month.last_day().2);
    }
    count + u32::from(day) - u32::from(first.first_day().2) + 1
}

/// Writes the conditions of a scheme.
pub struct Told<'a> {
    pub scheme: &'a Scheme,
}

impl Told<'_> {
    pub fn belongs(&self, set: Set, entry: &str) -> String {
        match set {
            Set::Inventory(inventory) => {
                format!("(in_{} {entry})", self.scheme.inventories.key(inventory))
            }
            Set::Subset(subset) => format!("({} {entry})", self.scheme.subsets.key(subset)),
        }
    }

    /// Writes a condition; `entries` are the variables of the enclosing quantifiers, the innermost first.
    pub fn condition(&self, condition: &Condition, entries: &[String]) -> String {
        let each = |parts: &[Condition]| {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| self.condition(part, entries))
                .collect();
            parts.join(" ")
        };
        match condition {
            Condition::All(parts) => format!("(and true {})", each(parts)),
            Condition::Any(parts) => format!("(or false {})", each(parts)),
            Condition::Not(part) => format!("(not {})", self.condition(part, entries)),
            Condition::Derived(derive) => self.scheme.derives.key(*derive).to_owned(),
            Condition::Quantified(quantified) => self.quantified(quantified, entries),
            Condition::Test(test) => self.test(test, entries),
            Condition::Broken => unreachable!("schemes without mistakes"),
        }
    }

    fn quantified(&self, quantified: &Quantified, entries: &[String]) -> String {
        let at_least = |count| self.at_least(count, quantified, entries);
        match &quantified.quantifier {
            Quantifier::Some => at_least(1),
            Quantifier::No => format!("(not {})", at_least(1)),
            Quantifier::AtLeast(count) => at_least(*count),
            Quantifier::AtMost(count) => format!("(not {})", at_least(count + 1)),
            Quantifier::Exactly(count) => {
                format!("(and {} (not {}))", at_least(*count), at_least(count + 1))
            }
            Quantifier::Every(wanted) => {
                let own = self
                    .scheme
                    .inventories
                    .key(self.scheme.inventory_of(quantified.set));
                let entry = format!("e{}", entries.len());
                let counts = self.counts(quantified, &entry, entries);
                let inner = [std::slice::from_ref(&entry), entries].concat();
                let wanted = self.condition(wanted, &inner);
                format!("(forall (({entry} {own})) (=> {counts} {wanted}))")
            }
        }
    }

    /// Writes that an entry belongs to the set and meets the filter.
    fn counts(&self, quantified: &Quantified, entry: &str, entries: &[String]) -> String {
        let belongs = self.belongs(quantified.set, entry);
        let inner = [&[entry.to_owned()], entries].concat();
        match &quantified.filter {
            Some(filter) => format!("(and {belongs} {})", self.condition(filter, &inner)),
            None => belongs,
        }
    }

    fn at_least(&self, count: u32, quantified: &Quantified, entries: &[String]) -> String {
        if count == 0 {
            return "true".to_owned();
        }
        let own = self
            .scheme
            .inventories
            .key(self.scheme.inventory_of(quantified.set));
        let named: Vec<String> = (0..count)
            .map(|at| format!("e{}_{at}", entries.len()))
            .collect();
        let declared: Vec<String> = named.iter().map(|name| format!("({name} {own})")).collect();
        let counts: Vec<String> = named
            .iter()
            .map(|name| self.counts(quantified, name, entries))
            .collect();
        let distinct = if count > 1 {
            format!("(distinct {})", named.join(" "))
        } else {
            String::new()
        };
        format!(
            "(exists ({}) (and true {distinct} {}))",
            declared.join(" "),
            counts.join(" ")
        )
    }

    fn test(&self, test: &Test, entries: &[String]) -> String {
        match &test.subject {
            TestSubject::Fact(fact) => {
                let row = &self.scheme.facts[*fact];
                self.answer(&row.key, &row.answer, None, &test.operator, entries)
            }
            TestSubject::Attribute { scope, path, .. } => {
                self.along(path, &entries[*scope], &test.operator, entries)
            }
        }
    }

    /// Writes a test at the end of a path. What leads nowhere meets none.
    fn along(
        &self,
        path: &[AttributeStep],
        entry: &str,
        operator: &Operator,
        entries: &[String],
    ) -> String {
        let (step, rest) = path.split_first().unwrap();
        let attribute = self.scheme.attribute(step.inventory, step.attribute);
        let name = name_of(self.inventory(step.inventory), attribute);
        if rest.is_empty() {
            return self.answer(&name, &attribute.answer, Some(entry), operator, entries);
        }
        let further = self.along(rest, &format!("({name} {entry})"), operator, entries);
        format!("(and (not (none_{name} {entry})) {further})")
    }

    fn inventory(&self, inventory: InventoryId) -> &str {
        self.scheme.inventories.key(inventory)
    }

    fn answer(
        &self,
        name: &str,
        kind: &Type,
        entry: Option<&str>,
        operator: &Operator,
        entries: &[String],
    ) -> String {
        let of = |function: &str| match entry {
            Some(entry) => format!("({function} {entry})"),
            None => function.to_owned(),
        };
        let values = operator.operands();
        let members = || -> Vec<String> {
            values
                .iter()
                .map(|value| member(name, kind, entry, value, entries))
                .collect()
        };
        let any = || format!("(or false {})", members().join(" "));
        let none = || match &kind.kind {
            TypeKind::SetOf(choices) => {
                let members: Vec<String> = choices
                    .iter()
                    .map(|choice| of(&format!("{name}_{}", choice.key)))
                    .collect();
                format!("(not (or false {}))", members.join(" "))
            }
            TypeKind::Entries(target) => {
                let (target, entry) = (self.inventory(*target), entry.unwrap_or_default());
                format!("(not (exists ((y {target})) ({name} {entry} y)))")
            }
            _ => of(&format!("none_{name}")),
        };
        let compared = |sign: &str, value: &Value, is_last: bool| {
            let bound = match value {
                Value::Number(number) => {
                    let whole = matches!(&kind.kind, TypeKind::Number(numbers) if numbers.whole);
                    scaled(number, whole).to_string()
                }
                Value::Date(date) => days(if is_last {
                    date.last_day()
                } else {
                    date.first_day()
                })
                .to_string(),
                _ => unreachable!("only numbers and dates are compared"),
            };
            format!("(and (not {}) ({sign} {} {bound}))", none(), of(name))
        };
        match operator {
            Operator::Holds => format!("(and (not {}) {})", none(), of(name)),
            Operator::Is(_) | Operator::OneOf(_) | Operator::HasAny(_) => any(),
            Operator::IsNot(_) | Operator::NotOneOf(_) | Operator::HasNone(_) => {
                format!("(not {})", any())
            }
            Operator::HasAll(_) => format!("(and true {})", members().join(" ")),
            Operator::IsNone => none(),
            Operator::IsNotNone => format!("(not {})", none()),
            // Every text that is an answer here has something in it.
            Operator::IsGiven => format!("(not {})", none()),
            Operator::IsNotGiven => none(),
            Operator::Less(value) => compared("<", value, false),
            Operator::LessOrEqual(value) => compared("<=", value, true),
            Operator::Greater(value) => compared(">", value, true),
            Operator::GreaterOrEqual(value) => compared(">=", value, false),
        }
    }
}

/// Writes that a value is the answer, or a member of it.
fn member(
    name: &str,
    kind: &Type,
    entry: Option<&str>,
    operand: &Operand,
    entries: &[String],
) -> String {
    let of = |function: &str| match entry {
        Some(entry) => format!("({function} {entry})"),
        None => function.to_owned(),
    };
    let is = |value: String| {
        format!(
            "(and (not {}) (= {} {value}))",
            of(&format!("none_{name}")),
            of(name)
        )
    };
    match (operand, &kind.kind) {
        (Operand::This { scope, .. }, TypeKind::Entries(_)) => {
            format!("({name} {} {})", entry.unwrap_or_default(), entries[*scope])
        }
        (Operand::This { scope, .. }, _) => is(entries[*scope].clone()),
        (Operand::Literal(Value::Choice(choice)), TypeKind::SetOf(_)) => {
            of(&format!("{name}_{choice}"))
        }
        (Operand::Literal(Value::Choice(choice)), _) => {
            let at = kind
                .choices()
                .iter()
                .position(|one| one.key == choice.as_str());
            is(at.unwrap().to_string())
        }
        (Operand::Literal(Value::Number(number)), TypeKind::Number(numbers)) => {
            is(scaled(number, numbers.whole).to_string())
        }
        (Operand::Literal(Value::Date(date)), _) => {
            let (first, last) = (days(date.first_day()), days(date.last_day()));
            format!(
                "(and (not {}) (<= {first} {} {last}))",
                of(&format!("none_{name}")),
                of(name)
            )
        }
        (Operand::Literal(Value::YesNo(yes)), _) => is(yes.to_string()),
        // Texts are numbers: each text that is named has one, and all others are for the texts that are not.
        (Operand::Literal(Value::Text(text)), _) => {
            is(if text == "Acme" { "0" } else { "1" }.to_owned())
        }
        (Operand::Literal(value), _) => {
            unreachable!("{value:?} is compared with no other answer")
        }
    }
}

/// Returns the name of the functions of an attribute.
pub fn name_of(inventory: &str, attribute: &Attribute) -> String {
    format!("{inventory}_{}", attribute.key)
}
