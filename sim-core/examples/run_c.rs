//! Compiles C files and runs them on the machine without a kernel: `cargo run --example run_c -- [-S] [-t] FILE.c… [-- ARG…]`.
//! `-S` prints the code of the program's own functions, `-t` the number of instructions and the time.

#[path = "../tests/common/mod.rs"]
mod common;

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use sim_core::lang::compile::compile;
use sim_core::lang::debug::disassemble;
use sim_core::lang::diag::Locale;
use sim_core::lang::source::Origin;
use sim_core::scenario::File;

fn main() -> std::io::Result<ExitCode> {
    let mut words = std::env::args().skip(1);
    let (flags, names): (Vec<String>, Vec<String>) =
        words.by_ref().take_while(|word| word != "--").partition(|word| word.starts_with('-'));
    let has = |flag: &str| flags.iter().any(|given| given == flag);
    let read = |name: &String| Ok(File { name: name.clone(), text: std::fs::read_to_string(name)? });
    let files: Vec<File> = names.iter().map(read).collect::<std::io::Result<_>>()?;
    let units: Vec<String> = names.iter().filter(|name| name.ends_with(".c")).cloned().collect();
    let compiled = compile("a.out", &files, &units, Origin::User);
    for diagnostic in &compiled.diagnostics {
        eprint!("{}", diagnostic.render(&compiled.sources, Locale::En));
    }
    let Some(program) = compiled.program else { return Ok(ExitCode::from(65)) };
    if has("-S") {
        for (index, _) in program.functions.iter().enumerate().filter(|(_, info)| !info.is_library || has("-a")) {
            print!("{}", disassemble(&program, index));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut stdin = Vec::new();
    if has("-i") {
        std::io::stdin().read_to_end(&mut stdin)?;
    }
    let args: Vec<String> = std::iter::once("a.out".into()).chain(words).collect();
    let started = std::time::Instant::now();
    let ran = common::run(&program, &args, &stdin, u64::MAX);
    std::io::stdout().write_all(&ran.output)?;
    if has("-t") {
        eprintln!("{} instructions in {:?}", ran.steps, started.elapsed());
    }
    Ok(match ran.end {
        Ok(status) => ExitCode::from(status as u8),
        Err(stop) => {
            eprintln!("stopped: {stop}");
            ExitCode::from(70)
        }
    })
}
