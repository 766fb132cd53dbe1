//! The few presentational facts that depend on data: which of the process colours a task has.

/// How many process colours there are (Okabe and Ito's, without black).
const COLOURS: u32 = 8;

/// The class that sets a task's colour on an element and all inside.
pub(super) fn task_class(task: u32) -> String {
    format!("p{}", task.saturating_sub(1) % COLOURS + 1)
}

/// An address as the page writes it: at least four hexadecimal digits, in the notes' way.
pub(super) fn address(addr: u64) -> String {
    format!("{addr:04x}h")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_come_round_after_eight_tasks() {
        assert_eq!(task_class(1), "p1");
        assert_eq!(task_class(8), "p8");
        assert_eq!(task_class(9), "p1");
    }

    #[test]
    fn addresses_read_as_in_the_notes() {
        assert_eq!(address(0xfe8), "0fe8h");
        assert_eq!(address(0xfff_eff8), "fffeff8h");
    }
}
