//! Embeds the bundled scenarios: every folder under `scenarios/` with its manifest and its C files becomes one entry of
//! `scenarios.bin`, so that the page needs nothing but itself.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sim_core::scenario::{File, Manifest, Scenario};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../scenarios");
    println!("cargo::rerun-if-changed={}", root.display());
    let scenarios =
        folders(&root)?.iter().map(|folder| scenario(folder)).collect::<Result<Vec<Scenario>, Box<dyn Error>>>()?;
    let target = PathBuf::from(env::var("OUT_DIR")?).join("scenarios.bin");
    fs::write(target, borsh::to_vec(&scenarios)?)?;
    Ok(())
}

/// The folders below `root` that hold a manifest, in order of name.
fn folders(root: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        if path.join("scenario.toml").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

fn scenario(folder: &Path) -> Result<Scenario, Box<dyn Error>> {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let manifest: Manifest = toml::from_str(&fs::read_to_string(folder.join("scenario.toml"))?)
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "c" || extension == "h") {
            files.push(File { name: name(&path), text: fs::read_to_string(&path)? });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Scenario { id: name(folder), manifest, files })
}
