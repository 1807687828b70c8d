//! The wording of conditions and values in reasons.

use crate::model::{
    Answer, Attribute, Bound, Choice, InventoryId, Operand, Operator, Scheme, Set, Test,
    TestSubject, Type, Value,
};

/// Returns the type of the value that a test asks about.
pub fn asked_type<'a>(scheme: &'a Scheme, subject: &TestSubject) -> Option<&'a Type> {
    match subject {
        TestSubject::Fact(fact) => Some(&scheme.facts[*fact].answer),
        TestSubject::Attribute { path, .. } => {
            let step = path.last()?;
            Some(&scheme.attribute(step.inventory, step.attribute).answer)
        }
    }
}

/// Returns a value for people: a choice with its label, any other value as it is.
pub fn value_words(scheme: &Scheme, subject: &TestSubject, value: &Value) -> String {
    labelled_value(
        asked_type(scheme, subject).map_or(&[][..], Type::choices),
        value,
    )
}

fn labelled_value(choices: &[Choice], value: &Value) -> String {
    let choice = choices
        .iter()
        .find(|choice| matches!(value, Value::Choice(key) if choice.key == key.as_str()));
    match choice {
        Some(choice) if choice.label.is_some() => format!("{} ({})", choice.key, choice.shown()),
        Some(_) | None => value.to_string(),
    }
}

/// Returns an answer for people, a single choice with its label: `unknown`, `none`, `trustzone_a (TrustZone of a Cortex-A)`.
pub fn labelled_answer(kind: &Type, answer: &Answer) -> String {
    match answer {
        Answer::One(value) => labelled_value(kind.choices(), value),
        Answer::Unknown | Answer::None | Answer::Many { .. } | Answer::Within(_) => {
            answer_words(answer)
        }
    }
}

/// Returns an answer for people: `unknown`, `none`, `usb, uart`.
pub fn answer_words(answer: &Answer) -> String {
    match answer {
        Answer::Unknown => "unknown".to_owned(),
        Answer::None => "none".to_owned(),
        Answer::One(value) => value.to_string(),
        Answer::Many { members, more } => {
            let words: Vec<String> = members.iter().map(Value::to_string).collect();
            match (words.join(", "), more) {
                (_, true) if members.is_empty() => "unknown".to_owned(),
                (_, false) if members.is_empty() => "none".to_owned(),
                (list, true) => format!("{list} and perhaps others"),
                (list, false) => list,
            }
        }
        Answer::Within(possible) => {
            let words: Vec<String> = possible.iter().map(Value::to_string).collect();
            format!("among {}", words.join(", "))
        }
    }
}

/// Returns what an attribute of further entries could only be: `os is rtos or none`, `carries holds code, secrets or
/// nothing`.
pub fn bound_words(attribute: &Attribute, bound: &Bound) -> String {
    let nothing = if bound.is_set { "nothing" } else { "none" };
    let mut words: Vec<String> = bound.values.iter().map(Value::to_string).collect();
    words.extend(bound.none.then(|| nothing.to_owned()));
    let verb = if bound.is_set { "holds" } else { "is" };
    let list = match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} or {last}", first.join(", ")),
        None => "nothing".to_owned(),
    };
    format!("{} {verb} {list}", attribute.key)
}

/// Returns a test as it is written: `kind is one of (usb, uart)`.
pub fn test_words(scheme: &Scheme, test: &Test) -> String {
    let subject = match &test.subject {
        TestSubject::Fact(fact) => scheme.facts[*fact].key.to_string(),
        TestSubject::Attribute { path, .. } => {
            let attributes = path
                .iter()
                .map(|step| scheme.attribute(step.inventory, step.attribute));
            let names: Vec<&str> = attributes.map(|attribute| attribute.key.as_str()).collect();
            names.join(".")
        }
    };
    let operator = operator_words(scheme, &test.operator);
    if operator.is_empty() {
        subject
    } else {
        format!("{subject} {operator}")
    }
}

fn operator_words(scheme: &Scheme, operator: &Operator) -> String {
    let operand_word = |operand: &Operand| operand_words(scheme, operand);
    let list = |operands: &[Operand]| {
        let items: Vec<String> = operands.iter().map(operand_word).collect();
        format!("({})", items.join(", "))
    };
    match operator {
        Operator::Holds => String::new(),
        Operator::Is(operand) => format!("is {}", operand_word(operand)),
        Operator::IsNot(operand) => format!("is not {}", operand_word(operand)),
        Operator::OneOf(operands) => format!("is one of {}", list(operands)),
        Operator::NotOneOf(operands) => format!("is not one of {}", list(operands)),
        Operator::IsNone => "is none".to_owned(),
        Operator::IsNotNone => "is not none".to_owned(),
        Operator::IsGiven => "is given".to_owned(),
        Operator::IsNotGiven => "is not given".to_owned(),
        Operator::HasAny(operands) => format!("has any of {}", list(operands)),
        Operator::HasAll(operands) => format!("has all of {}", list(operands)),
        Operator::HasNone(operands) => format!("has none of {}", list(operands)),
        Operator::Less(value) => format!("< {value}"),
        Operator::LessOrEqual(value) => format!("<= {value}"),
        Operator::Greater(value) => format!("> {value}"),
        Operator::GreaterOrEqual(value) => format!(">= {value}"),
    }
}

fn operand_words(scheme: &Scheme, operand: &Operand) -> String {
    match operand {
        Operand::Literal(value) => value.to_string(),
        Operand::This { inventory, .. } => format!("this {}", scheme.inventories[*inventory].key),
    }
}

/// Returns the title of a set within a sentence, in quotation marks.
pub fn set_words(scheme: &Scheme, set: Set) -> String {
    format!("“{}”", scheme.set_title(set))
}

/// Returns the name of an entry: `chip.soc`.
pub fn entry_words(scheme: &Scheme, inventory: InventoryId, id: &str) -> String {
    format!("{}.{id}", scheme.inventories[inventory].key)
}

/// Joins names with commas and "and". Names beyond `most` are counted, unless there is only one of them, whose name is
/// as short as the count.
pub fn some_of(names: impl ExactSizeIterator<Item = String>, most: usize) -> String {
    let count = names.len();
    let most = if count == most.saturating_add(1) {
        count
    } else {
        most
    };
    let more = count.saturating_sub(most);
    let shown: Vec<String> = names.take(most).collect();
    match shown.as_slice() {
        [] => String::new(),
        [name] if more == 0 => name.clone(),
        all if more > 0 => format!("{} and {more} more", all.join(", ")),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::some_of;

    #[test]
    fn of_many_names_some_are_shown() {
        let check = |count: usize, expected: &str| {
            let names: Vec<String> = ('a'..='z').take(count).map(String::from).collect();
            assert_eq!(some_of(names.into_iter(), 3), expected);
        };
        check(0, "");
        check(1, "a");
        check(2, "a and b");
        check(3, "a, b and c");
        check(4, "a, b, c and d");
        check(5, "a, b, c and 2 more");
    }
}
