//! The border to pest: turns pieces of text into trees of rules, and pest's errors into diagnostics.
//!
//! Nothing outside `syntax` sees a pest type, and no rule name reaches a message: [`display_name`] is exhaustive, so a new
//! rule does not compile until it has a name for people.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

use crate::source::Span;
use crate::syntax::ast::Name;

mod generated {
    #[derive(pest_derive::Parser)]
    #[grammar = "syntax/grammar.pest"]
    pub struct Grammar;
}

pub(super) use generated::{Grammar, Rule};

/// A piece of an item that an entry rule reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    /// Its text, trimmed.
    pub text: &'a str,
    /// Where it begins in the item.
    pub start: u32,
}

/// Why a piece could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PieceError {
    /// What could stand there.
    pub expected: Vec<&'static str>,
    /// The offset in the piece at which something else stands.
    pub at: usize,
    /// Whether pest gave up because the piece is nested too deeply.
    pub too_deep: bool,
}

/// A node of a piece's tree.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    pair: Pair<'a, Rule>,
    base: u32,
}

/// Reads a piece with an entry rule.
pub(super) fn parse_piece(rule: Rule, piece: Piece<'_>) -> Result<Node<'_>, PieceError> {
    match Grammar::parse(rule, piece.text) {
        Ok(mut pairs) => pairs
            .next()
            .map(|pair| Node {
                pair,
                base: piece.start,
            })
            .ok_or(PieceError {
                expected: Vec::new(),
                at: 0,
                too_deep: false,
            }),
        Err(error) => Err(piece_error(rule, error)),
    }
}

/// If nothing of the piece could be read, the shape of the whole piece says more than its first word.
fn piece_error(entry: Rule, error: pest::error::Error<Rule>) -> PieceError {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    match error.variant {
        ErrorVariant::ParsingError { positives, .. } => {
            let whole = display_name(entry).filter(|_| at == 0);
            let mut expected: Vec<_> = match whole {
                Some(whole) => vec![whole],
                None => positives.into_iter().filter_map(display_name).collect(),
            };
            expected.sort_unstable();
            expected.dedup();
            PieceError {
                expected,
                at,
                too_deep: false,
            }
        }
        ErrorVariant::CustomError { .. } => PieceError {
            expected: Vec::new(),
            at,
            too_deep: true,
        },
    }
}

impl<'a> Node<'a> {
    pub fn rule(&self) -> Rule {
        self.pair.as_rule()
    }

    /// Returns the text of the node. If an optional part is absent, pest counts the space before it as text of the previous
    /// part; it is left out here.
    pub fn text(&self) -> &'a str {
        self.pair.as_str().trim_end()
    }

    pub fn span(&self) -> Span {
        let start = self
            .base
            .saturating_add(offset(self.pair.as_span().start()));
        Span::new(start, start.saturating_add(offset(self.text().len())))
    }

    pub fn children(&self) -> impl Iterator<Item = Self> + use<'a> {
        let base = self.base;
        self.pair
            .clone()
            .into_inner()
            .map(move |pair| Self { pair, base })
    }

    /// Returns the first child made by a rule.
    pub fn child(&self, rule: Rule) -> Option<Self> {
        self.children().find(|child| child.rule() == rule)
    }

    /// Reads the first child made by a rule.
    pub fn part<T>(&self, rule: Rule, read: impl FnOnce(&Self) -> Option<T>) -> Option<T> {
        read(&self.child(rule)?)
    }

    /// Returns the children made by a rule.
    pub fn all(&self, rule: Rule) -> impl Iterator<Item = Self> + use<'a> {
        self.children().filter(move |child| child.rule() == rule)
    }

    pub fn has(&self, rule: Rule) -> bool {
        self.child(rule).is_some()
    }

    /// Returns the node as a name.
    pub fn name(&self) -> Name {
        Name { span: self.span() }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Returns the name of a rule in "expected …"; `None` for a rule that is never worth naming.
#[expect(clippy::too_many_lines, reason = "one line per rule or group of rules")]
fn display_name(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::EOI | Rule::may_field => "the end of the line",
        Rule::WHITESPACE
        | Rule::word_char
        | Rule::reserved
        | Rule::reserved_value
        | Rule::sample_word
        | Rule::dot
        | Rule::product_head => return None,
        Rule::string
        | Rule::block
        | Rule::text
        | Rule::texts
        | Rule::text_field
        | Rule::texts_field
        | Rule::scenario_head
        | Rule::cites_field => "a text in quotes",
        Rule::constraint_head | Rule::states_field => "what must hold, in quotes",
        Rule::key
        | Rule::keys
        | Rule::key_field
        | Rule::keys_field
        | Rule::configuration_field
        | Rule::allow_head
        | Rule::merged_field
        | Rule::withdrawn_field
        | Rule::reworded_field
        | Rule::split_field => "a key",
        Rule::wording_head => "a control with its catalog, such as `asvs-c:C.1`",
        Rule::titled_head | Rule::control_head | Rule::case_head => "a key and a title in quotes",
        Rule::versioned_head | Rule::catalog_head => {
            "a key with a version, such as `asvs-c@4.0.3`, and a title in quotes"
        }
        Rule::fact_head => "a name, a question in quotes, `:` and a type",
        Rule::subset_head => "a name, a title in quotes, `=`, an inventory and `where`",
        Rule::derive_head => "a name, a title in quotes, `=` and a condition",
        Rule::name | Rule::path | Rule::same_field => "a name",
        Rule::integer
        | Rule::amount
        | Rule::decimal
        | Rule::least
        | Rule::most
        | Rule::duration
        | Rule::count_field
        | Rule::effort
        | Rule::effort_field => "a number",
        Rule::comma => "`,`",
        Rule::colon => "`:`",
        Rule::equals => "`=`",
        Rule::less => "`<`",
        Rule::less_equal => "`<=`",
        Rule::greater => "`>`",
        Rule::greater_equal => "`>=`",
        Rule::compare_test => "a comparison such as `>=`",
        Rule::paren_open | Rule::values => "`(`",
        Rule::paren_close => "`)`",
        Rule::brace_open | Rule::options => "`{`",
        Rule::brace_close => "`}`",
        Rule::at_sign => "`@` and a version",
        Rule::ref_part
        | Rule::reference
        | Rule::versioned
        | Rule::refs
        | Rule::refs_field
        | Rule::reference_field
        | Rule::in_head
        | Rule::under_field
        | Rule::uses_field
        | Rule::over_field
        | Rule::relation_head
        | Rule::expect_field => "a name such as `asvs-c:C.1` or `asvs-c@4.0.3`",
        Rule::expr | Rule::unary | Rule::group | Rule::test => "a condition",
        Rule::connective => "`and`, `or`",
        Rule::quantified | Rule::universal | Rule::quantifier => "a quantifier such as `some`",
        Rule::where_clause | Rule::kw_where | Rule::where_rows => "`where`",
        Rule::satisfies_clause | Rule::kw_satisfies => "`satisfies`",
        Rule::is_test | Rule::kw_is | Rule::of_kind => "`is`",
        Rule::has_test | Rule::kw_has => "`has`",
        Rule::one_of | Rule::kw_one | Rule::one_of_type => "`one of`",
        Rule::value
        | Rule::value_word
        | Rule::product_value
        | Rule::product_values
        | Rule::product_line
        | Rule::values_line => "a value",
        Rule::entry_head => "the id of an entry",
        Rule::this_ref | Rule::kw_this => "`this`",
        Rule::type_of | Rule::plain_type => "a type such as `one of { … }` or `text`",
        Rule::yes_or_no | Rule::kw_yes => "`yes or no`",
        Rule::set_of_type | Rule::kw_set => "`set of`",
        Rule::number_type | Rule::kw_number => "`number`",
        Rule::whole | Rule::kw_whole => "`whole number`",
        Rule::entry_type | Rule::kw_entry => "`entry of`",
        Rule::entries_type | Rule::kw_entries => "`entries of`",
        Rule::or_none => "`or none`",
        Rule::option => "a choice",
        Rule::list_of | Rule::kw_list => "`list of`",
        Rule::column => "a column: a key, its heading in quotes, `:` and how it is filled in",
        Rule::depth_head => "a depth: `review`, `test`, `attack` or `audit`",
        Rule::number_field => "a number in quotes, or `unknown`",
        Rule::provenance_field => "aspects such as `title, statement`",
        Rule::confidence => "a confidence such as `published` or `ours`",
        Rule::levels_field | Rule::level | Rule::at_field | Rule::at_levels => "a level",
        Rule::prints_field | Rule::print => "a word and the text that is printed for it",
        Rule::kinds_field | Rule::kind => "a kind and the text that is printed for it",
        Rule::into_clause | Rule::kw_into => "`into`",
        Rule::revises | Rule::kw_revises => "`revises`",
        Rule::every_level => "`at every level`",
        Rule::with_clause | Rule::kw_with => "`with`",
        Rule::level_pair => "a pair of levels such as `L1 = L1`",
        Rule::members_field | Rule::kw_unpublished => "`unpublished of`",
        Rule::verdict_field => {
            "a key, a word in quotes and `good`, `bad`, `undecided` or `set-aside`"
        }
        Rule::finding_field => "a key, a word in quotes and `stops` or `noted`",
        Rule::only | Rule::kw_only => "`only because`",
        Rule::because | Rule::kw_because => "`because`",
        Rule::applies_field => "`when`, `for each` or `always`",
        Rule::for_each | Rule::rows_each => "`for each`",
        Rule::rows | Rule::kw_for => "`for`",
        Rule::rows_one => "`for at least one`",
        Rule::when_clause | Rule::kw_when | Rule::when_field | Rule::rule_when => "`when`",
        Rule::otherwise_field | Rule::kw_evidence => "`evidence`",
        Rule::drop_field => "`evidence` or `verify`",
        Rule::kw_verify => "`verify`",
        Rule::evidence_field => "the key of an evidence kind",
        Rule::alternatives => "`any of`",
        Rule::level_clause | Rule::from_level | Rule::kw_from | Rule::batches => "`from`",
        Rule::at_level | Rule::kw_at => "`at`",
        Rule::verify_field => "the key of a procedure",
        Rule::among => "`at least one`",
        Rule::case_clause | Rule::kw_case => "`case`",
        Rule::by_clause
        | Rule::kw_by
        | Rule::covered_field
        | Rule::signed_field
        | Rule::confirmed_field
        | Rule::rule_by => "`by`",
        Rule::witness | Rule::kw_witness => "`witness`",
        Rule::not_field | Rule::kw_assessed => "`assessed because`",
        Rule::relates
        | Rule::relates_field
        | Rule::relation_kind
        | Rule::set_relation
        | Rule::plain_relation => "`equal`, `subset of`, `superset of`, `intersects` or `none`",
        Rule::inventory_field => "the name of an inventory",
        Rule::sample_field | Rule::own | Rule::kw_own | Rule::state => {
            "a state of samples, `any` or `none`"
        }
        Rule::up_to | Rule::kw_up => "`up to`",
        Rule::may_leave | Rule::kw_may => "`may leave`",
        Rule::kw_leave => "`leave`",
        Rule::kw_batches => "`batches`",
        Rule::per | Rule::kw_per => "`per run`, `per entry`",
        Rule::leaves | Rule::kw_leaves => "`leaves`",
        Rule::holds_field | Rule::holding => "what the section holds, such as `responses`",
        Rule::kind_field => "a kind such as `document`",
        Rule::answers_of | Rule::kw_answers => "`answers of` an inventory",
        Rule::named_answers => "`:` and attributes",
        Rule::place_field => "a form and a section of it",
        Rule::asks_field => "a key, a title in quotes, `:` and a kind",
        Rule::ask_kind => "a kind such as `check` or `one of { … }`",
        Rule::more_unknown => "`more unknown`",
        Rule::status => "`applies`, `not applicable`, `open`, `covered` or `not assessed`",
        Rule::at_least | Rule::lead => "`at least`",
        Rule::at_most => "`at most`",
        Rule::once | Rule::kw_once => "`once`",
        Rule::order_field | Rule::deadline_field | Rule::sets_field | Rule::moment => {
            "the key of an event"
        }
        Rule::effect_field => "an effect",
        Rule::within | Rule::kw_within => "`within`",
        Rule::unit | Rule::working_unit | Rule::kw_working => {
            "`days`, `working days`, `months` or `years`"
        }
        Rule::days => "`days`",
        Rule::kw_after => "`after`",
        Rule::kw_before => "`before`",
        Rule::kw_to => "`to`",
        Rule::earlier | Rule::kw_was => "`was`",
        Rule::also | Rule::kw_also => "`also`",
        Rule::kw_all => "`all`",
        Rule::kw_always => "`always`",
        Rule::kw_and => "`and`",
        Rule::kw_any => "`any`",
        Rule::kw_applicable => "`applicable`",
        Rule::kw_applies => "`applies`",
        Rule::kw_claimed => "`claimed`",
        Rule::kw_covered => "`covered`",
        Rule::kw_each => "`each`",
        Rule::kw_every => "`every`",
        Rule::kw_exactly => "`exactly`",
        Rule::kw_given => "`given`",
        Rule::kw_in => "`in`",
        Rule::kw_least => "`least`",
        Rule::kw_level => "`level`",
        Rule::kw_most => "`most`",
        Rule::kw_no => "`no`",
        Rule::kw_none => "`none`",
        Rule::kw_not => "`not`",
        Rule::kw_of | Rule::of_sample => "`of`",
        Rule::kw_open => "`open`",
        Rule::kw_or => "`or`",
        Rule::kw_run => "`run`",
        Rule::kw_some => "`some`",
        Rule::kw_unattended => "`unattended`",
        Rule::kw_under => "`under`",
        Rule::kw_unknown => "`unknown`",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_name_that_is_not_its_own() {
        for rule in Rule::all_rules() {
            if let Some(name) = display_name(*rule) {
                assert!(!name.contains('_'), "{rule:?} shows as {name}");
            }
        }
    }

    #[test]
    fn nested_brackets_are_read_in_linear_time() {
        let depth = 60;
        let text = format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
        let head = format!("x \"t\" = {text}");
        // An exponential rule would never finish with sixty brackets.
        assert!(
            parse_piece(
                Rule::derive_head,
                Piece {
                    text: &head,
                    start: 0
                }
            )
            .is_ok()
        );
    }
}
