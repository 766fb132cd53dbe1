//! From what stands on the command line to scenarios.

use std::fs;
use std::path::{Component, Path, PathBuf};

use sim_core::lang::source::text_of;
use sim_core::lang::units::Units;
use sim_core::scenario::{File, Launch, Manifest, ProgramSpec, Scenario};

mod bundled {
    //! The scenarios that are part of the binary.
    include!(concat!(env!("OUT_DIR"), "/bundled.rs"));
}

/// Name of the file that makes a folder a scenario.
const MANIFEST: &str = "scenario.toml";

/// A larger file of a folder is not taken for a text that its programs read.
const MOST_DATA: u64 = 256 << 10;

/// Why a scenario cannot be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LoadError {
    /// It is neither a file nor a folder nor a name.
    #[error("no file, folder or bundled scenario is called `{0}`; bundled are: {1}")]
    Unknown(String, String),
    /// It cannot be read.
    #[error("failed to read {0}: {1}")]
    Read(PathBuf, std::io::Error),
    /// Its manifest is wrong.
    #[error("failed to understand {0}: {1}")]
    Manifest(String, Box<toml::de::Error>),
    /// It holds no C file.
    #[error("no C file in {0}")]
    Empty(PathBuf),
    /// None of its C files can be started.
    #[error("no program in {0}: none of its C files defines `main`")]
    NoMain(PathBuf),
}

/// All bundled scenarios, by id.
///
/// # Errors
/// When a manifest is wrong.
pub(crate) fn bundled() -> Result<Vec<Scenario>, LoadError> {
    bundled::FILES.iter().map(|(id, files)| from_files(id, bundled_files(files))).collect()
}

fn bundled_files(files: &[(&str, &str)]) -> Vec<File> {
    files.iter().map(|(name, text)| File { name: (*name).to_owned(), text: (*text).to_owned() }).collect()
}

/// The scenario that a word of the command line means: a C file, a folder, or a bundled scenario's name.
///
/// # Errors
/// When there is none, or it cannot be read.
pub(crate) fn one(word: &str) -> Result<Scenario, LoadError> {
    let path = Path::new(word);
    if path.is_dir() {
        return folder(path);
    }
    if path.is_file() {
        return program(&[path]);
    }
    let found = bundled::FILES.iter().find(|(id, _)| *id == word);
    let names = || bundled::FILES.iter().map(|(id, _)| *id).collect::<Vec<_>>().join(", ");
    let (id, files) = found.ok_or_else(|| LoadError::Unknown(word.to_owned(), names()))?;
    from_files(id, bundled_files(files))
}

/// The scenarios that several words mean, each for itself; all bundled ones if there is none.
///
/// # Errors
/// As [`one`].
pub(crate) fn all(words: &[String]) -> Result<Vec<Scenario>, LoadError> {
    if words.is_empty() { bundled() } else { words.iter().map(|word| one(word)).collect() }
}

/// The scenario that several words mean: one word as in [`one`], several C files as the programs that they hold.
///
/// # Errors
/// As [`one`].
pub(crate) fn together(words: &[String]) -> Result<Scenario, LoadError> {
    match words {
        [word] => one(word),
        _ => program(&words.iter().map(Path::new).collect::<Vec<_>>()),
    }
}

/// The given C files, and what they include of what lies beside them: one program, unless several files have a `main`.
fn program(paths: &[&Path]) -> Result<Scenario, LoadError> {
    let mut files: Vec<File> = Vec::new();
    for path in paths {
        add(&mut files, file(path)?);
        add_included(&mut files, parent(path))?;
    }
    let units: Vec<String> = paths.iter().map(|path| name(path)).collect();
    let schedules = files.first().map_or(Vec::new(), |file| schedules(&file.text));
    let id = paths.first().and_then(|path| path.file_stem()).unwrap_or_default().to_string_lossy().into_owned();
    let mut scenario = Scenario::single(id, files);
    scenario.manifest.schedules = schedules;
    let sources: Vec<File> = scenario.files.iter().filter(|file| is_wanted(file, &units)).cloned().collect();
    let linked = Units::new(&sources);
    match &linked.programs()[..] {
        [_, _, ..] => take_programs(&mut scenario.manifest, &linked),
        programs => {
            if let (Some(only), true) = (programs.first(), paths.len() > 1) {
                scenario.id.clone_from(&only.name);
            }
            scenario.manifest.programs = vec![ProgramSpec { name: scenario.id.clone(), files: units }];
        }
    }
    Ok(scenario)
}

/// Whether a file is a unit that the command line names, or no C file.
fn is_wanted(file: &File, units: &[String]) -> bool {
    !file.name.ends_with(".c") || units.contains(&file.name)
}

fn add(files: &mut Vec<File>, file: File) {
    if files.iter().all(|known| known.name != file.name) {
        files.push(file);
    }
}

/// Adds what the files include by `#include "…"`, directly or not, as far as it is in a folder or below it.
fn add_included(files: &mut Vec<File>, folder: &Path) -> Result<(), LoadError> {
    let mut next = 0;
    while let Some(text) = files.get(next).map(|file| file.text.clone()) {
        next += 1;
        for included in includes(&text) {
            let path = folder.join(included);
            let is_below = Path::new(included).components().all(|part| matches!(part, Component::Normal(_)));
            if is_below && path.is_file() {
                add(files, File { name: included.to_owned(), ..file(&path)? });
            }
        }
    }
    Ok(())
}

/// The names that stand in `#include "…"`.
fn includes(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let directive = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("include")?;
        directive.trim_start().strip_prefix('"')?.split('"').next()
    })
}

/// Several programs, of which those are started that no other one starts.
fn take_programs(manifest: &mut Manifest, units: &Units) {
    let programs = units.programs();
    let mut started = units.to_launch(&programs);
    started.sort_by_key(|program| std::cmp::Reverse(comes_first(&program.name)));
    manifest.launches = started.iter().map(|program| Launch::of(&program.name)).collect();
    manifest.programs = programs;
}

/// Whether a program of this name is one that others expect to find: people start it first.
fn comes_first(name: &str) -> bool {
    const FIRST: [&str; 8] = ["server", "serv", "srv", "daemon", "writer", "sender", "send", "producer"];
    let name = name.to_ascii_lowercase();
    FIRST.iter().any(|word| name.contains(word))
}

/// The schedules that a C file's first lines ask for: `//@ schedule v1:1x2,2`, one each.
fn schedules(text: &str) -> Vec<String> {
    let header = text.lines().map_while(|line| line.strip_prefix("//@ "));
    header.filter_map(|line| line.strip_prefix("schedule ")).map(|schedule| schedule.trim().to_owned()).collect()
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A folder: a scenario if it has a manifest, else the programs that its C files hold, and its other texts as data.
fn folder(path: &Path) -> Result<Scenario, LoadError> {
    let mut files = Vec::new();
    for entry in entries(path)? {
        let is_text = has_extension(&entry, "c") || has_extension(&entry, "h") || name(&entry) == MANIFEST;
        files.extend(if is_text { Some(file(&entry)?) } else { data(&entry) });
    }
    if !files.iter().any(|file| file.name.ends_with(".c")) {
        return Err(LoadError::Empty(path.to_owned()));
    }
    let whole = path.canonicalize().map_err(|error| LoadError::Read(path.to_owned(), error))?;
    let has_manifest = files.iter().any(|file| file.name == MANIFEST);
    let mut scenario = from_files(&name(&whole), files)?;
    if !has_manifest {
        let units = Units::new(&scenario.files);
        take_programs(&mut scenario.manifest, &units);
        if scenario.manifest.programs.is_empty() {
            return Err(LoadError::NoMain(path.to_owned()));
        }
    }
    Ok(scenario)
}

/// A file that programs may read, if it is a small text.
fn data(path: &Path) -> Option<File> {
    let is_small = fs::metadata(path).is_ok_and(|file| file.len() <= MOST_DATA);
    let is_hidden = name(path).starts_with('.');
    let text = (is_small && !is_hidden).then(|| fs::read_to_string(path).ok()).flatten()?;
    Some(File { name: name(path), text })
}

/// A scenario of a folder's files, the manifest among them.
fn from_files(id: &str, mut files: Vec<File>) -> Result<Scenario, LoadError> {
    let Some(at) = files.iter().position(|file| file.name == MANIFEST) else { return Ok(Scenario::single(id, files)) };
    let manifest: Manifest = toml::from_str(&files.remove(at).text)
        .map_err(|error| LoadError::Manifest(format!("{id}/{MANIFEST}"), Box::new(error)))?;
    Ok(Scenario { id: id.to_owned(), manifest, files })
}

fn file(path: &Path) -> Result<File, LoadError> {
    let bytes = fs::read(path).map_err(|error| LoadError::Read(path.to_owned(), error))?;
    // Old course files are not always UTF-8; a C compiler takes them all the same.
    Ok(File { name: name(path), text: text_of(&bytes) })
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let failed = |error| LoadError::Read(folder.to_owned(), error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.retain(|path| path.is_file());
    paths.sort();
    Ok(paths)
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_scenario_has_a_manifest_and_programs() {
        let all = bundled().expect("manifests are well-formed");
        assert!(all.iter().any(|scenario| scenario.id == "pipe-hello"));
        assert!(all.iter().all(|scenario| !scenario.manifest.covers.is_empty() && !scenario.programs().is_empty()));
    }

    #[test]
    fn a_file_can_ask_for_schedules_in_its_header() {
        let text = "//@ schedule v1:1x2,2\n//@ schedule v1:2\nint main(void) {}\n//@ schedule v1:3\n";
        assert_eq!(schedules(text), ["v1:1x2,2", "v1:2"]);
        assert!(schedules("#include <stdio.h>\n").is_empty());
    }

    #[test]
    fn an_unknown_name_says_which_there_are() {
        let error = one("no-such-scenario").expect_err("there is none");
        assert!(error.to_string().contains("pipe-hello"));
    }
}
