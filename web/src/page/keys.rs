//! Which key does what, while the focus is inside the lab and not in a field.

use crate::protocol::Granularity;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum KeyCommand {
    /// One step forward.
    Step,
    /// One step back.
    Back,
    /// Run to the next breakpoint.
    Run,
    /// Run back to the last one.
    RunBack,
    /// To the start.
    ToStart,
    /// To the end.
    ToEnd,
    /// Begin or end playback.
    PlayOrPause,
    /// Stop on the way to the end.
    Stop,
    /// A step of this task.
    Choose(u32),
    /// Run to the next event of this task.
    EventOf(u32),
    /// Set or take away a breakpoint where the task stands that moved.
    Break,
    /// How far a step goes.
    Granularity(Granularity),
    /// Play faster, or slower.
    Pace(i8),
    /// Show or hide the lesson.
    Lesson,
    /// Show the keys.
    Help,
}

/// The command of a key, by `KeyboardEvent.key`, `KeyboardEvent.code` and whether Shift is pressed.
pub(super) fn command(key: &str, code: &str, is_shifted: bool) -> Option<KeyCommand> {
    if let Some(task) = digit(code) {
        return Some(if is_shifted { KeyCommand::EventOf(task) } else { KeyCommand::Choose(task) });
    }
    match (key, is_shifted) {
        ("ArrowRight", false) => Some(KeyCommand::Step),
        ("ArrowLeft", false) => Some(KeyCommand::Back),
        ("ArrowRight", true) => Some(KeyCommand::Run),
        ("ArrowLeft", true) => Some(KeyCommand::RunBack),
        ("Home", _) => Some(KeyCommand::ToStart),
        ("End", _) => Some(KeyCommand::ToEnd),
        (" ", _) => Some(KeyCommand::PlayOrPause),
        ("Escape", _) => Some(KeyCommand::Stop),
        ("b", _) => Some(KeyCommand::Break),
        ("s", _) => Some(KeyCommand::Granularity(Granularity::Statement)),
        ("c", _) => Some(KeyCommand::Granularity(Granularity::Call)),
        ("i", _) => Some(KeyCommand::Granularity(Granularity::Instruction)),
        (".", _) => Some(KeyCommand::Pace(1)),
        (",", _) => Some(KeyCommand::Pace(-1)),
        ("l", _) => Some(KeyCommand::Lesson),
        ("?", _) => Some(KeyCommand::Help),
        _ => None,
    }
}

/// The task of a digit key, wherever the layout puts its signs.
fn digit(code: &str) -> Option<u32> {
    let digit = code.strip_prefix("Digit").or_else(|| code.strip_prefix("Numpad"))?;
    digit.parse().ok().filter(|task| (1..=9).contains(task))
}

/// Whether an element uses keys itself, by its tag name.
pub(super) fn keeps_its_keys(tag: &str, is_activation: bool) -> bool {
    match tag {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !is_activation,
        "BUTTON" | "SUMMARY" | "A" => is_activation,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_choose_a_process() {
        assert_eq!(command("2", "Digit2", false), Some(KeyCommand::Choose(2)));
        assert_eq!(command("@", "Digit2", true), Some(KeyCommand::EventOf(2)));
        assert_eq!(command("0", "Digit0", false), None);
        assert_eq!(command("F1", "F1", false), None);
    }

    #[test]
    fn everything_that_moves_the_run_has_a_key_of_its_own() {
        let plain = ["ArrowRight", "ArrowLeft", "Home", "End", " ", "Escape", "b", "s", "c", "i", ".", ",", "l", "?"];
        let mut all: Vec<_> = plain.iter().map(|key| command(key, "", false).expect(key)).collect();
        all.extend(["ArrowRight", "ArrowLeft"].map(|key| command(key, "", true).expect(key)));
        assert_eq!(all.iter().collect::<std::collections::HashSet<_>>().len(), all.len());
    }

    #[test]
    fn a_text_area_keeps_every_key_and_a_button_only_those_that_press_it() {
        assert!(keeps_its_keys("TEXTAREA", false));
        assert!(keeps_its_keys("BUTTON", true));
        assert!(!keeps_its_keys("BUTTON", false));
    }
}
