//! Spellings as numbers, so that tokens are small and comparing names is comparing numbers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::rc::Rc;

use crate::lang::token::Keyword;

/// A spelling: an index into [`Symbols`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Symbol(pub(crate) u32);

/// The spellings of one compilation. The keywords come first.
pub(crate) struct Symbols {
    texts: Vec<Rc<str>>,
    /// Only looked up, never iterated; the hasher has no random seed.
    known: HashMap<Rc<str>, Symbol, BuildHasherDefault<DefaultHasher>>,
}

impl Symbols {
    /// The empty spelling.
    pub(crate) const EMPTY: Symbol = Symbol(Keyword::SPELLINGS.len() as u32);

    pub(crate) fn new() -> Self {
        let mut symbols = Self { texts: Vec::new(), known: HashMap::default() };
        for (text, _) in Keyword::SPELLINGS {
            symbols.add(text);
        }
        symbols.add("");
        symbols
    }

    /// The symbol of a spelling.
    pub(crate) fn add(&mut self, text: &str) -> Symbol {
        if let Some(&symbol) = self.known.get(text) {
            return symbol;
        }
        let symbol = Symbol(self.texts.len() as u32);
        let text: Rc<str> = text.into();
        self.texts.push(text.clone());
        self.known.insert(text, symbol);
        symbol
    }

    /// The spelling.
    pub(crate) fn text(&self, symbol: Symbol) -> &Rc<str> {
        &self.texts[symbol.0 as usize]
    }

    /// The keyword that is spelled so.
    pub(crate) fn keyword(symbol: Symbol) -> Option<Keyword> {
        Keyword::SPELLINGS.get(symbol.0 as usize).map(|&(_, keyword)| keyword)
    }
}
