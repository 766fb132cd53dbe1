//! The types of the JavaScript module against what really comes out of the simulator: TypeScript reads both.
//!
//! Wants `npm` on the path, which gets the compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use sim_core::abi::Event;
use sim_core::scenario::{File, Scenario};
use sim_core::view::{EventAt, Position, build};
use sim_core::world::{self, History, Schedule, Setup, Until};

/// The compiler as it was tried.
const PACKAGE: &str = "typescript@5.9.3";

/// Programs whose views and traces hold much of what there is.
const SCENARIOS: [&str; 6] =
    ["pipe-hello", "sysv-queue", "protection-fault", "stdio-fork-duplicate", "thread-mutex", "unix-socket"];

/// How a program of somebody else uses the module.
const USE: &str = r#"
import { load, type Lab, type Note, type Trace, type View } from "./index.js";
const { Lab: Make } = await load();
const lab: Lab = new Make({ files: [{ name: "main.c", text: "int main(void) { return 0; }" }], stdout: "terminal" });
const notes: Note[] = lab.notes();
const view: View = lab.step("call", 1);
const trace: Trace = lab.run() && lab.trace();
export const said = [notes.length, view.tasks[0]?.streams.length, trace.schedule, lab.isRunning];
// @ts-expect-error: there is no such step
lab.step("line");
"#;

/// The compiler, installed by npm into the target folder if it is not there yet.
fn compiler() -> Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(PACKAGE.replace('@', "-"));
    let script = folder.join("node_modules/typescript/bin/tsc");
    if !script.exists() {
        fs::create_dir_all(&folder)?;
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--no-save", "--silent", "--prefix"]).arg(&folder).arg(PACKAGE);
        match npm.status() {
            Ok(status) if status.success() => {}
            _ => bail!("the types cannot be checked: install npm, which gets {PACKAGE}"),
        }
    }
    Ok(script)
}

fn scenario(id: &str) -> Result<Scenario> {
    let folder = tests::root().join("scenarios").join(id);
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("failed to list {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".c") || name.ends_with(".h") {
            files.push(File { name, text: fs::read_to_string(&path)? });
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    let mut scenario = Scenario::single(id, files);
    let programs = sim_core::lang::units::Units::new(&scenario.files).programs();
    if programs.len() > 1 {
        scenario.manifest.programs = programs;
    }
    Ok(scenario)
}

/// Views along a run, and its trace, as constants of their types.
fn constants(id: &str) -> Result<String> {
    let setup = Setup::compile(&scenario(id)?).map_err(|error| anyhow::anyhow!("{id}: {error:?}"))?;
    let name = id.replace('-', "_");
    let mut text = String::new();
    let mut history = History::new(&setup);
    for step in 0..12 {
        let events: Vec<EventAt> =
            history.happened().iter().map(|happened| EventAt { step, event: happened.event.clone() }).collect();
        let position = Position { step, events: events.len() as u64, new_events: 1, ..Position::default() };
        let view = serde_json::to_string(&build::view(&setup, history.world(), &events, position))?;
        text.push_str(&format!("export const {name}_{step}: View = {view};\n"));
        match history.world().runnable().first() {
            Some(&task) => history.forward(task, Until::Visible),
            None => break,
        };
    }
    let run = world::run(&setup, &Schedule::default());
    let events: Vec<Event> = run.trace.events.clone();
    ensure!(!events.is_empty(), "{id} does nothing");
    text.push_str(&format!("export const {name}_trace: Trace = {};\n", serde_json::to_string(&run.trace)?));
    Ok(text)
}

fn copy(from: &Path, folder: &Path) -> Result<()> {
    let name = from.file_name().context("no file")?;
    fs::copy(from, folder.join(name)).map(drop).with_context(|| format!("failed to copy {}", from.display()))
}

#[test]
fn typescript_agrees_with_what_comes_out_of_the_module() -> Result<()> {
    let compiler = compiler()?;
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("types");
    fs::create_dir_all(&folder)?;
    for file in ["index.d.ts", "ipc-lab-element.d.ts", "index.js", "package.json"] {
        copy(&tests::root().join("web/module").join(file), &folder)?;
    }
    let mut values = "import type { Trace, View } from \"./index.js\";\n".to_owned();
    for id in SCENARIOS {
        values.push_str(&constants(id)?);
    }
    fs::write(folder.join("values.ts"), values)?;
    fs::write(folder.join("use.ts"), USE)?;
    let mut tsc = Command::new("node");
    tsc.arg(compiler).args([
        "--noEmit",
        "--strict",
        "--target",
        "es2022",
        "--module",
        "nodenext",
        "--lib",
        "es2022,dom",
    ]);
    let checked = tsc.args(["values.ts", "use.ts", "ipc-lab-element.d.ts"]).current_dir(&folder).output()?;
    let complaints = String::from_utf8_lossy(&checked.stdout).into_owned();
    let first: Vec<String> =
        complaints.lines().take(20).map(|line| line.chars().take(600).collect::<String>()).collect();
    ensure!(checked.status.success(), "{}", first.join("\n"));
    Ok(())
}
