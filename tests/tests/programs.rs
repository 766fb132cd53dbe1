//! Every program of `tests/programs` on the model, on real Linux in lockstep, and compiled by the system's C compiler:
//! the same text, the same output, the same status.

use libtest_mimic::{Arguments, Failed, Trial};
use tests::program::{Program, SIDES};

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for program in Program::all()? {
        let name = program.path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        // A program that we refuse has nothing to run on the other sides.
        let sides: &[&str] = if matches!(program.exit, 65 | 69) { &SIDES[..1] } else { &SIDES };
        for &side in sides.iter().filter(|&&side| !program.not_on.iter().any(|other| other == side)) {
            let program = program.clone();
            let run = move || program.check(side).map_err(|error| Failed::from(format!("{error:#}")));
            trials.push(Trial::test(format!("{name}::{side}"), run));
        }
    }
    libtest_mimic::run(&arguments, trials).exit()
}
