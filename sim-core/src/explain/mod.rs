//! What an event means, in a sentence that a student understands, Korean and English.
//!
//! [`Saying`] is the typed catalogue: one variant a thing that can be said, with the numbers it needs. The words stand
//! in `en` and `ko`, each a `match` over all of them, so that the compiler finds a missing translation. What belongs
//! here is words and the choice among them, never a computation on the world.

mod en;
mod event;
mod file;
mod ko;
mod message;
mod right;
mod saying;
mod socket;
mod undefined;

use crate::abi::event::{Body, End, Event, Outcome};
use crate::abi::strace;
use crate::lang::diag::Locale;

pub use event::EventSaying;
pub use file::FileSaying;
pub use message::MessageSaying;
pub use right::RightSaying;
pub use saying::Saying;
pub use socket::SocketSaying;

/// An event, explained.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Explanation {
    /// One sentence.
    pub sentence: String,
    /// The same as `strace` would write it.
    pub call: String,
    /// Where the rule stands: a manual page such as `pipe(7)`, or a header of the lab's own.
    pub source: Option<String>,
}

/// Explains an event.
#[must_use]
pub fn event(event: &Event, locale: Locale) -> Explanation {
    let saying = saying::of(event);
    Explanation {
        sentence: format!("P{}: {}", event.task, words(&saying, locale)),
        call: event.body.to_string(),
        source: manual_page(&event.body),
    }
}

/// Why a run ended, in one sentence.
#[must_use]
pub fn end(end: &End, locale: Locale) -> String {
    match (end, locale) {
        (End::Finished, Locale::En) => "Every process has ended.".to_owned(),
        (End::Finished, Locale::Ko) => "모든 프로세스가 끝났습니다.".to_owned(),
        (End::Deadlock { waiting, .. }, locale) => {
            let list: Vec<_> =
                waiting.iter().map(|(task, call)| format!("P{task} {}", strace::call(call, &[]))).collect();
            match locale {
                Locale::En => format!("Deadlock: no process can go on. Waiting: {}.", list.join("; ")),
                Locale::Ko => {
                    format!("교착 상태: 더 나아갈 수 있는 프로세스가 없습니다. 기다리는 중: {}.", list.join("; "))
                }
            }
        }
        (End::Limit { what }, Locale::En) => format!("The lab stopped the run: limit on {what} reached."),
        (End::Limit { what }, Locale::Ko) => {
            format!("실험실의 한도에 닿아 실행을 멈췄습니다: {}.", limit_in_korean(what))
        }
        (End::Unsupported { task, what }, Locale::En) => {
            format!("P{task} used something that this lab does not simulate: {what}.")
        }
        (End::Unsupported { task, what }, Locale::Ko) => {
            format!("P{task}이(가) 이 실험실이 흉내 내지 않는 것을 썼습니다: {what}.")
        }
    }
}

/// The names of [`End::Limit`].
fn limit_in_korean(what: &str) -> &str {
    match what {
        "steps" => "명령어 수",
        "tasks" => "프로세스 수",
        "events" => "사건 수",
        other => other,
    }
}

fn words(saying: &Saying, locale: Locale) -> String {
    match locale {
        Locale::En => en::say(saying),
        Locale::Ko => ko::say(saying),
    }
}

/// The manual page in which the rule behind an event stands.
fn manual_page(body: &Body) -> Option<String> {
    match body {
        Body::Started { parent: Some(_), .. } => Some("fork(2)".to_owned()),
        Body::Started { parent: None, .. } => None,
        Body::ThreadStarted { .. } => Some("pthreads(7)".to_owned()),
        Body::Call { call, outcome } | Body::Completed { call, outcome, .. } => match (call.nr, outcome) {
            (crate::abi::Sysno::READ | crate::abi::Sysno::WRITE, Outcome::Blocked | Outcome::NoReturn) => {
                Some("pipe(7)".to_owned())
            }
            (nr, _) if nr.is_labs_own() => Some("message.h".to_owned()),
            (nr, _) => nr.spec().map(|spec| format!("{}(2)", spec.name)),
        },
        Body::Access { .. } => Some("shmop(2)".to_owned()),
        Body::Fault { .. } => Some("sigaction(2)".to_owned()),
        Body::Undefined(_) => None,
        Body::Delivered { .. } | Body::Stopped { .. } | Body::Continued => Some("signal(7)".to_owned()),
        Body::Ended { .. } => Some("wait(2)".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::{ArgValue, CallRecord, Errno, Sysno};

    fn call(nr: Sysno, args: Vec<ArgValue>, outcome: Outcome) -> Event {
        Event { task: 2, body: Body::Call { call: CallRecord { nr, args }, outcome }, site: None }
    }

    #[test]
    fn a_reader_that_waits_is_told_why() {
        let args = vec![ArgValue::Int(3), ArgValue::Addr(0x4000), ArgValue::Int(254)];
        let waiting = call(Sysno::READ, args, Outcome::Blocked);
        let english = event(&waiting, Locale::En);
        assert!(english.sentence.starts_with("P2: waits"), "{}", english.sentence);
        assert_eq!(english.source.as_deref(), Some("pipe(7)"));
        assert!(event(&waiting, Locale::Ko).sentence.contains("기다립니다"));
    }

    #[test]
    fn every_known_call_has_words_in_both_languages_for_success_failure_and_waiting() {
        for spec in crate::abi::syscall::SPECS {
            let args: Vec<_> = spec.params.iter().map(|_| ArgValue::Int(1)).collect();
            let outcomes = [
                Outcome::Returned { value: 1, outputs: Vec::new() },
                Outcome::Failed(Errno::EINVAL),
                Outcome::Blocked,
                Outcome::NoReturn,
            ];
            for outcome in outcomes {
                let happened = call(spec.nr, args.clone(), outcome);
                let (english, korean) = (event(&happened, Locale::En), event(&happened, Locale::Ko));
                assert_ne!(english.sentence, korean.sentence, "{} is not translated", spec.name);
                assert!(korean.sentence.chars().any(|c| ('가'..='힣').contains(&c)), "{}", korean.sentence);
            }
        }
    }
}
