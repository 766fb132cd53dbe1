//! Which key does what, while the focus is inside the lab and not in a field.

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum KeyCommand {
    /// One step forward.
    Step,
    /// One step back.
    Back,
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
}

/// The command of a key, by its `KeyboardEvent.key`.
pub(super) fn command(key: &str) -> Option<KeyCommand> {
    match key {
        "ArrowRight" => Some(KeyCommand::Step),
        "ArrowLeft" => Some(KeyCommand::Back),
        "Home" => Some(KeyCommand::ToStart),
        "End" => Some(KeyCommand::ToEnd),
        " " => Some(KeyCommand::PlayOrPause),
        "Escape" => Some(KeyCommand::Stop),
        _ => match key.as_bytes() {
            [digit @ b'1'..=b'9'] => Some(KeyCommand::Choose(u32::from(digit - b'0'))),
            _ => None,
        },
    }
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
        assert_eq!(command("2"), Some(KeyCommand::Choose(2)));
        assert_eq!(command("0"), None);
        assert_eq!(command("F1"), None);
    }

    #[test]
    fn everything_that_moves_the_run_has_a_key() {
        let all = ["ArrowRight", "ArrowLeft", "Home", "End", " ", "Escape"].map(|key| command(key).expect(key));
        assert_eq!(all.iter().collect::<std::collections::HashSet<_>>().len(), all.len());
    }

    #[test]
    fn a_text_area_keeps_every_key_and_a_button_only_those_that_press_it() {
        assert!(keeps_its_keys("TEXTAREA", false));
        assert!(keeps_its_keys("BUTTON", true));
        assert!(!keeps_its_keys("BUTTON", false));
    }
}
