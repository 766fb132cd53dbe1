//! Any text without headers through preprocessor and parser: no panic, no hang, no tree too high to walk.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sim_core::lang::diag::Diagnostics;
use sim_core::lang::parse::parse;
use sim_core::lang::pp::preprocess;
use sim_core::lang::source::{Origin, SourceMap};

fuzz_target!(|text: &str| {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let file = sources.add("main.c", text, Origin::User);
    let tokens = preprocess(&mut sources, file, &|_, _| None, &mut diagnostics);
    let _ = parse(tokens, &mut diagnostics);
});
