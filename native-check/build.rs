//! Puts the bundled scenarios into the binary, so that it runs from anywhere.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../scenarios");
    let mut list = String::from(
        "/// Id, and names and texts of the files.\npub(super) static FILES: &[(&str, &[(&str, &str)])] = &[\n",
    );
    for folder in sorted(&root)? {
        if !folder.join("scenario.toml").is_file() {
            continue;
        }
        list.push_str(&format!("    ({:?}, &[\n", name(&folder)));
        for file in sorted(&folder)?.iter().filter(|file| file.is_file() && !name(file).starts_with("lesson.")) {
            let path = file.canonicalize()?;
            list.push_str(&format!("        ({:?}, include_str!({:?})),\n", name(file), path.display().to_string()));
        }
        list.push_str("    ]),\n");
    }
    list.push_str("];\n");
    println!("cargo::rerun-if-changed={}", root.display());
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("bundled.rs"), list)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}
