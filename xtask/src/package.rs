//! The npm package: the simulator as a module, the custom element, and the site that the element's frames show.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};

/// Where in the site it lies, ready to be imported or packed.
pub(crate) const FOLDER: &str = "ipc-lab-module";

/// Files of the site that the element needs beside it.
const SITE: [&str; 9] = [
    "embed.html",
    "index.html",
    "ipc-lab.css",
    "ipc-lab.js",
    "ipc-lab-page.js",
    "ipc-lab-page.wasm",
    "ipc-lab-simulator.js",
    "ipc-lab-simulator.wasm",
    "ipc-lab-element.js",
];

/// Completes the folder, in which the wasm lies already, and packs it with npm where there is one.
pub(crate) fn package(root: &Path, site: &Path) -> anyhow::Result<()> {
    let folder = site.join(FOLDER);
    for file in ["index.js", "index.d.ts", "package.json", "ipc-lab-element.d.ts"] {
        copy(&root.join("web/module").join(file), &folder.join(file))?;
    }
    for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root.join(file), &folder.join(file))?;
    }
    for file in SITE {
        copy(&site.join(file), &folder.join(file))?;
    }
    let pack = Command::new("npm").args(["pack", "--silent", "--pack-destination", ".."]).current_dir(&folder).output();
    match pack {
        Ok(done) => ensure!(done.status.success(), "npm pack failed: {}", String::from_utf8_lossy(&done.stderr)),
        Err(_) => eprintln!("npm is not here: {} is not packed", folder.display()),
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::copy(from, to).with_context(|| format!("failed to copy {} to {}", from.display(), to.display())).map(drop)
}
