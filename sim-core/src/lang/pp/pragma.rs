//! Pragmas (C11 6.10.6): `once` and `pack`; all others mean nothing here.

use super::Preprocessor;
use crate::lang::lex::Number;
use crate::lang::lex::{PpKind, PpToken, number};
use crate::lang::token::Punct;

/// What `#pragma pack` said (GCC manual 6.62.11).
#[derive(Debug, Default)]
pub(super) struct Pack {
    now: u8,
    pushed: Vec<u8>,
}

impl Pack {
    /// The largest alignment of members; 0 for none.
    pub(super) const fn now(&self) -> u8 {
        self.now
    }
}

impl Preprocessor<'_> {
    /// Obeys the pragma on a line.
    pub(super) fn pragma(&mut self, line: &[PpToken]) {
        let Some(first) = line.first() else { return };
        match &**self.symbols.text(first.symbol) {
            "once" => {
                if let Some(reading) = self.files.last() {
                    self.headers.set_once(reading.file);
                }
            }
            "pack" => {
                let words = self.expand_list(line[1..].to_vec());
                self.pack(&words);
            }
            _ => {}
        }
    }

    /// `pack(n)`, `pack()`, `pack(push)`, `pack(push, n)`, `pack(pop)`; a name between is ignored.
    fn pack(&mut self, words: &[PpToken]) {
        if !words.first().is_some_and(|word| word.is(Punct::LParen)) {
            return;
        }
        let mut wanted = None;
        let mut is_bare = true;
        for word in words.iter().take_while(|word| !word.is(Punct::RParen)) {
            let text = self.symbols.text(word.symbol).clone();
            match (&*text, word.kind) {
                ("push", PpKind::Ident) => self.pack.pushed.push(self.pack.now),
                ("pop", PpKind::Ident) => self.pack.now = self.pack.pushed.pop().unwrap_or(0),
                (text, PpKind::Number) => wanted = alignment(text),
                _ => continue,
            }
            is_bare = false;
        }
        if is_bare {
            self.pack.now = 0;
        }
        if let Some(wanted) = wanted {
            self.pack.now = wanted;
        }
    }
}

/// A small power of two.
fn alignment(text: &str) -> Option<u8> {
    match number(text) {
        Ok(Number::Int { value: value @ (0 | 1 | 2 | 4 | 8 | 16), .. }) => Some(value as u8),
        _ => None,
    }
}
