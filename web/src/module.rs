//! The simulator as a JavaScript module: compile, run, step, trace, with plain objects in and out.
//!
//! The types of these objects are in `web/module/index.d.ts`, which a test compares with what really comes out. Numbers
//! are JavaScript's: one above 2^53 (a wild pointer, say) loses its last digits, as in JSON.

use serde::{Deserialize, Serialize};
use sim_core::scenario::{File, Input, Launch, Manifest, ProgramSpec, Scenario, Stdout, Text};
use wasm_bindgen::prelude::*;

use crate::protocol::{Format, Goal, Granularity, Note, Reply, Start};
use crate::worker::session::{Session, Slice};

/// Programs and how to start them, as a JavaScript object.
#[derive(Deserialize)]
struct Source {
    #[serde(default = "unnamed")]
    id: String,
    files: Vec<File>,
    #[serde(default)]
    programs: Vec<ProgramSpec>,
    #[serde(default)]
    launches: Vec<Launch>,
    #[serde(default)]
    stdout: Stdout,
    #[serde(default)]
    stdin: String,
    #[serde(default = "one")]
    cores: u32,
}

const fn one() -> u32 {
    1
}

fn unnamed() -> String {
    "program".to_owned()
}

impl From<Source> for Scenario {
    fn from(source: Source) -> Self {
        let Source { id, files, programs, launches, stdout, stdin, cores } = source;
        let single = Self::single(id, files);
        let manifest = Manifest {
            title: Text::default(),
            programs,
            launches,
            stdout,
            stdin: Input::Text(stdin),
            cores,
            ..single.manifest
        };
        Self { id: single.id, manifest, files: single.files }
    }
}

/// A message of the compiler.
#[derive(Serialize)]
struct PlainNote<'a> {
    program: &'a str,
    file: &'a str,
    line: u32,
    column: u32,
    severity: &'a str,
    code: String,
    message: &'a sim_core::lang::diag::Bilingual,
    help: Option<&'a sim_core::lang::diag::Bilingual>,
}

impl<'a> PlainNote<'a> {
    fn new(note: &'a Note) -> Self {
        let severity = match note.severity {
            sim_core::lang::diag::Severity::Warning => "warning",
            _ => "error",
        };
        let Note { program, file, line, column, message, help, .. } = note;
        let (line, column, code) = (*line, *column, note.label());
        Self { program, file, line, column, severity, code, message, help: help.as_ref() }
    }
}

/// Programs in the machine.
#[wasm_bindgen]
pub struct Lab {
    session: Session,
    notes: Vec<Note>,
    is_running: bool,
}

#[wasm_bindgen]
impl Lab {
    /// Compiles programs and stands at the start of their run.
    ///
    /// # Errors
    /// The object is not of the form.
    #[wasm_bindgen(constructor)]
    pub fn new(source: JsValue) -> Result<Lab, JsError> {
        let source: Source = serde_wasm_bindgen::from_value(source)?;
        let mut session = Session::default();
        let mut replies = session.open(0, &source.into(), Start::Beginning).into_iter();
        let (notes, is_running) = match replies.next() {
            Some(Reply::Compiled { notes, is_running, .. }) => (notes, is_running),
            _ => (Vec::new(), false),
        };
        Ok(Self { session, notes, is_running })
    }

    /// Whether the programs compile.
    #[wasm_bindgen(getter, js_name = isRunning)]
    pub fn is_running(&self) -> bool {
        self.is_running
    }

    /// What the compiler has to say.
    ///
    /// # Errors
    /// Never, for what the compiler says.
    pub fn notes(&self) -> Result<JsValue, JsError> {
        plain(&self.notes.iter().map(PlainNote::new).collect::<Vec<_>>())
    }

    /// What is to be seen where the run stands.
    ///
    /// # Errors
    /// The programs do not compile.
    pub fn view(&mut self) -> Result<JsValue, JsError> {
        self.shown()
    }

    /// Takes a step: `statement` (if left out), `call` or `instruction`, of this task or of whoever is next.
    ///
    /// # Errors
    /// The programs do not compile, or there is no such step.
    pub fn step(&mut self, granularity: Option<String>, task: Option<u32>) -> Result<JsValue, JsError> {
        self.session.step(step_of(granularity.as_deref())?, task);
        self.shown()
    }

    /// Goes to a step that has been taken before.
    ///
    /// # Errors
    /// The programs do not compile.
    pub fn seek(&mut self, step: u32) -> Result<JsValue, JsError> {
        self.session.seek(u64::from(step));
        self.shown()
    }

    /// The same without a view: for who wants to be somewhere, and see it later.
    pub fn go(&mut self, step: u32) {
        self.session.go(u64::from(step));
    }

    /// Takes steps until nobody can go on.
    ///
    /// # Errors
    /// The programs do not compile, or there is no such step.
    pub fn run(&mut self, granularity: Option<String>) -> Result<JsValue, JsError> {
        self.session.finish(step_of(granularity.as_deref())?, Goal::End);
        self.shown()
    }

    /// The trace of the run as far as it is known.
    ///
    /// # Errors
    /// The programs do not compile.
    pub fn trace(&mut self) -> Result<JsValue, JsError> {
        match self.session.export(Format::Json).pop() {
            Some(Reply::Exported { text, .. }) => parse(&text),
            _ => Err(JsError::new("there is no run: the programs do not compile")),
        }
    }

    /// Does what was begun and says what is to be seen then.
    fn shown(&mut self) -> Result<JsValue, JsError> {
        while let Slice::More(_) = self.session.slice() {}
        match self.session.stand().pop() {
            Some(Reply::At { view, .. }) => plain(&view),
            _ => Err(JsError::new("there is no run: the programs do not compile")),
        }
    }
}

fn step_of(name: Option<&str>) -> Result<Granularity, JsError> {
    match name {
        None | Some("statement") => Ok(Granularity::Statement),
        Some("call") => Ok(Granularity::Call),
        Some("instruction") => Ok(Granularity::Instruction),
        Some(other) => Err(JsError::new(&format!("a step is a statement, call or instruction, not `{other}`"))),
    }
}

/// A plain object. Where a number is too large for one, the whole goes the way of JSON, which rounds it.
fn plain(value: &impl Serialize) -> Result<JsValue, JsError> {
    match value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()) {
        Ok(object) => Ok(object),
        Err(_) => parse(&serde_json::to_string(value)?),
    }
}

fn parse(json: &str) -> Result<JsValue, JsError> {
    js_sys::JSON::parse(json).map_err(|_| JsError::new("the simulator wrote no JSON"))
}
