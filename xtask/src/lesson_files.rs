//! The lessons as files beside the page, which fetches the one that is wanted.

use std::fs;
use std::path::Path;

use anyhow::Context;
use lessons::read::{self, Language};

/// Writes every lesson as a file of its own, `ID.LANGUAGE.bin`.
pub(crate) fn write(scenarios: &Path, out: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(out).with_context(|| format!("failed to make {}", out.display()))?;
    for (name, bytes) in all(scenarios)? {
        let path = out.join(format!("{name}.bin"));
        fs::write(&path, bytes).with_context(|| format!("failed to write {}", path.display()))?;
    }
    Ok(())
}

/// Every lesson as bytes, by its name `ID.LANGUAGE`. A single-file page has the same in base64, in elements with the ids
/// `ipc-lab-lesson-ID.LANGUAGE`.
pub(crate) fn all(scenarios: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut lessons = Vec::new();
    for folder in read::folders(scenarios)? {
        for language in Language::ALL {
            if let Some(lesson) = read::lesson(&folder, language)? {
                lessons.push((format!("{}.{}", read::name(&folder), language.code()), borsh::to_vec(&lesson)?));
            }
        }
    }
    Ok(lessons)
}
