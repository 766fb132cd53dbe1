//! Any text through the preprocessor: no panic, no hang, bounded memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sim_core::lang::diag::Diagnostics;
use sim_core::lang::library::header;
use sim_core::lang::pp::preprocess;
use sim_core::lang::source::{Origin, SourceMap};

fuzz_target!(|text: &str| {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let file = sources.add("main.c", text, Origin::User);
    let open = |name: &str, _| header(name).map(|text| (name.to_owned(), text.to_owned(), Origin::Library));
    let _ = preprocess(&mut sources, file, &open, &mut diagnostics);
});
