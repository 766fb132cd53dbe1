//! How fast the CPU runs over the model's memory, with page rights checked at every access; against others, where they
//! are installed, in the same run. The yardstick: at most twice Lua's time. And how fast a program of 2,000 lines
//! compiles: in under 50 ms.

mod rivals;

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group};
use sim_core::kernel::mm::{AddressSpace, PhysicalMemory};
use sim_core::lang::compile::compile;
use sim_core::lang::source::Origin;
use sim_core::machine::load::{Image, initial_stack};
use sim_core::machine::{Machine, Program, StopAt, Trap};
use sim_core::scenario::File;

use rivals::RIVALS;

/// The system call that every program ends with.
const EXIT_GROUP: u64 = 231;

/// A C program that returns 0 if it computed what it should, and the same in Lua and Python.
struct Pair {
    name: &'static str,
    program: Arc<Program>,
    lua: &'static str,
    python: &'static str,
}

impl Pair {
    fn new(name: &'static str, c: &str, lua: &'static str, python: &'static str) -> Self {
        let file = File { name: format!("{name}.c"), text: c.to_owned() };
        let units = [file.name.clone()];
        let compiled = compile(name, &[file], &units, Origin::User);
        let program = compiled.program.unwrap_or_else(|| unreachable!("{name}.c: {:?}", compiled.diagnostics));
        Self { name, program, lua, python }
    }
}

fn pairs() -> [Pair; 3] {
    [
        Pair::new("count", include_str!("count.c"), include_str!("count.lua"), include_str!("count.py")),
        Pair::new("sieve", include_str!("sieve.c"), include_str!("sieve.lua"), include_str!("sieve.py")),
        Pair::new("fib", include_str!("fib.c"), include_str!("fib.lua"), include_str!("fib.py")),
    ]
}

/// A process that has not run yet.
fn load(program: &Arc<Program>) -> (PhysicalMemory, AddressSpace, Machine) {
    let stack = initial_stack(std::slice::from_ref(&program.name), &[]);
    let mut memory = PhysicalMemory::new();
    let space = AddressSpace::load(&mut memory, &Image::new(program), &stack);
    let mut machine = Machine::new(Arc::clone(program));
    machine.enter(program.start, &[stack.argc, stack.argv, stack.envp], stack.sp);
    (memory, space, machine)
}

/// Runs a program until it exits; yields how many instructions that took.
fn run(program: &Arc<Program>) -> u64 {
    let (mut memory, mut space, mut machine) = load(program);
    loop {
        match machine.run(&mut space.user(&mut memory), u64::MAX, StopAt::Nothing) {
            Trap::Syscall { nr: EXIT_GROUP, args: [0, ..] } => return machine.steps(),
            Trap::Syscall { nr, .. } if nr != EXIT_GROUP => machine.finish_syscall(0),
            trap => unreachable!("{} ended with {trap:?}", program.name),
        }
    }
}

fn best_of<R>(times: usize, mut action: impl FnMut() -> R) -> (R, Duration) {
    let mut timed = || {
        let start = Instant::now();
        (action(), start.elapsed())
    };
    let mut best = timed();
    for _ in 1..times {
        let next = timed();
        if next.1 < best.1 {
            best = next;
        }
    }
    best
}

fn compare() {
    print!("{:8} {:>12} {:>8}", "program", "instructions", "ours");
    RIVALS.iter().for_each(|rival| print!(" {:>18}", rival.name));
    println!();
    for pair in pairs() {
        let (steps, ours) = best_of(5, || run(&pair.program));
        let ns = ours.as_secs_f64() * 1e9 / steps as f64;
        print!("{:8} {steps:>12} {:>5.0} ms", pair.name, ours.as_secs_f64() * 1e3);
        for rival in &RIVALS {
            let text = rival.time(&pair).map_or_else(String::new, |theirs| {
                format!("{:.0} ms ({:.3})", theirs.as_secs_f64() * 1e3, ours.as_secs_f64() / theirs.as_secs_f64())
            });
            print!(" {text:>18}");
        }
        println!("  {ns:.2} ns an instruction");
    }
}

/// A program of 2,000 lines as students write them, and the time that compiling it takes, the library known.
fn compile_long() {
    let mut text = "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <unistd.h>\n".to_owned();
    for number in 0..166 {
        let _ = writeln!(
            text,
            "static int step{number}(int fd, char *text)\n{{\n    int count = {number};\n\n    \
             for (int i = 0; text[i] != '\\0'; i++) {{\n        if (text[i] == 'x')\n            count += i;\n    }}\n    \
             if (write(fd, text, strlen(text)) < 0)\n        perror(\"write\");\n    return count;\n}}"
        );
    }
    text.push_str("int main(void) { printf(\"%d\\n\", step0(1, \"x\")); return 0; }\n");
    let lines = text.lines().count();
    let files = [File { name: "long.c".to_owned(), text }];
    let compile_it = || compile("long", &files, &["long.c".to_owned()], Origin::User).program.is_some();
    let (is_right, time) = best_of(10, compile_it);
    println!("compile  {lines} lines in {:.1} ms{}", time.as_secs_f64() * 1e3, if is_right { "" } else { ": refused" });
}

/// What a keyframe of a process costs: a small one, and one with 1,200 pages.
fn keyframe(criterion: &mut Criterion) {
    for pair in pairs().into_iter().filter(|pair| pair.name != "count") {
        let (mut memory, mut space, mut machine) = load(&pair.program);
        machine.run(&mut space.user(&mut memory), 10_000_000, StopAt::Nothing);
        let name = format!("clone of a process with {} pages", space.resident());
        criterion.bench_function(&name, |bencher| {
            bencher.iter(|| (memory.clone(), space.clone(), machine.clone()));
        });
    }
}

fn programs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("run");
    group.sample_size(10);
    for pair in pairs() {
        group.bench_function(pair.name, |bencher| bencher.iter(|| run(&pair.program)));
    }
    group.finish();
}

criterion_group!(benches, keyframe, programs);

fn main() {
    compare();
    compile_long();
    benches();
    Criterion::default().configure_from_args().final_summary();
}
