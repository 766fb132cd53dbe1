//! `check`: the same scenario and schedule on the model and on real Linux, compared event by event.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use sim_core::abi::Trace;
use sim_core::abi::event::{End, Event, Site};
use sim_core::scenario::Scenario;
use sim_core::world::Schedule;

use crate::front::{self, Front};
use crate::lockstep::{Limits, LockstepError, Run, Server};
use crate::text;

/// How a comparison came out.
pub(crate) enum Verdict {
    /// Both sides agree; so many events were compared, and so long did Linux take.
    Passed(usize, Duration),
    /// The first difference.
    Differs(Difference),
    /// It cannot be run here, and why.
    Skipped(String),
    /// There is nothing to compare.
    Failed(String),
}

/// The first event in which two traces differ.
pub(crate) struct Difference {
    /// Its index.
    pub(crate) index: usize,
    /// What the model has there.
    pub(crate) model: String,
    /// What Linux has there.
    pub(crate) linux: String,
    site: Option<Site>,
}

/// Checks scenarios and prints the table; says whether all agree.
///
/// # Errors
/// When the table cannot be printed.
pub(crate) fn all(scenarios: &[Scenario], times: u32) -> io::Result<bool> {
    let mut out = io::stdout().lock();
    let paint = Paint { is_on: out.is_terminal() };
    let mut server = None;
    let (mut passed, mut skipped, mut failed) = (0, 0, 0);
    let width = scenarios.iter().map(|scenario| scenario.id.len()).max().unwrap_or(0);
    for scenario in scenarios {
        for (schedule, verdict) in verdicts(scenario, &mut server, times) {
            match verdict {
                Verdict::Passed(..) => passed += 1,
                Verdict::Skipped(_) => skipped += 1,
                Verdict::Differs(_) | Verdict::Failed(_) => failed += 1,
            }
            print(&mut out, &format!("{:width$}  {schedule:<16}", scenario.id), &verdict, times, paint)?;
        }
    }
    let skipped = if skipped == 0 { String::new() } else { format!(", {skipped} skipped") };
    writeln!(out, "{passed} passed{skipped}, {failed} failed")?;
    Ok(failed == 0)
}

/// The verdict for each schedule of a scenario: the default one, then those of the manifest. The server is started when it
/// is first needed.
pub(crate) fn verdicts(scenario: &Scenario, server: &mut Option<Server>, times: u32) -> Vec<(String, Verdict)> {
    let front = match front::compile(scenario) {
        Ok(front) => front,
        Err(refusal) => {
            eprint!("{}", refusal.diagnostics);
            return vec![(String::new(), Verdict::Failed("the program is refused".to_owned()))];
        }
    };
    let texts = std::iter::once("v1:").chain(scenario.manifest.schedules.iter().map(String::as_str));
    texts.map(|text| (text.to_owned(), one(&front, text, server, times))).collect()
}

fn one(front: &Front, schedule: &str, server: &mut Option<Server>, times: u32) -> Verdict {
    let schedule = match schedule.parse::<Schedule>() {
        Ok(schedule) => schedule,
        Err(error) => return Verdict::Failed(error.to_string()),
    };
    let model = front.on_model(&schedule).trace;
    if let End::Unsupported { .. } = model.end {
        return Verdict::Failed(text::end(&model.end));
    }
    match on_linux(front, &schedule, server, times) {
        Ok(linux) => compare(&model, &linux),
        Err(LockstepError::Impossible(why)) => Verdict::Skipped(why),
        Err(error) => {
            // What is left of a server that failed is not to be trusted.
            *server = None;
            Verdict::Failed(error.to_string())
        }
    }
}

fn on_linux(front: &Front, schedule: &Schedule, server: &mut Option<Server>, times: u32) -> Result<Run, LockstepError> {
    let server = match server {
        Some(server) => server,
        None => server.insert(Server::start()?),
    };
    server.run_often(front.scenario(), schedule, Limits::default(), times)
}

fn compare(model: &Trace, linux: &Run) -> Verdict {
    difference(model, &linux.trace).map_or(Verdict::Passed(model.events.len(), linux.took), Verdict::Differs)
}

/// Compares who did what; where in the text it stands is the same by construction.
pub(crate) fn difference(model: &Trace, linux: &Trace) -> Option<Difference> {
    let [ours, theirs] = [model, linux].map(|trace| {
        let compared = trace.events.iter().filter(|event| event.body.is_compared());
        compared.collect::<Vec<_>>()
    });
    let is_same = |(one, two): (&&Event, &&Event)| one.task == two.task && one.body == two.body;
    let common = ours.iter().zip(&theirs).take_while(|&pair| is_same(pair)).count();
    if common == ours.len().max(theirs.len()) && model.end == linux.end {
        return None;
    }
    let side = |events: &[&Event], trace: &Trace| match events.get(common) {
        Some(event) => text::line(event),
        None => text::end(&trace.end),
    };
    let site = ours.get(common).or(theirs.get(common)).and_then(|event| event.site.clone());
    Some(Difference { index: common, model: side(&ours, model), linux: side(&theirs, linux), site })
}

/// Colour, if the table goes to a terminal.
#[derive(Clone, Copy)]
struct Paint {
    is_on: bool,
}

impl Paint {
    fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    fn yellow(self, text: &str) -> String {
        self.with("33", text)
    }

    fn red(self, text: &str) -> String {
        self.with("31", text)
    }

    fn with(self, colour: &str, text: &str) -> String {
        if self.is_on { format!("\x1b[{colour}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

fn print(out: &mut impl Write, name: &str, verdict: &Verdict, times: u32, paint: Paint) -> io::Result<()> {
    match verdict {
        Verdict::Passed(events, _) if times == 1 => {
            writeln!(out, "{name}  {}  {events} events", paint.green("passed"))
        }
        Verdict::Passed(events, took) => {
            let rate = f64::from(times) / took.as_secs_f64();
            writeln!(out, "{name}  {}  {events} events, {rate:.0} runs/s", paint.green("passed"))
        }
        Verdict::Skipped(why) => writeln!(out, "{name}  {}  {why}", paint.yellow("skipped")),
        Verdict::Failed(why) => writeln!(out, "{name}  {}  {why}", paint.red("failed")),
        Verdict::Differs(difference) => {
            let at = difference.site.as_ref().map_or(String::new(), |site| format!(", {}:{}", site.file, site.line));
            writeln!(out, "{name}  {}  at event {}{at}", paint.red("failed"), difference.index + 1)?;
            writeln!(out, "    model: {}", difference.model)?;
            writeln!(out, "    linux: {}", difference.linux)
        }
    }
}
