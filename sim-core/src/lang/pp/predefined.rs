//! The macros that are there from the start: those of GCC 12 for x86-64 Linux that programs and headers ask for.

use super::Preprocessor;
use super::macros::{Builtin, Macro, MacroKind};
use crate::lang::lex::{PpKind, tokenize};
use crate::lang::source::{FileId, Span};

/// One macro a line: its name, a blank, its replacement.
///
/// `__DATE__` and `__TIME__` are the epoch's: a compile is a function of its text. `long double` computes as `double`
/// here, and its limits say so.
const PREDEFINED: &str = include_str!("predefined.txt");

const BUILTINS: [(&str, Builtin); 7] = [
    ("__LINE__", Builtin::Line),
    ("__FILE__", Builtin::File),
    ("__COUNTER__", Builtin::Counter),
    ("__INCLUDE_LEVEL__", Builtin::IncludeLevel),
    ("__has_include", Builtin::HasInclude),
    ("_Pragma", Builtin::Pragma),
    ("__BASE_FILE__", Builtin::BaseFile),
];

pub(super) fn define(preprocessor: &mut Preprocessor<'_>) {
    for (name, builtin) in BUILTINS {
        let symbol = preprocessor.symbols.add(name);
        let definition = Macro { kind: MacroKind::Builtin(builtin), body: Vec::new() };
        preprocessor.macros.set(symbol, Some(definition));
    }
    let nowhere = FileId(Span::NONE.file.0);
    let tokens = tokenize(PREDEFINED, nowhere, &mut preprocessor.symbols);
    let ends = |token: &&crate::lang::lex::PpToken| !token.is_line_start && token.kind != PpKind::Eof;
    let mut rest = tokens.as_slice();
    while let Some((first, tail)) = rest.split_first().filter(|(first, _)| first.kind != PpKind::Eof) {
        let len = tail.iter().take_while(ends).count();
        let line = [&[*first], &tail[..len]].concat();
        preprocessor.define(&line, Span::NONE);
        rest = &tail[len..];
    }
}
