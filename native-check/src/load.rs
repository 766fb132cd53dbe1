//! From what stands on the command line to scenarios.

use std::fs;
use std::path::{Path, PathBuf};

use sim_core::lang::source::text_of;
use sim_core::scenario::{File, Manifest, Scenario};

mod bundled {
    //! The scenarios that are part of the binary.
    include!(concat!(env!("OUT_DIR"), "/bundled.rs"));
}

/// Name of the file that makes a folder a scenario.
const MANIFEST: &str = "scenario.toml";

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
    /// It holds no program.
    #[error("no C file in {0}")]
    Empty(PathBuf),
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

/// The scenario that several words mean: one word as in [`one`], several C files as one program.
///
/// # Errors
/// As [`one`].
pub(crate) fn together(words: &[String]) -> Result<Scenario, LoadError> {
    match words {
        [word] => one(word),
        _ => program(&words.iter().map(Path::new).collect::<Vec<_>>()),
    }
}

/// A program of the given C files, and of the headers that lie beside them.
fn program(paths: &[&Path]) -> Result<Scenario, LoadError> {
    let mut files = Vec::new();
    for path in paths {
        files.push(file(path)?);
        for header in entries(parent(path))?.iter().filter(|beside| has_extension(beside, "h")) {
            if files.iter().all(|known| known.name != name(header)) {
                files.push(file(header)?);
            }
        }
    }
    let id = paths.first().and_then(|path| path.file_stem()).unwrap_or_default().to_string_lossy().into_owned();
    let mut scenario = Scenario::single(id, files);
    scenario.manifest.schedules = scenario.files.first().map_or(Vec::new(), |file| schedules(&file.text));
    Ok(scenario)
}

/// The schedules that a C file's first lines ask for: `//@ schedule v1:1x2,2`, one each.
fn schedules(text: &str) -> Vec<String> {
    let header = text.lines().map_while(|line| line.strip_prefix("//@ "));
    header.filter_map(|line| line.strip_prefix("schedule ")).map(|schedule| schedule.trim().to_owned()).collect()
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A folder: a scenario if it has a manifest, else one program of all its C files.
fn folder(path: &Path) -> Result<Scenario, LoadError> {
    let is_ours = |path: &&PathBuf| has_extension(path, "c") || has_extension(path, "h") || name(path) == MANIFEST;
    let files = entries(path)?.iter().filter(is_ours).map(|path| file(path)).collect::<Result<Vec<_>, _>>()?;
    if !files.iter().any(|file| file.name.ends_with(".c")) {
        return Err(LoadError::Empty(path.to_owned()));
    }
    let whole = path.canonicalize().map_err(|error| LoadError::Read(path.to_owned(), error))?;
    from_files(&name(&whole), files)
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
