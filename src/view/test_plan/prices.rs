//! Prices, in hundredths of a currency, so that no cent is lost.

use crate::answers::Rates;

/// The rates of a laboratory.
#[derive(Debug, Clone, Copy)]
pub(super) struct PriceList<'a>(Option<&'a Rates>);

impl<'a> PriceList<'a> {
    pub fn of(rates: Option<&'a Rates>) -> Self {
        Self(rates)
    }

    /// Returns the price of an hour of a role, in hundredths.
    pub fn of_hour(self, role: &str) -> Option<u128> {
        read_hundredths(self.0?.hour.get(role)?)
    }

    /// Returns an amount as it is printed, with its currency: `INR 12,600.50`.
    pub fn shown(self, amount: u128) -> Option<String> {
        Some(format!("{} {}", self.0?.currency, grouped(amount)))
    }
}

/// Returns the price of some minutes at a price of an hour, rounded to a hundredth, half of one up.
pub(super) fn price_of(minutes: u32, hour: u128) -> u128 {
    const HOUR: u128 = 60;
    (u128::from(minutes) * hour + HOUR / 2) / HOUR
}

/// Reads digits, with a point before two of them at the most, as hundredths.
fn read_hundredths(amount: &str) -> Option<u128> {
    let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
    let part: u8 = format!("{part:0<2}").get(..2)?.parse().ok()?;
    let whole: u64 = whole.parse().ok()?;
    Some(u128::from(whole) * 100 + u128::from(part))
}

/// Writes hundredths: digits in groups of three, and the hundredths if there are any.
fn grouped(amount: u128) -> String {
    let whole = (amount / 100).to_string();
    let mut written = String::with_capacity(whole.len() * 2);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    match amount % 100 {
        0 => written,
        part => format!("{written}.{part:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_exact_to_the_cent() {
        let price = |minutes: u32, rate: &str| {
            let hour = read_hundredths(rate);
            hour.map(|hour| grouped(price_of(minutes, hour)))
        };
        assert_eq!(price(90, "3500.50").as_deref(), Some("5,250.75"));
        assert_eq!(price(1, "0.3").as_deref(), Some("0.01"));
        assert_eq!(price(60, "1234567").as_deref(), Some("1,234,567"));
        assert_eq!(price(60, "999").as_deref(), Some("999"));
        assert_eq!(price(20, "100").as_deref(), Some("33.33"));
        assert_eq!(price(0, "100").as_deref(), Some("0"));
        assert_eq!(price(60, &"9".repeat(60)), None);
    }
}
