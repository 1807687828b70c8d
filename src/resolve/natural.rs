//! The order in which people count: `C.2` before `C.10`.

use std::cmp::Ordering;

use super::names::Tree;
use crate::syntax::ast::ItemKind;

/// Compares two texts; runs of digits compare as numbers.
pub(super) fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    loop {
        match (left.first(), right.first()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (number, after) = split_number(left);
                let (other, after_other) = split_number(right);
                let order = (number.len(), number).cmp(&(other.len(), other));
                if order != Ordering::Equal {
                    return order;
                }
                (left, right) = (after, after_other);
            }
            (Some(x), Some(y)) if x != y => return x.cmp(y),
            (Some(_), Some(_)) => {
                left = left.get(1..).unwrap_or(&[]);
                right = right.get(1..).unwrap_or(&[]);
            }
        }
    }
}

/// Splits the digits off the start, without leading zeros.
fn split_number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let zeros = digits
        .iter()
        .position(|byte| *byte != b'0')
        .unwrap_or(digits.len());
    (digits.get(zeros..).unwrap_or(&[]), rest)
}

/// Returns the rows of the controls of catalogs, given by row: catalog by catalog, and by key in each.
pub(super) fn order_controls(tree: &Tree<'_>, catalogs: &[usize]) -> Vec<usize> {
    let mut rank = vec![None; tree.of(ItemKind::Catalog).len()];
    for (number, row) in catalogs.iter().enumerate() {
        if let Some(slot) = rank.get_mut(*row) {
            *slot = Some(number);
        }
    }
    let mut ranked: Vec<(usize, &str, usize)> = tree
        .of(ItemKind::Control)
        .keys()
        .enumerate()
        .filter_map(|(row, key)| {
            let rank = rank.get(key.catalog).copied().flatten()?;
            Some((rank, key.name, row))
        })
        .collect();
    ranked.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| natural_order(a.1, b.1)));
    ranked.into_iter().map(|(_, _, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        let mut keys = [
            "C.10", "C.2", "C.1", "C.2a", "B.9", "7.1.2.15", "7.1.2.3", "C.02",
        ];
        keys.sort_by(|a, b| natural_order(a, b));
        assert_eq!(
            keys,
            [
                "7.1.2.3", "7.1.2.15", "B.9", "C.1", "C.02", "C.2", "C.2a", "C.10"
            ]
        );
    }
}
