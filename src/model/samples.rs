//! Samples: their kinds, and the states through which their use takes them (L-165, L-320 to L-329).

use super::graph::Dependencies;
use super::numbering::Numbering;
use super::table::{Id, SampleKindId, SampleStateId, Table};
use crate::source::{Place, Text};

/// The most states that a scheme can have (L-320).
pub const MAX_STATES: usize = 64;

/// The label of samples of the ordinary kind, where the scheme gives it none.
const ORDINARY_LABEL: &str = "S";

/// A state of samples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleState {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// What is true of a sample in it.
    pub about: Option<Text>,
    /// The states than which it is more worn, as they are named.
    pub after: Vec<SampleStateId>,
    /// Whether samples are delivered in it.
    pub is_delivered: bool,
    /// Whether a sample in it works.
    pub works: Works,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// Whether a sample works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Works {
    /// It does.
    Surely,
    /// Nobody knows until it is tried.
    Perhaps,
    /// It is used up.
    No,
}

/// A kind of sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleKind {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// In what it differs from other kinds.
    pub about: Option<Text>,
    /// Whether a use that names no kind takes one of this.
    pub is_ordinary: bool,
    /// The state in which it is delivered, where that is not the one of the scheme.
    pub delivered: Option<SampleStateId>,
    /// What stands before the numbers of its samples.
    pub label: Text,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// How a depth of a procedure uses samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleUse {
    /// Whether it takes samples of its own.
    pub source: SampleSource,
    /// How many samples it needs, from 1.
    pub count: u32,
    /// From how many batches of production they come: from 1, at most `count`.
    pub batches: u32,
    /// The kind of sample; `None` where it is the ordinary one and the scheme has no name for that.
    pub kind: Option<SampleKindId>,
    /// The state it needs.
    pub needs: SampleNeed,
    /// The state in which it leaves the sample at least; `None` where it leaves it as it takes it.
    pub leaves: Option<SampleStateId>,
    /// A more worn state in which it may leave the sample.
    pub may_leave: Option<SampleStateId>,
}

/// What a use needs of the state of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SampleNeed {
    /// That it works.
    Working,
    /// That it is in this state. A less worn one is brought into it first.
    In(SampleStateId),
    /// That it is no more worn than this.
    UpTo(SampleStateId),
}

impl SampleNeed {
    /// Returns the state that it names.
    pub fn state(self) -> Option<SampleStateId> {
        match self {
            Self::Working => None,
            Self::In(state) | Self::UpTo(state) => Some(state),
        }
    }
}

/// Whether a procedure shares its samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleSource {
    /// It uses a sample that other procedures use too.
    Shared,
    /// It uses a sample that others no longer need.
    Own,
}

/// The kinds and states of the samples of a scheme.
///
/// Where a kind is optional, `None` is the ordinary kind of a scheme that does not declare it; where a state is, `None` is
/// the state as delivered of a scheme that does not declare that.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Samples {
    /// Kinds of samples, by key.
    pub kinds: Table<SampleKindId, SampleKind>,
    /// States, by key.
    pub states: Table<SampleStateId, SampleState>,
    ordinary: Option<SampleKindId>,
    delivered: Option<SampleStateId>,
    /// For each state, what follows from the order.
    orders: Vec<Order>,
}

/// Where a state stands in the order of wear. Sets of states are bits, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Order {
    /// It and all states that are less worn.
    below: u64,
    /// It and all states that are more worn.
    above: u64,
    /// The number of states on the longest way to it from the state as delivered.
    rank: usize,
    /// Its place, from 1, when all states are sorted by rank and key.
    turn: usize,
    works: Works,
}

impl Samples {
    /// Takes in kinds and states. No state comes after itself.
    pub fn new(
        kinds: Table<SampleKindId, SampleKind>,
        states: Table<SampleStateId, SampleState>,
    ) -> Self {
        let ordinary = kinds.iter().find(|(_, kind)| kind.is_ordinary);
        let delivered = states.iter().find(|(_, state)| state.is_delivered);
        let mut samples = Self {
            ordinary: ordinary.map(|(id, _)| id),
            delivered: delivered.map(|(id, _)| id),
            orders: Vec::new(),
            kinds,
            states,
        };
        samples.orders = samples.order_states();
        samples
    }

    fn order_states(&self) -> Vec<Order> {
        let fresh = |id| Order {
            below: bit(id),
            above: bit(id),
            rank: usize::from(self.delivered != Some(id)),
            turn: 0,
            works: self.states[id].works,
        };
        let mut orders: Vec<Order> = self.ordered().map(fresh).collect();
        let mut graph = Dependencies::new(self.ordered());
        let earlier: Vec<Vec<SampleStateId>> =
            self.ordered().map(|id| self.less_worn(id)).collect();
        for (id, earlier) in self.ordered().zip(&earlier) {
            for earlier in earlier {
                graph.add(*earlier, id);
            }
        }
        for id in graph.order(|id| id) {
            for earlier in earlier.get(id.index()).into_iter().flatten() {
                let (Some(less), Some(more)) = (
                    orders.get(earlier.index()).copied(),
                    orders.get_mut(id.index()),
                ) else {
                    continue;
                };
                more.below |= less.below;
                more.rank = more.rank.max(less.rank.saturating_add(1));
                more.works = more.works.max(less.works);
            }
        }
        self.order_upwards(&mut orders);
        orders
    }

    /// Returns the states that have a place in the order: those within [`MAX_STATES`].
    pub fn ordered(&self) -> impl Iterator<Item = SampleStateId> + use<> {
        self.states.ids().take(MAX_STATES)
    }

    /// Returns states than which a state is more worn. One in which a sample is unusable is more worn than all others: what
    /// else became of such a sample makes no difference.
    fn less_worn(&self, id: SampleStateId) -> Vec<SampleStateId> {
        let state = &self.states[id];
        let mut less: Vec<SampleStateId> = match state.works {
            Works::No => self
                .ordered()
                .filter(|other| self.is_usable(*other))
                .collect(),
            Works::Surely | Works::Perhaps => state.after.clone(),
        };
        less.extend(self.delivered);
        less.retain(|other| *other != id);
        less
    }

    /// Fills in what follows from the states below each.
    fn order_upwards(&self, orders: &mut [Order]) {
        let rank = |id: &SampleStateId| orders.get(id.index()).map(|order| order.rank);
        let mut turns: Vec<SampleStateId> = self.ordered().collect();
        turns.sort_by_key(|id| (rank(id), self.states.key(*id)));
        for (id, turn) in turns.into_iter().zip(1..) {
            let above = self.ordered().filter(|more| {
                let more = orders.get(more.index());
                more.is_some_and(|more| more.below & bit(id) != 0)
            });
            let above = above.fold(0, |above, more| above | bit(more));
            if let Some(order) = orders.get_mut(id.index()) {
                order.above |= above;
                order.turn = turn;
            }
        }
    }

    fn order(&self, state: SampleStateId) -> Option<&Order> {
        self.orders.get(state.index())
    }

    /// Returns the kind that a use takes which names none.
    pub fn ordinary(&self) -> Option<SampleKindId> {
        self.ordinary
    }

    /// Returns all kinds, the ordinary one first.
    pub fn all_kinds(&self) -> impl Iterator<Item = Option<SampleKindId>> {
        let others = self.kinds.ids().filter(|id| Some(*id) != self.ordinary);
        std::iter::once(self.ordinary).chain(others.map(Some))
    }

    /// Returns what stands before the numbers of samples of a kind.
    pub fn label(&self, kind: Option<SampleKindId>) -> &str {
        kind.map_or(ORDINARY_LABEL, |kind| &self.kinds[kind].label)
    }

    /// Returns the state in which samples of a kind are delivered.
    pub fn delivered(&self, kind: Option<SampleKindId>) -> Option<SampleStateId> {
        let own = kind.and_then(|kind| self.kinds[kind].delivered);
        own.or(self.delivered)
    }

    /// Says whether a sample in a state works.
    pub fn works(&self, state: Option<SampleStateId>) -> Works {
        let order = state.and_then(|state| self.order(state));
        order.map_or(Works::Surely, |order| order.works)
    }

    /// Says whether a state is one in which nobody knows whether a sample works, by itself and not for what came before.
    pub fn is_doubtful(&self, state: SampleStateId) -> bool {
        self.states[state].works == Works::Perhaps
    }

    /// Returns how worn a sample in a state is: 0 as delivered, more the further it is from that.
    pub fn rank(&self, state: Option<SampleStateId>) -> usize {
        let order = state.and_then(|state| self.order(state));
        order.map_or(0, |order| order.rank)
    }

    /// Returns the place of a state among all, less worn ones first; it does not depend on the order of the source.
    pub fn turn(&self, state: Option<SampleStateId>) -> usize {
        let order = state.and_then(|state| self.order(state));
        order.map_or(0, |order| order.turn)
    }

    /// Says whether a sample in a state is no more worn than one in another.
    pub fn is_within(&self, state: Option<SampleStateId>, bound: SampleStateId) -> bool {
        let Some(state) = state else {
            return true;
        };
        let bound = self.order(bound);
        bound.is_some_and(|bound| bound.below & bit(state) != 0)
    }

    /// Returns the least worn state that is as worn as both; `None` if there is none. Two states in which a sample is usable do
    /// not make one in which it is not.
    pub fn join(
        &self,
        state: Option<SampleStateId>,
        other: SampleStateId,
    ) -> Option<SampleStateId> {
        let Some(state) = state.filter(|state| !self.is_within(Some(*state), other)) else {
            return Some(other);
        };
        if self.is_within(Some(other), state) {
            return Some(state);
        }
        let usable = self.ordered().filter(|id| self.is_usable(*id));
        let usable = usable.fold(0, |all, id| all | bit(id));
        let both = self.order(state)?.above & self.order(other)?.above & usable;
        self.ordered().find(|least| {
            let above = self.order(*least).map_or(0, |order| order.above);
            both & bit(*least) != 0 && above & both == both
        })
    }

    /// Says whether a sample in a state may still work.
    pub fn is_usable(&self, state: SampleStateId) -> bool {
        self.states[state].works != Works::No
    }

    /// Says whether a sample in a state serves a need.
    pub fn serves(&self, state: Option<SampleStateId>, needs: SampleNeed) -> bool {
        match needs {
            SampleNeed::Working => self.works(state) == Works::Surely,
            SampleNeed::In(bound) | SampleNeed::UpTo(bound) => self.is_within(state, bound),
        }
    }
}

/// Returns the set that holds one state. States beyond [`MAX_STATES`] are in none.
fn bit(state: SampleStateId) -> u64 {
    let number = u32::try_from(state.index()).unwrap_or(u32::MAX);
    1_u64.checked_shl(number).unwrap_or(0)
}

#[cfg(test)]
mod tests;
