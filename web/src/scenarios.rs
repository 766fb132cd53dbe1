//! The scenarios that come with the page.

use lessons::Course;
use sim_core::scenario::Scenario;

/// Written by the build script.
const BUNDLED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/scenarios.bin"));

const COURSE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/course.bin"));

/// Which scenario a reader meets first.
pub const FIRST: &str = "pipe-hello";

/// All bundled scenarios, by id.
///
/// The bytes were written by this crate's build script, and a test reads them: they can only be well-formed.
#[must_use]
pub fn bundled() -> Vec<Scenario> {
    borsh::from_slice(BUNDLED).unwrap_or_default()
}

/// In which order they are taken; the same holds for its bytes.
#[must_use]
pub fn course() -> Course {
    borsh::from_slice(COURSE).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_scenario_has_a_program_and_a_title_in_both_languages() {
        let all = bundled();
        assert!(all.iter().any(|scenario| scenario.id == FIRST));
        for scenario in all {
            assert!(scenario.files.iter().any(|file| file.name.ends_with(".c")), "{}", scenario.id);
            assert!(!scenario.manifest.title.en.is_empty() && !scenario.manifest.title.ko.is_empty());
        }
    }
}
