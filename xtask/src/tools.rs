//! What the machine must have, and getting it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let mut path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    path.pop();
    path
}

/// The folder that cargo builds into.
pub(crate) fn target_dir() -> Result<PathBuf> {
    let this = std::env::current_exe().context("failed to find the running xtask")?;
    this.ancestors().nth(2).map(Path::to_owned).context("xtask does not lie in a target folder")
}

/// The target that the page is compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target to the toolchain if it is missing.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    let libdir = Command::new("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]).output();
    let is_there = libdir.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir());
    if is_there {
        return Ok(());
    }
    eprintln!("installing the {WASM_TARGET} target");
    let status = Command::new("rustup").args(["target", "add", WASM_TARGET]).status();
    if !status.is_ok_and(|status| status.success()) {
        bail!("the {WASM_TARGET} target is missing: run `rustup target add {WASM_TARGET}`");
    }
    Ok(())
}

/// Installs a headless browser and its driver if they are missing and this is Debian as root.
pub(crate) fn ensure_browser() -> Result<()> {
    const PROGRAMS: [&str; 2] = ["chromium", "chromedriver"];
    const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];
    if PROGRAMS.iter().all(|program| is_on_path(program)) {
        return Ok(());
    }
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    if !is_root || !is_on_path("apt-get") {
        bail!(
            "the page's tests need `chromium` and `chromedriver`: install them (Debian: apt install {})",
            PACKAGES.join(" ")
        );
    }
    eprintln!("installing {}", PACKAGES.join(" and "));
    let apt = |args: &[&str]| {
        let done = Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(args).status();
        done.is_ok_and(|status| status.success())
    };
    // The list of packages may be old or empty; only the installation decides.
    apt(&["update", "-qq"]);
    let install: Vec<_> = ["install", "-y", "-qq", "--no-install-recommends"].into_iter().chain(PACKAGES).collect();
    if !apt(&install) {
        bail!("failed to install {}", PACKAGES.join(" and "));
    }
    Ok(())
}

fn is_on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
