//! A case: what each process does, and in which order they take their turns; and the C text that says the same.

use std::fmt::Write;

use sim_core::abi::Sysno;
use sim_core::world::Schedule;

/// Bytes of memory `m` that every process works on.
pub(super) const MEMORY: i64 = 65_536 + 4096;
/// The first bytes of it, which hold letters.
pub(super) const LETTERS: i64 = 512;
/// Results that can be kept.
pub(super) const KEPT: usize = 48;

/// How a signal gets its action.
const ACT: &str = "
static void act(int signal, void (*handler)(int), int flags, unsigned long mask)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    memcpy(&action.sa_mask, &mask, sizeof mask);
    sigaction(signal, &action, 0);
}
";

/// A random program of several processes, and a schedule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Case {
    /// What the processes do; the first is `main`, and the others are forked by a [`Step::Fork`] each.
    pub(super) tasks: Vec<Vec<Step>>,
    /// What handlers of signals do, of which all processes have the same.
    pub(super) handlers: Vec<Vec<Step>>,
    /// Who takes the first turns.
    pub(super) schedule: Schedule,
}

/// One thing that a process does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A system call, whose result may be kept in `r[…]`.
    Call {
        /// Which.
        nr: Sysno,
        /// The arguments; those left out are zero.
        args: Vec<Value>,
        /// Where its result is kept.
        keep: Option<usize>,
        /// A range of memory `m` that is emptied afterwards: what is written there differs between the sides, as times.
        wipe: Option<(i64, usize)>,
    },
    /// A child that does what the task with this index does; its process id is kept.
    Fork {
        /// The child's index in [`Case::tasks`].
        task: usize,
        /// Where its process id is kept.
        keep: usize,
    },
    /// A signal gets an action.
    Action {
        /// Which signal.
        signal: i64,
        /// What happens then.
        action: Action,
        /// `sa_flags`
        flags: i64,
        /// `sa_mask`, a bit for each signal.
        mask: i64,
    },
    /// A number is stored to memory.
    Store {
        /// Where.
        at: Value,
        /// In how many bytes: 1, 4 or 8.
        width: u8,
        /// What.
        value: i64,
    },
    /// A byte, word or double word is read.
    Load {
        /// Where.
        at: Value,
        /// How many bytes: 1, 4 or 8.
        width: u8,
    },
}

/// What happens when a signal comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// `SIG_DFL`
    Default,
    /// `SIG_IGN`
    Ignore,
    /// The handler with this index in [`Case::handlers`] runs.
    Handler(usize),
}

/// A number in a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// It is written there.
    Number(i64),
    /// An address in memory `m`.
    Memory(i64),
    /// A result that was kept, and something added to it.
    Kept(usize, i64),
    /// The address of the program's own code.
    Code,
}

impl Case {
    /// The case as a C file that `native-check check` runs under the same schedule. `note` says what it shows.
    pub(super) fn to_c(&self, note: &str) -> String {
        let mut text = format!("//@ schedule {}\n", self.schedule);
        for line in note.lines() {
            let _ = writeln!(text, "// {}", line.trim_end());
        }
        let has_actions = self.lists().flatten().any(|step| matches!(step, Step::Action { .. }));
        let header = if has_actions { "#include <signal.h>\n" } else { "" };
        let _ = write!(
            text,
            "{header}#include <string.h>\n#include <sys/syscall.h>\n#include <unistd.h>\n\nstatic char m[{MEMORY}] __attribute__((aligned(4096)));\nstatic long r[{KEPT}];\nint main(void);\n"
        );
        if has_actions {
            text.push_str(ACT);
        }
        for index in (0..self.handlers.len()).filter(|&index| self.is_handler(index)) {
            let _ = write!(text, "\nstatic void handler{}(int signal)\n{{\n", index + 1);
            for step in &self.handlers[index] {
                let _ = writeln!(text, "    {}", statement(step));
            }
            text.push_str("}\n");
        }
        for index in (1..self.tasks.len()).filter(|&index| self.is_forked(index)).rev() {
            let _ = write!(text, "\nstatic void task{}(void)\n{{\n", index + 1);
            self.write_steps(index, &mut text);
            text.push_str("}\n");
        }
        let _ = write!(
            text,
            "\nint main(void)\n{{\n    for (int i = 0; i < {LETTERS}; i++)\n        m[i] = 'a' + i % 26;\n"
        );
        self.write_steps(0, &mut text);
        text.push_str("}\n");
        text
    }

    /// What all processes and handlers do.
    fn lists(&self) -> impl Iterator<Item = &Vec<Step>> {
        self.tasks.iter().chain(&self.handlers)
    }

    /// The steps of a process, or behind all of those, of a handler.
    pub(super) fn list_mut(&mut self, index: usize) -> &mut Vec<Step> {
        let tasks = self.tasks.len();
        if index < tasks { &mut self.tasks[index] } else { &mut self.handlers[index - tasks] }
    }

    /// Whether a signal is given this handler.
    fn is_handler(&self, index: usize) -> bool {
        let own = Action::Handler(index);
        self.lists().flatten().any(|step| matches!(step, Step::Action { action, .. } if *action == own))
    }

    /// Whether any process makes this one.
    fn is_forked(&self, index: usize) -> bool {
        self.tasks.iter().flatten().any(|step| matches!(step, Step::Fork { task, .. } if *task == index))
    }

    fn write_steps(&self, index: usize, text: &mut String) {
        for step in self.tasks.get(index).into_iter().flatten() {
            let _ = writeln!(text, "    {}", statement(step));
        }
        let _ = writeln!(text, "    syscall(SYS_exit_group, {index});");
    }
}

fn statement(step: &Step) -> String {
    match step {
        Step::Call { nr, args, keep, wipe } => {
            // `syscall` passes on all registers, so that those left out must be said.
            let count = nr.spec().map_or(0, |spec| spec.params.len());
            let all = args.iter().copied().chain(std::iter::repeat(Value::Number(0))).take(count.max(args.len()));
            let args: String = all.map(|arg| format!(", {}", expression(arg))).collect();
            let result = keep.map_or(String::new(), |at| format!("r[{at}] = "));
            let wiped = wipe.map_or(String::new(), |(at, len)| format!("\n    memset(m + {at}, 0, {len});"));
            format!("{result}syscall(SYS_{nr}{args});{wiped}")
        }
        Step::Fork { task, keep } => format!("if ((r[{keep}] = syscall(SYS_fork)) == 0)\n        task{}();", task + 1),
        Step::Action { signal, action, flags, mask } => {
            let action = match action {
                Action::Default => "SIG_DFL".to_owned(),
                Action::Ignore => "SIG_IGN".to_owned(),
                Action::Handler(index) => format!("handler{}", index + 1),
            };
            format!("act({signal}, {action}, {flags:#x}, {mask:#x});")
        }
        Step::Store { at, width, value } => {
            format!("*({} *)({}) = {};", width_type(*width), expression(*at), number(*value))
        }
        Step::Load { at, width } => format!("(void)*({} *)({});", width_type(*width), expression(*at)),
    }
}

const fn width_type(width: u8) -> &'static str {
    match width {
        1 => "volatile char",
        4 => "volatile int",
        _ => "volatile long",
    }
}

fn expression(value: Value) -> String {
    match value {
        Value::Number(value) => number(value),
        Value::Memory(0) => "m".to_owned(),
        Value::Memory(offset) => format!("m + {offset}"),
        Value::Kept(at, 0) => format!("r[{at}]"),
        Value::Kept(at, plus) if plus < 0 => format!("r[{at}] - {}", plus.unsigned_abs()),
        Value::Kept(at, plus) => format!("r[{at}] + {plus}"),
        Value::Code => "(char *)main".to_owned(),
    }
}

/// A number as a C constant, of type `long` where the whole register matters.
fn number(value: i64) -> String {
    match value {
        i64::MIN => "(-0x7fffffffffffffffL - 1)".to_owned(),
        _ if value < -0xffff => format!("-{:#x}L", value.unsigned_abs()),
        -0xffff..0 => format!("{value}L"),
        0..0x10000 => value.to_string(),
        _ => format!("{value:#x}L"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_a_c_file() {
        let call = |nr, args: &[Value]| Step::Call { nr, args: args.to_vec(), keep: None, wipe: None };
        let main = vec![
            call(Sysno::PIPE2, &[Value::Memory(1024), Value::Number(0)]),
            Step::Fork { task: 1, keep: 0 },
            call(Sysno::READ, &[Value::Number(3), Value::Memory(0), Value::Number(-1)]),
        ];
        let child = vec![Step::Store { at: Value::Kept(0, -8), width: 8, value: 1 << 20 }];
        let mut schedule = Schedule::default();
        schedule.push(1, 2);
        let text = Case { tasks: vec![main, child], handlers: Vec::new(), schedule }.to_c("both sides agree");
        assert!(text.starts_with("//@ schedule v1:1x2\n// both sides agree\n"));
        for line in [
            "    syscall(SYS_pipe2, m + 1024, 0);",
            "    if ((r[0] = syscall(SYS_fork)) == 0)",
            "    syscall(SYS_read, 3, m, -1L);",
            "    *(volatile long *)(r[0] - 8) = 0x100000L;",
            "    syscall(SYS_exit_group, 1);",
        ] {
            assert!(text.lines().any(|found| found == line), "`{line}` is missing in\n{text}");
        }
    }
}
