//! From the files of a scenario to a program: all stages in order, and the C library as it is needed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::machine::Program;
use crate::scenario::File;

use super::diag::{Diagnostic, Diagnostics, Locale, Severity};
use super::library::{self, LibraryFile, LibraryProgram};
use super::link::{self, LibraryObject, LinkProblem};
use super::object::Object;
use super::source::{Origin, SourceMap, Span};
use super::{advice, lower, parse, pp, sema};

/// What came of compiling a program.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The program; none if a diagnostic is worse than a warning.
    pub program: Option<Arc<Program>>,
    /// Mistakes and warnings, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the diagnostics refer to.
    pub sources: SourceMap,
}

/// Compiles and links a program of a scenario: `units` are the names of its C files among `files`, whose headers are
/// found by `#include "…"`.
#[must_use]
pub fn compile(name: &str, files: &[File], units: &[String], origin: Origin) -> Compiled {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let mut objects = Vec::new();
    for unit in units {
        match files.iter().find(|file| file.name == *unit) {
            Some(file) => objects.push(compile_unit(file, files, origin, &mut sources, &mut diagnostics)),
            None => diagnostics.report(Span::NONE, &LinkProblem::NoSuchFile { file: unit.clone() }),
        }
    }
    let program = (!diagnostics.has_errors())
        .then(|| link::link(name, objects, sources.clone(), &mut CompiledLibrary, &mut diagnostics))
        .flatten()
        .map(Arc::new);
    Compiled { program, diagnostics: of_program(diagnostics, &sources), sources }
}

/// The diagnostics without the library's warnings.
fn of_program(diagnostics: Diagnostics, sources: &SourceMap) -> Vec<Diagnostic> {
    let mut list = diagnostics.into_sorted();
    list.retain(|diagnostic| {
        let is_library = sources.file(diagnostic.span.file).is_some_and(|file| file.origin == Origin::Library);
        diagnostic.severity > Severity::Warning || !is_library
    });
    list
}

/// One C file to an object. After errors in the text the object is not to be used, and nothing is lowered.
fn compile_unit(
    file: &File,
    headers: &[File],
    origin: Origin,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Object {
    let open = |name: &str, is_angled: bool| open_header(name, is_angled, headers, origin);
    let id = sources.add(file.name.clone(), file.text.clone(), origin);
    let tokens = pp::preprocess(sources, id, &open, diagnostics);
    let tree = parse::parse(tokens, diagnostics);
    if origin == Origin::User {
        advice::check(&tree, diagnostics);
    }
    let unit = sema::check(&tree, sources, diagnostics);
    if diagnostics.has_errors() { Object::default() } else { lower::lower(&unit, origin, diagnostics) }
}

/// `"…"` looks among the scenario's files first, as C compilers look beside the including file.
pub(super) fn open_header(
    name: &str,
    is_angled: bool,
    headers: &[File],
    origin: Origin,
) -> Option<(String, String, Origin)> {
    let own = headers.iter().find(|file| !is_angled && file.name == name);
    let own = own.map(|file| (file.name.clone(), file.text.clone(), origin));
    own.or_else(|| Some((format!("<{name}>"), library::header(name)?.into(), Origin::Library)))
}

/// The C library, compiled file by file when first needed, once in a process.
struct CompiledLibrary;

static COMPILED: Mutex<BTreeMap<&'static str, Arc<LibraryObject>>> = Mutex::new(BTreeMap::new());

impl link::Library for CompiledLibrary {
    fn object_for(&mut self, name: &str) -> Result<Option<Arc<LibraryObject>>, LinkProblem> {
        let Some(file) = library::source_for(name) else { return Ok(None) };
        let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = compiled.get(file.name) {
            return Ok(Some(Arc::clone(known)));
        }
        let object = Arc::new(compile_library_file(file)?);
        compiled.insert(file.name, Arc::clone(&object));
        Ok(Some(object))
    }

    fn names(&self) -> Box<dyn Iterator<Item = &'static str>> {
        Box::new(library::symbols())
    }
}

/// A program that every host has, compiled when it is first needed, once in a process.
#[must_use]
pub fn built_in(name: &str) -> Option<Arc<Program>> {
    static BUILT: Mutex<BTreeMap<&'static str, Arc<Program>>> = Mutex::new(BTreeMap::new());
    let program = library::programs().find(|program| program.name == name)?;
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = built.get(program.name) {
        return Some(Arc::clone(known));
    }
    let compiled = compile_built_in(program).program?;
    built.insert(program.name, Arc::clone(&compiled));
    Some(compiled)
}

/// Compiles a program that every host has.
pub(super) fn compile_built_in(program: &LibraryProgram) -> Compiled {
    let file = |(path, text): (&str, &str)| {
        let name = path.rsplit('/').next().unwrap_or(path);
        File { name: name.to_owned(), text: text.to_owned() }
    };
    let files: Vec<File> = program.files().into_iter().map(file).collect();
    let sources = files.iter().map(|file| file.name.clone()).filter(|name| name.ends_with(".c"));
    compile(program.name, &files, &sources.collect::<Vec<_>>(), Origin::Library)
}

fn compile_library_file(file: &LibraryFile) -> Result<LibraryObject, LinkProblem> {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let text = File { name: file.name.into(), text: file.text.into() };
    let object = compile_unit(&text, &[], Origin::Library, &mut sources, &mut diagnostics);
    let list = diagnostics.into_sorted();
    match list.iter().find(|diagnostic| diagnostic.severity > Severity::Warning) {
        Some(worst) => {
            let message = worst.render(&sources, Locale::En);
            Err(LinkProblem::BrokenLibrary { file: file.name.into(), message })
        }
        None => Ok(LibraryObject { object: Arc::new(object), sources }),
    }
}
