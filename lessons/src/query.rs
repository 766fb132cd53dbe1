//! Queries: questions about a whole run that the simulator answers.
//!
//! | query | answer |
//! | --- | --- |
//! | `stdout`, `stderr` | what was written there, without the last line break |
//! | `line(2)` | the second line of standard output |
//! | `number(2)` | the second number in standard output |
//! | `end` | `finished`, `deadlock`, `limit` or `unsupported` |
//! | `status(P2)` | exit status, or the name of the signal that killed it |
//! | `tasks` | how many processes there were |
//! | `count(P1.write)` | how many events of this kind there were |
//! | `result(P1.write#2)` | what a call returned: a number, the name of an error, or `blocks` |
//! | `blocks(P2.read)` | `yes` if the call put its caller to sleep, else `no` |
//! | `queued(P1.write)` | bytes in the pipe, or messages in the queue, behind that moment |
//! | `runnable(P2.read)` | who could run behind that moment, as `P1 P2` |
//! | `value(P1, c, P2.exit_group)` | what a variable holds at that moment |

use std::str::FromStr;

use sim_core::abi::Status;
use sim_core::abi::event::{Body, End, Event, Outcome};
use sim_core::kernel::console::Console;
use sim_core::view::{EventAt, ObjectKind, Position, Row, Value, View, build};
use sim_core::world::{History, Schedule, Setup};

use crate::moment::{Moment, MomentError, Pattern};

/// A question about a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// What was written to a stream.
    Written(Stream),
    /// A line of standard output, from 1.
    Line(usize),
    /// A number in standard output, from 1.
    Number(usize),
    /// Why the run ended.
    End,
    /// How a task ended.
    Status(u32),
    /// How many tasks there were.
    Tasks,
    /// How many events of a kind there were.
    Count(Pattern),
    /// What a call returned.
    Result(Moment),
    /// Whether a call slept.
    Blocks(Moment),
    /// How much lies in a channel.
    Queued(Moment),
    /// Who can run.
    Runnable(Moment),
    /// What a task's variable holds.
    Value(u32, String, Moment),
}

/// A stream of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// A text is not a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// There is none of this name with so many arguments.
    #[error("`{0}` is not a query")]
    Unknown(String),
    /// An argument is not a moment.
    #[error(transparent)]
    Moment(#[from] MomentError),
}

impl FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Self, QueryError> {
        let unknown = || QueryError::Unknown(text.to_owned());
        let (name, arguments) = match text.strip_suffix(')').and_then(|call| call.split_once('(')) {
            Some((name, arguments)) => (name, arguments.split(',').map(str::trim).collect()),
            None => (text, Vec::new()),
        };
        let number = |text: &str| text.parse().ok().filter(|&number: &usize| number > 0).ok_or_else(unknown);
        let task = |text: &str| text.strip_prefix('P').and_then(|text| text.parse().ok()).ok_or_else(unknown);
        Ok(match (name, arguments.as_slice()) {
            ("stdout", []) => Self::Written(Stream::Out),
            ("stderr", []) => Self::Written(Stream::Err),
            ("end", []) => Self::End,
            ("tasks", []) => Self::Tasks,
            ("line", [which]) => Self::Line(number(which)?),
            ("number", [which]) => Self::Number(number(which)?),
            ("status", [whose]) => Self::Status(task(whose)?),
            ("count", [what]) => Self::Count(what.parse()?),
            ("result", [when]) => Self::Result(when.parse()?),
            ("blocks", [when]) => Self::Blocks(when.parse()?),
            ("queued", [when]) => Self::Queued(when.parse()?),
            ("runnable", [when]) => Self::Runnable(when.parse()?),
            ("value", [whose, name, when]) => Self::Value(task(whose)?, (*name).to_owned(), when.parse()?),
            _ => return Err(unknown()),
        })
    }
}

/// A whole run, which queries are asked about.
#[derive(Debug)]
pub struct Observed {
    setup: Setup,
    history: History,
    end: End,
}

impl Observed {
    /// Runs a setup to its end.
    #[must_use]
    pub fn new(setup: Setup, schedule: &Schedule) -> Self {
        let mut history = History::new(&setup);
        let end = history.run_to_end(schedule);
        Self { setup, history, end }
    }

    /// Whether a moment comes in this run.
    #[must_use]
    pub fn has(&self, moment: &Moment) -> bool {
        *moment == Moment::End || moment.find(self.events()).is_some()
    }

    /// The answer; `None` if what is asked about does not happen.
    pub fn answer(&mut self, query: &Query) -> Option<String> {
        match query {
            Query::Written(stream) => Some(self.written(*stream).trim_end_matches('\n').to_owned()),
            Query::Line(which) => self.written(Stream::Out).lines().nth(which - 1).map(str::to_owned),
            Query::Number(which) => number(&self.written(Stream::Out), *which),
            Query::End => Some(end(&self.end).to_owned()),
            Query::Status(task) => self.events().find_map(|event| status(event, *task)),
            Query::Tasks => Some(self.history.world().task_numbers().count().to_string()),
            Query::Count(pattern) => Some(self.events().filter(|event| pattern.fits(event)).count().to_string()),
            Query::Result(moment) => result(self.event(moment)?),
            Query::Blocks(moment) => {
                let is_asleep = matches!(self.event(moment)?.body, Body::Call { outcome: Outcome::Blocked, .. });
                Some(if is_asleep { "yes" } else { "no" }.to_owned())
            }
            Query::Queued(moment) => queued(&self.view(moment)?),
            Query::Runnable(moment) => {
                let tasks: Vec<_> = self.view(moment)?.choices.iter().map(|task| format!("P{task}")).collect();
                Some(tasks.join(" "))
            }
            Query::Value(task, name, moment) => value(&self.view(moment)?, *task, name),
        }
    }

    fn events(&self) -> impl Iterator<Item = &Event> {
        self.history.happened().iter().map(|happened| &happened.event)
    }

    fn event(&self, moment: &Moment) -> Option<&Event> {
        self.history.happened().get(moment.find(self.events())?).map(|happened| &happened.event)
    }

    fn written(&self, stream: Stream) -> String {
        let is_wanted = |to: Console| (to == Console::Error) == (stream == Stream::Err);
        let written = self.history.world().kernel().written.iter();
        let bytes: Vec<u8> =
            written.filter(|chunk| is_wanted(chunk.to)).flat_map(|chunk| chunk.bytes.iter().copied()).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// What is to be seen at a moment. The history goes back to its end behind it.
    fn view(&mut self, moment: &Moment) -> Option<View> {
        let events = match moment {
            Moment::End => self.history.happened().len(),
            Moment::Event { .. } => moment.find(self.events())? + 1,
        };
        let last = self.history.last_position();
        let position = match moment {
            Moment::End => last,
            Moment::Event { .. } => self.history.happened().get(events - 1)?.position,
        };
        let happened = self.history.happened()[..events].iter();
        let past: Vec<_> = happened.map(|happened| EventAt { step: 0, event: happened.event.clone() }).collect();
        self.history.seek(position);
        let view = build::view(&self.setup, self.history.world(), &past, Position::default());
        self.history.seek(last);
        Some(view)
    }
}

/// The nth run of digits, with its sign.
fn number(text: &str, which: usize) -> Option<String> {
    let pieces = text.split(|c: char| !c.is_ascii_digit() && c != '-');
    pieces.filter(|piece| piece.parse::<i64>().is_ok()).nth(which - 1).map(str::to_owned)
}

const fn end(end: &End) -> &'static str {
    match end {
        End::Finished => "finished",
        End::Deadlock { .. } => "deadlock",
        End::Limit { .. } => "limit",
        End::Unsupported { .. } => "unsupported",
    }
}

fn status(event: &Event, task: u32) -> Option<String> {
    match event.body {
        Body::Ended { status } if event.task == task => Some(match status {
            Status::Exited(code) => code.to_string(),
            Status::Signalled(signal) => signal.to_string(),
        }),
        _ => None,
    }
}

fn result(event: &Event) -> Option<String> {
    let (Body::Call { outcome, .. } | Body::Completed { outcome, .. }) = &event.body else { return None };
    match outcome {
        Outcome::Returned { value, .. } => Some(value.to_string()),
        Outcome::Failed(errno) => Some(errno.to_string()),
        Outcome::Blocked => Some("blocks".to_owned()),
        Outcome::Restarted | Outcome::NoReturn => None,
    }
}

/// How much lies in the first channel that there is.
fn queued(view: &View) -> Option<String> {
    view.objects.iter().find_map(|object| match &object.kind {
        ObjectKind::Pipe { len, .. } => Some(len.to_string()),
        ObjectKind::MessageQueue { messages, hidden_messages, .. } => {
            Some((messages.len() as u64 + hidden_messages).to_string())
        }
        ObjectKind::PosixQueue { messages, .. } => Some(messages.len().to_string()),
        _ => None,
    })
}

/// What the innermost variable of this name holds.
fn value(view: &View, task: u32, name: &str) -> Option<String> {
    let task = view.tasks.iter().find(|other| other.number == task)?;
    let mut rows = task.sections.iter().flat_map(|section| &section.groups).flat_map(|group| &group.rows);
    let found: &Row = rows.rfind(|row| row.name == name)?;
    match &found.value {
        Value::Number { text } | Value::Character { text, .. } | Value::Text { text, .. } => Some(text.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use sim_core::scenario::{File, Scenario};

    use super::*;

    const PROGRAM: &str = r#"
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int shared = 1;
int main(void)
{
    int fd[2];
    char c;
    pipe(fd);
    if (fork() == 0) {
        shared = 5;
        write(fd[1], "abc", 3);
        return 7;
    }
    read(fd[0], &c, 1);
    wait(NULL);
    printf("shared %d, then %d\n", shared, -2);
    return 0;
}
"#;

    fn ask(query: &str) -> Option<String> {
        let file = File { name: "main.c".to_owned(), text: PROGRAM.to_owned() };
        let setup = Setup::compile(&Scenario::single("test", vec![file])).expect("the test's program compiles");
        let mut observed = Observed::new(setup, &Schedule::default());
        observed.answer(&query.parse::<Query>().expect(query))
    }

    #[test]
    fn a_run_answers() {
        for (query, answer) in [
            ("stdout", "shared 1, then -2"),
            ("line(1)", "shared 1, then -2"),
            ("number(2)", "-2"),
            ("end", "finished"),
            ("status(P2)", "7"),
            ("tasks", "2"),
            ("count(write)", "2"),
            ("result(P2.write)", "3"),
            ("blocks(P1.read)", "yes"),
            ("result(P1.read.done)", "1"),
            ("queued(P2.write)", "2"),
            ("runnable(P1.read)", "P2"),
            ("value(P2, shared, P2.write)", "5"),
            ("value(P1, shared, P2.write)", "1"),
        ] {
            assert_eq!(ask(query).as_deref(), Some(answer), "{query}");
        }
        for query in ["line(2)", "status(P3)", "result(P1.msgsnd)", "value(P1, nothing, P1.read)"] {
            assert_eq!(ask(query), None, "{query}");
        }
    }

    #[test]
    fn what_is_no_query_is_refused() {
        for text in ["", "line", "line(0)", "status(2)", "value(P1, c)", "result(P1)", "rm(-rf)"] {
            assert!(text.parse::<Query>().is_err(), "{text}");
        }
    }
}
