//! What page and worker say to each other.
//!
//! A message is an array of bytes in a `postMessage`, in borsh's format: both ends are of one build, one array crosses
//! faster than a tree of objects, and the code that reads it is a third of what JSON takes. A request starts something; replies come whenever
//! there is something to show. Every program that the page opens has a *generation*; replies about an older one than
//! the page's own are ignored, so that fast typing cannot show the wrong machine.

use borsh::{BorshDeserialize, BorshSerialize};
use sim_core::abi::Site;
use sim_core::lang::diag::{Bilingual, Severity};
use sim_core::scenario::Scenario;
use sim_core::view::View;
use sim_core::view::lanes::Lanes;
use wasm_bindgen::JsCast;

/// At most this many of the past events are shown; the newest.
pub(crate) const SHOWN_EVENTS: usize = 200;

/// How far one step goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub enum Granularity {
    /// One instruction of the CPU.
    Instruction,
    /// To the next statement of the program's own text.
    #[default]
    Statement,
    /// To the next system call, access to shared memory or fault, and through it.
    Call,
}

/// Who ran when: enough to take a run again as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Recording {
    /// Each task in turn, and how many instructions it executed.
    pub turns: Vec<(u32, u64)>,
    /// How many instructions had been executed where the run stood.
    pub position: u64,
    /// How far each step shall go when the run is taken again.
    pub granularity: Granularity,
}

/// A file that a run can be saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Format {
    /// The trace, as `native-check trace --format json` writes it.
    Json,
    /// The trace for <https://ui.perfetto.dev> and `chrome://tracing`.
    Perfetto,
    /// The lanes as a picture.
    Svg,
}

impl Format {
    /// How the file's name ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Json => ".trace.json",
            Self::Perfetto => ".perfetto.json",
            Self::Svg => ".svg",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Json | Self::Perfetto => "application/json",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// Where a run shall stand when its program has been compiled.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Start {
    /// At its beginning.
    #[default]
    Beginning,
    /// Behind this many steps, taken by whoever is next.
    Steps(Granularity, u64),
    /// Where it stood before.
    Recorded(Recording),
}

/// A line of a program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Place {
    /// The file, as the scenario names it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// Where running forward is to end, if the run does not end before. All but the first stop at breakpoints too.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Goal {
    /// At the end of the run.
    End,
    /// At a breakpoint.
    Breakpoint,
    /// Behind the next event of this task.
    EventOf(u32),
    /// Where a task comes to this line.
    Line(Place),
}

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Request {
    /// Compile this and stand at its start. Ends whatever ran before.
    Open {
        /// The generation that this begins.
        generation: u32,
        /// The programs.
        scenario: Box<Scenario>,
        /// Where to stand then.
        start: Start,
    },
    /// One step forward. A step that is known already is taken again as it was, unless another task is chosen.
    Step {
        /// How far.
        granularity: Granularity,
        /// Who; `None`: whoever the schedule, and behind its end the policy, says.
        task: Option<u32>,
    },
    /// Go to a known position.
    Seek {
        /// How many steps from the start.
        step: u64,
    },
    /// One step back.
    Back {
        /// How far.
        granularity: Granularity,
    },
    /// Go back to where a task last came to a breakpoint, or to the start.
    RunBack,
    /// Step forward until a goal is reached or the run ends.
    Finish {
        /// How far each step goes.
        granularity: Granularity,
        /// The goal.
        goal: Goal,
    },
    /// Running stops at these lines from now on, and at no others.
    Breakpoints {
        /// The lines.
        places: Vec<Place>,
    },
    /// Another rule decides from here on who runs when nobody is chosen.
    Rule {
        /// The rule, in the text form of [`sim_core::world::Rule`].
        rule: String,
    },
    /// Run as a schedule says, and stand at a moment of that run.
    Show {
        /// The moment, in text form.
        moment: String,
        /// The schedule, in text form.
        schedule: String,
    },
    /// Answer a question about a run of the program.
    Ask {
        /// What the answer shall be told for.
        question: String,
        /// The query, in text form.
        query: String,
        /// The schedule of the run, in text form.
        schedule: String,
    },
    /// Stop long work where it is.
    Stop,
    /// Say who ran when.
    Record,
    /// Write the run, as far as it is known, as a file.
    Export(Format),
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Reply {
    /// The worker listens. Nothing may be sent to it before.
    Ready,
    /// An opened program was compiled.
    Compiled {
        /// Of which generation.
        generation: u32,
        /// What the compiler has to say.
        notes: Vec<Note>,
        /// Whether it runs; a [`Reply::At`] follows then.
        is_running: bool,
    },
    /// The run stands here.
    At {
        /// Of which generation.
        generation: u32,
        /// Everything there is to see.
        view: Box<View>,
        /// What the page knows of the events from this number on, counted from 0, is no longer so.
        events_from: u64,
        /// The newest events before this position, as far as the page does not know them.
        events: Vec<Told>,
        /// What is to be said of it.
        words: Words,
        /// The lanes of the known run, if they are not what they were.
        lanes: Option<Lanes>,
    },
    /// A long run is under way.
    Progress {
        /// Of which generation.
        generation: u32,
        /// Steps so far.
        step: u64,
        /// Instructions so far.
        instructions: u64,
    },
    /// The answer to a question.
    Answered {
        /// Of which generation.
        generation: u32,
        /// What it was asked for.
        question: String,
        /// The answer; none if what was asked about does not happen.
        answer: Option<String>,
    },
    /// The moment that was to be shown does not come in this program's run.
    Missing {
        /// Of which generation.
        generation: u32,
        /// The moment.
        moment: String,
    },
    /// What [`Request::Record`] asked for.
    Recorded {
        /// Of which generation.
        generation: u32,
        /// The recording, up to the furthest position of the run.
        recording: Recording,
    },
    /// What [`Request::Export`] asked for.
    Exported {
        /// The format.
        format: Format,
        /// The file's text.
        text: String,
    },
}

/// An event in words. They are found where the run is: the page only shows them.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Told {
    /// Its place in the list of events, from 0.
    pub number: u64,
    /// The step in which it happened.
    pub step: u64,
    /// Whose it is.
    pub task: u32,
    /// One sentence.
    pub sentence: Bilingual,
    /// The same as `strace` would write it.
    pub call: String,
    /// Where the rule stands, as `pipe(7)`.
    pub source: Option<String>,
    /// The statement behind it.
    pub site: Option<Site>,
    /// Whether an access was refused.
    pub is_fault: bool,
}

/// What is to be said of a view beside its events.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Words {
    /// Why the run is over, if it is.
    pub end: Option<Bilingual>,
    /// The calls that tasks sleep in.
    pub asleep: Vec<Asleep>,
}

/// A call that a task sleeps in.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Asleep {
    /// The task.
    pub task: u32,
    /// The call's name.
    pub name: String,
    /// The call as `strace` would write it.
    pub call: String,
}

impl Words {
    /// The call that a task sleeps in.
    #[must_use]
    pub fn of(&self, task: u32) -> Option<&Asleep> {
        self.asleep.iter().find(|asleep| asleep.task == task)
    }
}

/// A diagnostic, with its place found.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Note {
    /// The program that was compiled.
    pub program: String,
    /// The file; empty if the message belongs to no place (as an undefined function at linking).
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// First byte of the place in the file.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// How bad.
    pub severity: Severity,
    /// The stable number.
    pub code: u16,
    /// What is wrong.
    pub message: Bilingual,
    /// What to do about it.
    pub help: Option<Bilingual>,
}

impl Note {
    /// The number as it is printed: `E0123` or `W0123`.
    #[must_use]
    pub fn label(&self) -> String {
        let letter = if self.severity == Severity::Warning { 'W' } else { 'E' };
        format!("{letter}{:04}", self.code)
    }
}

/// A message as bytes.
pub(crate) fn encode(message: &impl BorshSerialize) -> js_sys::Uint8Array {
    // Writing into memory cannot fail.
    js_sys::Uint8Array::from(&borsh::to_vec(message).unwrap_or_default()[..])
}

/// The message that an event of a port or worker carries; none if it is not from the other end of the same build.
pub(crate) fn decode<T: BorshDeserialize>(event: &web_sys::MessageEvent) -> Option<T> {
    let bytes: js_sys::Uint8Array = event.data().dyn_into().ok()?;
    borsh::from_slice(&bytes.to_vec()).ok()
}
