//! The whole lab in one file, which opens by double click: no server, no network.
//!
//! Scripts and wasm are data blocks of the document; only the boot module runs, and its hash stands in the policy, as
//! that of the style does. `web/boot.js` finds the blocks by their ids.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::dist::Pages;

/// The policy's line of `index.html`, of which the single file has its own.
const POLICY_START: &str = "<meta http-equiv=\"Content-Security-Policy\"";

/// The file's text; the parts are in `site` already.
pub(crate) fn page(site: &Path, pages: &Pages) -> anyhow::Result<String> {
    let mut blocks = String::new();
    for part in ["page", "simulator"] {
        let glue = site.join(format!("ipc-lab-{part}.js"));
        let glue = fs::read_to_string(&glue).with_context(|| format!("failed to read {}", glue.display()))?;
        blocks += &block(&format!("ipc-lab-{part}"), &glue)?;
        let wasm = site.join(format!("ipc-lab-{part}.wasm"));
        let wasm = fs::read(&wasm).with_context(|| format!("failed to read {}", wasm.display()))?;
        let packed = miniz_oxide::deflate::compress_to_vec(&wasm, 10);
        blocks += &block(&format!("ipc-lab-{part}-wasm"), &STANDARD.encode(packed))?;
    }
    blocks += &lessons(&site.join("lessons"))?;
    let mut text = String::new();
    for line in pages.index.lines() {
        let line = line.trim_end();
        if line.starts_with(POLICY_START) {
            text += &policy(pages);
        } else if line.starts_with("<link rel=\"stylesheet\"") {
            text += &format!("<style>{}</style>", pages.style);
        } else if line.starts_with("<script type=\"module\"") {
            // The blocks stand before the script, which looks for them as soon as it runs.
        } else if line.starts_with("</body>") {
            text += &format!("{blocks}<script type=\"module\">{}</script>\n</body>", pages.boot);
        } else if !line.starts_with("<link rel=\"modulepreload\"") && !line.starts_with("<link rel=\"preload\"") {
            text += line;
        }
        text.push('\n');
    }
    Ok(text)
}

/// The lessons, by the ids under which the page looks for them.
fn lessons(folder: &Path) -> anyhow::Result<String> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("failed to list {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "bin"));
    files.sort();
    let mut blocks = String::new();
    for path in files {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let bytes = fs::read(&path).with_context(|| format!("failed to read {}", path.display()))?;
        blocks += &block(&format!("ipc-lab-lesson-{name}"), &STANDARD.encode(bytes))?;
    }
    Ok(blocks)
}

/// A text that the browser keeps and does not run.
fn block(id: &str, text: &str) -> anyhow::Result<String> {
    ensure!(!text.contains("</script"), "{id} contains the end of a script");
    Ok(format!("<script type=\"text/plain\" id=\"{id}\">{text}</script>\n"))
}

/// What may run: the boot module and what it makes blobs of. What may be asked for: nothing.
fn policy(pages: &Pages) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "{POLICY_START} content=\"default-src 'none'; script-src {} 'wasm-unsafe-eval' blob:; worker-src blob:; \
         style-src {}; img-src data:; base-uri 'none'; form-action 'none'\">",
        hash(&pages.boot),
        hash(&pages.style)
    )
}
