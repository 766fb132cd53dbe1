//! Keyframes: kept states of a world from which others are computed again.
//!
//! Their number is bounded. When one is too many, the one goes that is missed least: whose neighbours are close
//! together, measured by how far they are from the cursor. So they lie dense around the cursor and ever thinner away
//! from it.

use std::collections::BTreeMap;

use super::World;

/// How many are kept.
const MOST: usize = 48;

/// Worlds by position.
#[derive(Clone, Debug, Default)]
pub(super) struct Keyframes(BTreeMap<u64, World>);

impl Keyframes {
    /// Keeps a world as it is now; `cursor` is where the user stands.
    pub(super) fn keep(&mut self, world: &World, cursor: u64) {
        self.0.insert(world.position(), world.clone());
        if self.0.len() > MOST {
            self.thin(cursor);
        }
    }

    /// The last one at or before a position.
    pub(super) fn before(&self, position: u64) -> Option<&World> {
        self.0.range(..=position).next_back().map(|(_, world)| world)
    }

    /// Forgets those behind a position.
    pub(super) fn cut(&mut self, position: u64) {
        self.0.split_off(&(position + 1));
    }

    /// Removes the one that is missed least; never the first, from which everything can be computed.
    fn thin(&mut self, cursor: u64) {
        let positions: Vec<u64> = self.0.keys().copied().collect();
        let gap = |window: &[u64]| {
            let distance = cursor.abs_diff(window[1]) + 1;
            // Gaps are compared relative to the distance, in 1/1024.
            (u128::from(window[2] - window[0]) << 10) / u128::from(distance)
        };
        let least = positions.windows(3).min_by_key(|window| gap(window)).map(|window| window[1]);
        if let Some(position) = least {
            self.0.remove(&position);
        }
    }
}
