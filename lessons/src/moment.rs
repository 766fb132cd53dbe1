//! Moments: places in a run, named by what happens there.
//!
//! `P1.write` is the first `write` of task 1, `P2.read#2` the second `read` of task 2, `P2.read.done` the end of its first
//! `read` that had to wait. Besides system calls there are `started`, `ended`, `load`, `store`, `fault`, `stopped`,
//! `continued` and `handler` (a signal handler is entered). `end` is the end of the run. Numbers of events would change
//! with every library call; these names do not.

use std::fmt;
use std::str::FromStr;

use sim_core::abi::Event;
use sim_core::abi::event::{AccessKind, Body};

/// A place in a run: behind an event, or at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Behind an event.
    Event {
        /// Which events are meant.
        pattern: Pattern,
        /// Which of them, from 1.
        number: usize,
    },
    /// The end of the run.
    End,
}

/// A kind of events: a task's, if one is named, in which something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    task: Option<u32>,
    what: String,
    is_completion: bool,
}

/// A text is not a moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a moment, as P1.write, P2.read#2, P2.read.done or end")]
pub struct MomentError(String);

impl Pattern {
    /// Whether an event is of this kind.
    #[must_use]
    pub fn fits(&self, event: &Event) -> bool {
        self.task.is_none_or(|task| task == event.task)
            && match &event.body {
                Body::Completed { call, .. } => self.is_completion && call.nr.to_string() == self.what,
                Body::Call { call, .. } => !self.is_completion && call.nr.to_string() == self.what,
                body => !self.is_completion && word(body) == self.what,
            }
    }
}

/// The word for what is not a call.
const fn word(body: &Body) -> &'static str {
    match body {
        Body::Started { .. } | Body::ThreadStarted { .. } => "started",
        Body::Ended { .. } => "ended",
        Body::Access { access: AccessKind::Load, .. } => "load",
        Body::Access { .. } => "store",
        Body::Fault { .. } => "fault",
        Body::Undefined(_) => "undefined",
        Body::Delivered { .. } => "handler",
        Body::Stopped { .. } => "stopped",
        Body::Continued => "continued",
        Body::Call { .. } | Body::Completed { .. } => "",
    }
}

impl Moment {
    /// The index of its event among all events of a run; `None` for the end and for what does not happen.
    pub fn find<'a>(&self, events: impl IntoIterator<Item = &'a Event>) -> Option<usize> {
        let Self::Event { pattern, number } = self else { return None };
        let fitting = events.into_iter().enumerate().filter(|(_, event)| pattern.fits(event));
        fitting.map(|(index, _)| index).nth(number.checked_sub(1)?)
    }
}

impl FromStr for Pattern {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        let error = || MomentError(text.to_owned());
        let (task, what) = match text.split_once('.') {
            Some((task, what)) if task.starts_with('P') => {
                (Some(task[1..].parse().ok().filter(|&task| task > 0).ok_or_else(error)?), what)
            }
            _ => (None, text),
        };
        let (what, is_completion) = what.strip_suffix(".done").map_or((what, false), |what| (what, true));
        let is_name = what.starts_with(|c: char| c.is_ascii_lowercase())
            && what.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        is_name.then(|| Self { task, what: what.to_owned(), is_completion }).ok_or_else(error)
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        if text == "end" {
            return Ok(Self::End);
        }
        let (pattern, number) = match text.split_once('#') {
            Some((pattern, number)) => (pattern, number.parse().ok().filter(|&number| number > 0)),
            None => (text, Some(1)),
        };
        let number = number.ok_or_else(|| MomentError(text.to_owned()))?;
        Ok(Self::Event { pattern: pattern.parse().map_err(|_| MomentError(text.to_owned()))?, number })
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(task) = self.task {
            write!(f, "P{task}.")?;
        }
        write!(f, "{}{}", self.what, if self.is_completion { ".done" } else { "" })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::End => f.write_str("end"),
            Self::Event { pattern, number: 1 } => write!(f, "{pattern}"),
            Self::Event { pattern, number } => write!(f, "{pattern}#{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_its_text() {
        for text in ["P1.write", "P2.read#2", "P2.read.done", "P12.handler", "end"] {
            assert_eq!(text.parse::<Moment>().map(|moment| moment.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "P1", "P0.read", "P1.read#0", "Px.read", "P1.", "P1.re ad"] {
            assert_eq!(text.parse::<Moment>(), Err(MomentError(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn the_nth_event_of_its_kind_is_found() {
        let event = |task, body| Event { task, body, site: None };
        let events = [
            event(1, Body::Started { pid: 101, parent: None }),
            event(2, Body::Continued),
            event(1, Body::Continued),
            event(1, Body::Continued),
        ];
        let find = |text: &str| text.parse::<Moment>().ok()?.find(&events);
        assert_eq!(find("P1.continued#2"), Some(3));
        assert_eq!(find("continued"), Some(1));
        assert_eq!(find("P3.continued"), None);
        assert_eq!(find("end"), None);
    }
}
