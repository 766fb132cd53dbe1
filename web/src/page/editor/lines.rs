//! A text as lines of pieces, each with its colour and the diagnostic that it belongs to.

use sim_core::lang::diag::Severity;

use super::highlight::{self, Class};
use crate::protocol::Note;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The text.
    pub(super) text: String,
    /// Its colour.
    pub(super) class: Class,
    /// The worst diagnostic about it.
    pub(super) severity: Option<Severity>,
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its pieces; without the end of the line.
    pub(super) pieces: Vec<Piece>,
}

/// Cuts a text into lines; `notes` are those about this text.
pub(super) fn lines(text: &str, notes: &[&Note]) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    for (range, class) in highlight::highlight(text) {
        let mut at = range.start;
        while at < range.end {
            let (end, severity) = uniform(text, at, range.end, notes);
            push(&mut lines, &text[at..end], class, severity);
            at = end;
        }
    }
    lines
}

/// How far from `at` on the same diagnostics apply, and the worst of them.
fn uniform(text: &str, at: usize, end: usize, notes: &[&Note]) -> (usize, Option<Severity>) {
    let mut end = end;
    let mut worst = None;
    for note in notes {
        let (start, stop) = (note.start as usize, (note.end as usize).max(note.start as usize + 1));
        if (start..stop).contains(&at) {
            worst = worst.max(Some(note.severity));
        }
        for edge in [start, stop] {
            if edge > at && edge < end && text.is_char_boundary(edge) {
                end = edge;
            }
        }
    }
    (end, worst)
}

fn push(lines: &mut Vec<Line>, text: &str, class: Class, severity: Option<Severity>) {
    for (index, part) in text.split('\n').enumerate() {
        if index > 0 {
            lines.push(Line::default());
        }
        if let (false, Some(line)) = (part.is_empty(), lines.last_mut()) {
            line.pieces.push(Piece { text: part.to_owned(), class, severity });
        }
    }
}

#[cfg(test)]
mod tests {
    use sim_core::lang::diag::Bilingual;

    use super::*;

    fn note(start: u32, end: u32) -> Note {
        let message = Bilingual { en: "wrong".to_owned(), ko: "틀림".to_owned() };
        let (program, file) = ("p".to_owned(), "main.c".to_owned());
        Note { program, file, line: 1, column: 1, start, end, severity: Severity::Error, code: 1, message, help: None }
    }

    fn texts(line: &Line) -> Vec<&str> {
        line.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn a_text_that_ends_in_a_new_line_has_an_empty_last_line() {
        let lines = lines("a\nb\n", &[]);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].pieces.is_empty());
    }

    #[test]
    fn a_diagnostic_marks_exactly_its_place() {
        let note = note(4, 5);
        let lines = lines("int x;", &[&note]);
        assert_eq!(texts(&lines[0]), ["int", " ", "x", ";"]);
        assert_eq!(lines[0].pieces[2].severity, Some(Severity::Error));
        assert_eq!(lines[0].pieces[3].severity, None);
    }

    #[test]
    fn a_diagnostic_that_cuts_a_character_does_no_harm() {
        let note = note(4, 5);
        let joined: String = lines("// 한글", &[&note])[0].pieces.iter().map(|piece| piece.text.clone()).collect();
        assert_eq!(joined, "// 한글");
    }
}
