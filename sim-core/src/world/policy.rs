//! Who runs when nobody says so.

/// How many turns in a row a task gets when others could run.
pub const TURNS_IN_A_ROW: u32 = 100;

/// The default: go on with the same task until it blocks, ends or has had [`TURNS_IN_A_ROW`] turns, then the next task
/// that can run, in cyclic order of number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    current: u32,
    turns: u32,
}

impl Policy {
    /// The next task; `runnable` is in order of number.
    #[must_use]
    pub fn choose(&self, runnable: &[u32]) -> Option<u32> {
        if self.turns < TURNS_IN_A_ROW && runnable.contains(&self.current) {
            return Some(self.current);
        }
        runnable.iter().find(|&&task| task > self.current).or_else(|| runnable.first()).copied()
    }

    /// A task takes a turn, whoever chose it.
    pub fn note(&mut self, task: u32) {
        self.turns = if task == self.current { self.turns + 1 } else { 1 };
        self.current = task;
        if self.turns > TURNS_IN_A_ROW {
            self.turns = 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_goes_on_until_it_cannot() {
        let mut policy = Policy::default();
        assert_eq!(policy.choose(&[1, 2]), Some(1));
        policy.note(1);
        assert_eq!(policy.choose(&[1, 2]), Some(1));
        assert_eq!(policy.choose(&[2, 3]), Some(2));
        policy.note(3);
        assert_eq!(policy.choose(&[1, 2]), Some(1));
        assert_eq!(policy.choose(&[]), None);
    }

    #[test]
    fn after_a_hundred_turns_it_is_the_next_ones_turn() {
        let mut policy = Policy::default();
        (0..TURNS_IN_A_ROW).for_each(|_| policy.note(2));
        assert_eq!(policy.choose(&[1, 2, 3]), Some(3));
        assert_eq!(policy.choose(&[2]), Some(2));
        policy.note(2);
        assert_eq!(policy.choose(&[1, 2]), Some(2), "nobody else could run: it starts again");
    }
}
