//! Random numbers that are the same everywhere for the same seed.

/// A generator (SplitMix64: one word of state, every seed is good).
#[derive(Clone, Debug)]
pub(super) struct Rng(u64);

impl Rng {
    /// The generator of one case of a seed.
    pub(super) fn of_case(seed: u64, case: u64) -> Self {
        let mut rng = Self(seed);
        Self(rng.next() ^ case.wrapping_mul(0xd6e8_feb8_6659_fd93))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is at least 1.
    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Whether something happens that happens `percent` times in a hundred.
    pub(super) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub(super) fn of<T: Copy>(&mut self, several: &[T]) -> T {
        several[self.below(several.len())]
    }

    /// The index of one of several, by weight.
    pub(super) fn weighted(&mut self, weights: impl Iterator<Item = usize> + Clone) -> usize {
        let mut left = self.below(weights.clone().sum());
        let fits = |weight: usize| {
            let is_here = left < weight;
            left = left.saturating_sub(weight);
            is_here
        };
        weights.map(fits).position(|is_here| is_here).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_the_same_whenever_it_is_asked_for() {
        let draw = |case| (0..8).map(|_| Rng::of_case(7, case).below(1000)).collect::<Vec<_>>();
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3), draw(4));
    }

    #[test]
    fn weights_of_zero_are_never_drawn() {
        let mut rng = Rng::of_case(1, 1);
        assert!((0..100).all(|_| rng.weighted([0, 3, 0, 1].into_iter()) % 2 == 1));
    }
}
