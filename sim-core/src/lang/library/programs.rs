//! The texts of the programs that every host has, from `sim-core/libc/programs`: a shell and the usual commands.
//!
//! Every command is a C file of its name with what all have in common; the shell has a folder.

/// A program and its files.
#[derive(Clone, Copy, Debug)]
pub struct LibraryProgram {
    /// Its name.
    pub name: &'static str,
    /// Names and texts of its own C files and headers.
    own: &'static [(&'static str, &'static str)],
}

impl LibraryProgram {
    /// Names and texts of its C files and headers.
    #[must_use]
    pub fn files(&self) -> Vec<(&'static str, &'static str)> {
        let mut files = self.own.to_vec();
        let mut next = 0;
        while let Some(&(_, text)) = files.get(next) {
            next += 1;
            // A header that is included comes with the file that defines what it declares.
            let is_included = |name: &str| text.contains(&format!("#include \"{}.h\"\n", stem(name)));
            for &(name, text) in COMMON.iter().filter(|(name, _)| is_included(name)) {
                if !files.iter().any(|&(known, _)| known == name) {
                    files.push((name, text));
                }
            }
        }
        files
    }
}

fn stem(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// All of them, in order of name.
pub fn programs() -> impl Iterator<Item = &'static LibraryProgram> {
    PROGRAMS.iter()
}

macro_rules! text {
    ($path:expr) => {
        include_str!(concat!("../../../libc/programs/", $path))
    };
}

macro_rules! programs {
    ($($name:literal: [$($file:literal),*],)*) => {
        /// Each with its files, by their names without folder.
        const PROGRAMS: &[LibraryProgram] =
            &[$(LibraryProgram { name: $name, own: &[$(($file, text!($file)),)*] },)*];
    };
}

/// What programs have in common.
const COMMON: &[(&str, &str)] = &[
    ("condition.c", text!("condition.c")),
    ("condition.h", text!("condition.h")),
    ("escapes.c", text!("escapes.c")),
    ("escapes.h", text!("escapes.h")),
    ("expression.c", text!("expression.c")),
    ("expression.h", text!("expression.h")),
    ("lines.c", text!("lines.c")),
    ("lines.h", text!("lines.h")),
    ("signals.c", text!("signals.c")),
    ("signals.h", text!("signals.h")),
    ("tool.c", text!("tool.c")),
    ("tool.h", text!("tool.h")),
];

programs! {
    "[": ["test.c"],
    "basename": ["basename.c"],
    "cat": ["cat.c"],
    "chmod": ["chmod.c"],
    "cp": ["cp.c"],
    "cut": ["cut.c"],
    "date": ["date.c"],
    "dirname": ["dirname.c"],
    "echo": ["echo.c"],
    "env": ["env.c"],
    "expr": ["expr.c"],
    "false": ["false.c"],
    "grep": ["grep.c"],
    "head": ["head.c"],
    "hostname": ["hostname.c"],
    "id": ["id.c"],
    "kill": ["kill.c"],
    "ln": ["ln.c"],
    "ls": ["ls.c"],
    "mkdir": ["mkdir.c"],
    "mkfifo": ["mkfifo.c"],
    "mv": ["mv.c"],
    "nl": ["nl.c"],
    "printenv": ["printenv.c"],
    "printf": ["printf.c"],
    "pwd": ["pwd.c"],
    "rev": ["rev.c"],
    "rm": ["rm.c"],
    "rmdir": ["rmdir.c"],
    "seq": ["seq.c"],
    "sh": ["sh/arithmetic.c", "sh/builtin.c", "sh/expand.c", "sh/fields.c", "sh/input.c", "sh/jobs.c", "sh/lex.c", "sh/main.c", "sh/parse.c", "sh/pipeline.c", "sh/read.c", "sh/redirect.c", "sh/run.c", "sh/sh.h", "sh/substitute.c", "sh/variables.c"],
    "sleep": ["sleep.c"],
    "sort": ["sort.c"],
    "tail": ["tail.c"],
    "tee": ["tee.c"],
    "test": ["test.c"],
    "touch": ["touch.c"],
    "tr": ["tr.c"],
    "true": ["true.c"],
    "uname": ["uname.c"],
    "uniq": ["uniq.c"],
    "wc": ["wc.c"],
    "who": ["who.c"],
    "whoami": ["whoami.c"],
    "xargs": ["xargs.c"],
    "yes": ["yes.c"],
}
