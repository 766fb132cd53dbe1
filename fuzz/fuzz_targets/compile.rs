//! Any text through the whole front end and the linker.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sim_core::lang::compile;
use sim_core::lang::source::Origin;
use sim_core::scenario::File;

fuzz_target!(|text: &str| {
    let files = [File { name: "main.c".into(), text: text.into() }];
    let _ = compile("main", &files, &["main.c".into()], Origin::User);
});
