//! How fast the CPU runs over the model's memory, with page rights checked at every access; against `lua5.4`, where that
//! is installed, in the same run. The yardstick: at most twice Lua's time.

mod assembled;

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group};
use sim_core::kernel::mm::{AddressSpace, PhysicalMemory};
use sim_core::machine::load::{Image, initial_stack};
use sim_core::machine::{Machine, Program, StopAt, Trap};

/// A program, and the same in Lua.
struct Pair {
    name: &'static str,
    program: Arc<Program>,
    lua: String,
}

fn pairs() -> Vec<Pair> {
    let count = format!("local i, s = 0, 0 while i < {} do s = s + i i = i + 1 end", assembled::COUNT_TO);
    let sieve = format!(
        "local n, c, k = {}, {{}}, 0 for i = 0, n - 1 do c[i] = 0 end
         for i = 2, n - 1 do if c[i] == 0 then k = k + 1 for j = 2 * i, n - 1, i do c[j] = 1 end end end",
        assembled::SIEVE_TO
    );
    let fib = format!(
        "local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end fib({})",
        assembled::FIB_OF
    );
    vec![
        Pair { name: "count", program: assembled::count(), lua: count },
        Pair { name: "sieve", program: assembled::sieve(), lua: sieve },
        Pair { name: "fib", program: assembled::fib(), lua: fib },
    ]
}

/// Runs a program until its first system call; yields its argument and the instructions executed.
fn run(program: &Arc<Program>) -> (u64, u64) {
    let stack = initial_stack(&[], &[]);
    let mut memory = PhysicalMemory::new();
    let mut space = AddressSpace::load(&mut memory, &Image::new(program), &stack);
    let mut machine = Machine::new(Arc::clone(program));
    machine.enter(program.start, &[], stack.sp);
    match machine.run(&mut space.user(&mut memory), u64::MAX, StopAt::Nothing) {
        Trap::Syscall { args, .. } => (args[0], machine.steps()),
        trap => unreachable!("the program ended with {trap:?}"),
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
    println!("{:8} {:>10} {:>12} {:>8} {:>10} {:>7}", "program", "result", "instructions", "ours", "lua5.4", "ratio");
    for pair in pairs() {
        let ((result, steps), ours) = best_of(5, || run(&pair.program));
        let theirs = lua(&pair.lua);
        let ns = ours.as_secs_f64() * 1e9 / steps as f64;
        let text = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1e3);
        let ratio = theirs.map(|theirs| format!("{:.2}", ours.as_secs_f64() / theirs.as_secs_f64()));
        println!(
            "{:8} {result:>10} {steps:>12} {:>8} {:>10} {:>7} ({ns:.2} ns an instruction)",
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
        let stack = initial_stack(&[pair.name.to_owned()], &[]);
        let mut memory = PhysicalMemory::new();
        let mut space = AddressSpace::load(&mut memory, &Image::new(&pair.program), &stack);
        let mut machine = Machine::new(Arc::clone(&pair.program));
        machine.enter(pair.program.start, &[], stack.sp);
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
