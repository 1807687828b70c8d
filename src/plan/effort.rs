//! The blocks of a procedure: which cases they hold, how long they take, and what they do to samples.

use rustc_hash::FxHashSet;

use super::cases::CasePlanner;
use super::reach::Reach;
use super::run::{Run, RunBlock, RunCase, RunEffort, RunRow};
use super::status::Status;
use crate::model::{Case, Depth, DepthBlock, Effort, ProcedureId, Repeat, RoleId, Scheme};

/// Plans the blocks of a procedure to which `reach` or one of its rows reaches, but for those that fall away. What a block
/// waits for is filled in when it is known which procedures are planned.
pub(super) fn plan_blocks<'a>(
    scheme: &'a Scheme,
    cases: &CasePlanner<'_, 'a>,
    id: ProcedureId,
    reach: &Reach,
    rows: &[RunRow],
) -> Vec<RunBlock> {
    let procedure = &scheme.procedures[id];
    let included = procedure
        .depths
        .iter()
        .filter(|block| reach.touches(block) || rows.iter().any(|row| row.reach.touches(block)));
    let plan = |block: &'a DepthBlock| {
        let cases = cases.plan(procedure, block, reach, rows)?;
        let work = BlockWork {
            block,
            cases: &cases,
            rows,
        };
        Some(RunBlock {
            depth: block.depth,
            phase: scheme.phase_of(id, block.depth),
            role: scheme.role_of(id, block.depth),
            effort: work.effort(),
            of_cases: work.of_cases(Counted::All),
            rows: work.examined().map(|(place, _)| place).collect(),
            sample: block.sample,
            waits_for: Vec::new(),
            cases,
        })
    };
    included.filter_map(plan).collect()
}

/// Plans a block again for fewer rows and cases; `None` if nothing is left to carry out.
pub(super) fn plan_again(
    written: &DepthBlock,
    block: &RunBlock,
    (cases, rows): (Vec<RunCase>, &[RunRow]),
) -> Option<RunBlock> {
    let work = BlockWork {
        block: written,
        cases: &cases,
        rows,
    };
    let examined: Vec<usize> = work.examined().map(|(place, _)| place).collect();
    if examined.is_empty() {
        return None;
    }
    Some(RunBlock {
        depth: block.depth,
        phase: block.phase,
        role: block.role,
        effort: work.effort(),
        of_cases: work.of_cases(Counted::All),
        rows: examined,
        sample: block.sample,
        waits_for: block.waits_for.clone(),
        cases,
    })
}

/// The work of a block on the rows of a run.
struct BlockWork<'b> {
    block: &'b DepthBlock,
    /// The cases that are carried out.
    cases: &'b [RunCase],
    rows: &'b [RunRow],
}

/// Which part of the work is added up.
#[derive(Debug, Clone, Copy)]
enum Counted<'h> {
    All,
    /// What depends on no open question.
    Settled,
    /// What does not hang on these.
    Without(&'h Hanging),
}

/// Rows and cases of a run that hang on a question.
#[derive(Debug, Default)]
pub struct Hanging {
    rows: FxHashSet<usize>,
    /// The depth and the place of each case, with the row on which it is carried out; without one for all rows.
    cases: FxHashSet<(Depth, usize, Option<usize>)>,
}

impl Hanging {
    /// Makes it of the places of rows.
    pub fn on_rows(rows: impl Iterator<Item = usize>) -> Self {
        Self {
            rows: rows.collect(),
            cases: FxHashSet::default(),
        }
    }

    /// Adds a case, on a row or on all.
    pub fn add_case(&mut self, depth: Depth, at: usize, row: Option<usize>) {
        self.cases.insert((depth, at, row));
    }

    /// Adds what hangs on the same question.
    pub fn add(&mut self, other: &Self) {
        self.rows.extend(&other.rows);
        self.cases.extend(&other.cases);
    }

    fn has_case(&self, depth: Depth, at: usize, row: usize) -> bool {
        let mut rows = [Some(row), None].into_iter();
        rows.any(|row| self.cases.contains(&(depth, at, row)))
    }
}

/// Returns the minutes of attended work that some rows and cases take, role by role as the blocks of the run have them, as far
/// as it is not settled that they are carried out.
pub fn hanging_minutes<'a>(
    scheme: &'a Scheme,
    run: &'a Run,
    hanging: &'a Hanging,
) -> impl Iterator<Item = (Option<RoleId>, u32)> {
    let procedure = &scheme.procedures[run.procedure];
    run.blocks.iter().filter_map(move |block| {
        let work = BlockWork {
            block: procedure.block(block.depth)?,
            cases: &block.cases,
            rows: &run.rows,
        };
        let others = work.attended(Counted::Without(hanging));
        let minutes = work.attended(Counted::All).saturating_sub(others);
        Some((block.role, minutes))
    })
}

impl<'b> BlockWork<'b> {
    fn effort(&self) -> RunEffort {
        let attended = self.attended(Counted::All);
        RunEffort {
            attended,
            unattended: self.unattended(),
            open: attended.saturating_sub(self.attended(Counted::Settled)),
        }
    }

    /// Returns the rows on which the block is carried out, with their places.
    fn examined(&self) -> impl Iterator<Item = (usize, &'b RunRow)> {
        self.counted(Counted::All)
    }

    fn counted(&self, counted: Counted<'_>) -> impl Iterator<Item = (usize, &'b RunRow)> {
        let rows = self.rows.iter().enumerate();
        rows.filter(move |(place, row)| {
            let counts = match counted {
                Counted::All => true,
                Counted::Settled => row.status == Status::Applies,
                Counted::Without(hanging) => {
                    row.status == Status::Applies || !hanging.rows.contains(place)
                }
            };
            counts && row.reach.touches(self.block) && self.has_case(*place, row, counted)
        })
    }

    /// Says whether a case for each entry is carried out on a row, or there is no such case at the depth.
    fn has_case(&self, place: usize, row: &RunRow, counted: Counted<'_>) -> bool {
        let mut of_entries = self.of(Repeat::PerEntry);
        let stands = |(case, run): (&Case, &RunCase)| {
            row.reach.includes(self.block, case) && self.stands(run, place, counted)
        };
        let asked =
            |case: &Case| case.repeat == Repeat::PerEntry && row.reach.includes(self.block, case);
        !self.block.cases.iter().any(asked) || of_entries.any(stands)
    }

    /// Says whether a case is carried out on a row.
    fn stands(&self, run: &RunCase, place: usize, counted: Counted<'_>) -> bool {
        run.on(place).is_some_and(|standing| match counted {
            Counted::All => true,
            Counted::Settled => standing.status == Status::Applies,
            Counted::Without(hanging) => {
                let hangs = || hanging.has_case(self.block.depth, run.at, place);
                standing.status == Status::Applies || !hangs()
            }
        })
    }

    /// Returns the cases of a kind that are carried out.
    fn of(&self, repeat: Repeat) -> impl Iterator<Item = (&'b Case, &'b RunCase)> {
        let block = self.block;
        let cases = self.cases.iter();
        let cases = cases.filter_map(move |run| Some((block.cases.get(run.at)?, run)));
        cases.filter(move |(case, _)| case.repeat == repeat)
    }

    /// Adds up the attended work: that of the block, and that of its cases.
    fn attended(&self, counted: Counted<'_>) -> u32 {
        let (count, entries) = number(self.counted(counted));
        attended(self.block.effort, count, entries).saturating_add(self.of_cases(counted))
    }

    fn of_cases(&self, counted: Counted<'_>) -> u32 {
        let cases = self.worked(counted);
        cases
            .map(|(effort, count, entries)| attended(effort, count, entries))
            .fold(0, u32::saturating_add)
    }

    fn unattended(&self) -> u32 {
        let of = |effort: Effort, count: u32| if count == 0 { 0 } else { effort.unattended };
        let (count, _) = number(self.examined());
        let cases = self.worked(Counted::All);
        let cases = cases.map(|(effort, count, _)| of(effort, count));
        cases.fold(of(self.block.effort, count), u32::saturating_add)
    }

    /// Returns for each case its effort, and on how many rows and entries it is carried out.
    fn worked(&self, counted: Counted<'_>) -> impl Iterator<Item = (Effort, u32, u32)> {
        let takes_time = |(case, _): &(&Case, &RunCase)| case.effort != Effort::default();
        let of_entries = self.of(Repeat::PerEntry).filter(takes_time);
        let of_entries = of_entries.map(move |(case, run)| {
            let rows = self.counted(counted).filter(|(place, row)| {
                row.reach.includes(self.block, case) && self.stands(run, *place, counted)
            });
            (case, number(rows))
        });
        let once = self.of(Repeat::OncePerRun).filter(takes_time);
        let once = once.map(move |(case, run)| {
            let mut rows = self.counted(counted);
            let is_worked = rows.any(|(place, row)| {
                row.reach.includes(self.block, case) && self.stands(run, place, counted)
            });
            (case, (u32::from(is_worked), 0))
        });
        let worked = of_entries.chain(once);
        worked.map(|(case, (count, entries))| (case.effort, count, entries))
    }
}

/// Counts rows, and those of them that are of entries.
fn number<'b>(rows: impl Iterator<Item = (usize, &'b RunRow)>) -> (u32, u32) {
    rows.fold((0, 0), |(count, entries), (_, row)| {
        (count + 1, entries + u32::from(row.key.is_some()))
    })
}

/// Adds up the part per run and the part per entry; nothing where there are no rows.
fn attended(effort: Effort, rows: u32, entries: u32) -> u32 {
    let once = if rows == 0 { 0 } else { effort.per_run };
    once.saturating_add(effort.per_entry.saturating_mul(entries))
}
