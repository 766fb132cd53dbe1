//! `statistics`: what a run on the model costs, on the scenario's cores and on other numbers of them.

use std::io::{self, Write};

use sim_core::world::Schedule;

use crate::cli::Statistics;
use crate::run::RunError;
use crate::{exit, front, load, text};

/// Runs a program on the model and prints its costs; gives the run's exit status.
///
/// # Errors
/// When it does not run.
pub(crate) fn run(what: &Statistics) -> Result<u8, RunError> {
    let schedule: Schedule = what.schedule.parse()?;
    let mut scenario = load::together(&what.target)?;
    scenario.manifest.cores = what.cores.unwrap_or(scenario.manifest.cores);
    let front = front::compile(&scenario)?;
    eprint!("{}", front.warnings);
    let run = front.on_model(&schedule);
    let mut out = io::stdout().lock();
    print(&mut out, &run.statistics)?;
    writeln!(out, "{}", text::end(&run.trace.end))?;
    Ok(exit::of_run(&run.trace))
}

fn print(out: &mut impl Write, costs: &sim_core::world::Statistics) -> io::Result<()> {
    writeln!(out, "cores      time (ns)  speed-up  context switches")?;
    for &on in &costs.times {
        let mark = if on.cores == costs.cores { '*' } else { ' ' };
        let (whole, rest) = (costs.speed_up(on) / 100, costs.speed_up(on) % 100);
        writeln!(out, "{mark}{:>4} {:>14} {:>6}.{rest:02} {:>17}", on.cores, on.time_ns, whole, on.switches)?;
    }
    writeln!(out, "{} copies between processes and kernel, {} bytes", costs.copied.times, costs.copied.bytes)?;
    writeln!(
        out,
        "{} bytes on their way in the kernel at the end, {} at most",
        costs.kernel_bytes, costs.most_kernel_bytes
    )
}
