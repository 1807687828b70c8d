//! Decides whether there is a space between two tokens on a line.

use crate::syntax::token::TokenKind;

/// A token with what decides the spaces around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    pub kind: TokenKind,
    pub text: &'a str,
    /// Whether the token before it ended where this one begins.
    pub joined: bool,
}

impl Piece<'_> {
    pub fn is(&self, punct: &str) -> bool {
        self.kind == TokenKind::Punct && self.text == punct
    }

    fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }
}

/// Says whether there is a space between `left` and `right`; `before` is the token before `left`, and `after` the token
/// after `right`.
///
/// `@` and `:` between words that touch them are parts of a reference. Elsewhere a `:` stands beside a word that it follows.
pub(super) fn is_spaced(
    before: Option<Piece<'_>>,
    left: Piece<'_>,
    right: Piece<'_>,
    after: Option<Piece<'_>>,
) -> bool {
    if right.is(",") || right.is(";") || right.is(")") || right.is("]") {
        return false;
    }
    if left.is("(") || left.is("[") {
        return false;
    }
    if left.is_word() && right.is(":") {
        return false;
    }
    if left.is_word() && right.is("@") && right.joined {
        return !after.is_some_and(|after| after.is_word() && after.joined);
    }
    let closes = left.is("@") || left.is(":");
    if closes && right.is_word() && right.joined && left.joined {
        return !before.is_some_and(|before| before.is_word());
    }
    true
}
