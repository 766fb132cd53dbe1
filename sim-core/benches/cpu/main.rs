//! How fast the CPU runs over the model's memory, with page rights checked at every access; against `lua5.4`, where that
//! is installed, in the same run. The yardstick: at most twice Lua's time.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group};
use sim_core::kernel::mm::{AddressSpace, PhysicalMemory};
use sim_core::lang::compile::compile;
use sim_core::lang::source::Origin;
use sim_core::machine::load::{Image, initial_stack};
use sim_core::machine::{Machine, Program, StopAt, Trap};
use sim_core::scenario::File;

/// The system call that every program ends with.
const EXIT_GROUP: u64 = 231;

/// A C program that returns 0 if it computed what it should, and the same in Lua.
struct Pair {
    name: &'static str,
    program: Arc<Program>,
    lua: &'static str,
}

impl Pair {
    fn new(name: &'static str, c: &str, lua: &'static str) -> Self {
        let file = File { name: format!("{name}.c"), text: c.to_owned() };
        let units = [file.name.clone()];
        let compiled = compile(name, &[file], &units, Origin::User);
        let program = compiled.program.unwrap_or_else(|| unreachable!("{name}.c: {:?}", compiled.diagnostics));
        Self { name, program, lua }
    }
}

fn pairs() -> [Pair; 3] {
    [
        Pair::new("count", include_str!("count.c"), include_str!("count.lua")),
        Pair::new("sieve", include_str!("sieve.c"), include_str!("sieve.lua")),
        Pair::new("fib", include_str!("fib.c"), include_str!("fib.lua")),
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

/// Lua's time, its own start not counted.
fn lua(script: &str) -> Option<Duration> {
    let run = |script: &str| {
        let status = Command::new("lua5.4").args(["-e", script]).stdout(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    let (is_there, empty) = best_of(3, || run(""));
    is_there.then(|| best_of(5, || run(script)).1.saturating_sub(empty))
}

fn compare_with_lua() {
    println!("{:8} {:>12} {:>8} {:>8} {:>6}", "program", "instructions", "ours", "lua5.4", "ratio");
    for pair in pairs() {
        let (steps, ours) = best_of(5, || run(&pair.program));
        let theirs = lua(pair.lua);
        let ns = ours.as_secs_f64() * 1e9 / steps as f64;
        let text = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1e3);
        let ratio = theirs.map(|theirs| format!("{:.2}", ours.as_secs_f64() / theirs.as_secs_f64()));
        println!(
            "{:8} {steps:>12} {:>8} {:>8} {:>6} ({ns:.2} ns an instruction)",
            pair.name,
            text(ours),
            theirs.map_or_else(|| "missing".to_owned(), text),
            ratio.unwrap_or_default()
        );
    }
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
    compare_with_lua();
    benches();
    Criterion::default().configure_from_args().final_summary();
}
