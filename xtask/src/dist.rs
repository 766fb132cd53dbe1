//! Building the static site: the wasm, the glue around it, the boot module, the styles and the page.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::lesson_files;
use crate::tools::{self, WASM_TARGET};

/// Style sheets, in the order in which they apply.
const STYLES: [&str; 8] = ["base", "layout", "editor", "machine", "timeline", "transport", "lesson", "course"];

/// The wasm modules: features of the package `web`, each compiled by itself, so that none carries what only another needs.
const PARTS: [&str; 2] = ["page", "simulator"];

/// The profile of the site: small, and as a whole.
const SITE_PROFILE: &str = "site";

/// How the wasm is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quickly.
    Dev,
    /// Well.
    Release,
}

/// Builds the site into `out`.
pub(crate) fn build(out: &Path, profile: Profile) -> anyhow::Result<()> {
    let root = tools::root();
    tools::ensure_wasm_target()?;
    fs::create_dir_all(out).with_context(|| format!("failed to make {}", out.display()))?;
    for part in PARTS {
        let wasm = compile(&root, part, profile)?;
        bind(&wasm, part, out, profile)?;
    }
    copy(&root.join("index.html"), &out.join("index.html"))?;
    copy(&root.join("web/boot.js"), &out.join("ipc-lab.js"))?;
    let styles = STYLES.iter().map(|name| read(&root.join(format!("web/style/{name}.css"))));
    write(&out.join("ipc-lab.css"), &styles.collect::<anyhow::Result<Vec<_>>>()?.join("\n"))?;
    lesson_files::write(&root.join("scenarios"), &out.join("lessons"))?;
    eprintln!("built {}", out.display());
    Ok(())
}

fn compile(root: &Path, part: &str, profile: Profile) -> anyhow::Result<PathBuf> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // The crate is a plain library: listing both crate types in its manifest would turn link-time optimisation off.
    cargo.current_dir(root).args([
        "rustc",
        "--package",
        "web",
        "--no-default-features",
        "--features",
        part,
        "--lib",
        "--crate-type",
        "cdylib",
        "--target",
        WASM_TARGET,
    ]);
    if profile == Profile::Release {
        // The page is as small as it can be; the simulator computes.
        let level = if part == "page" { "z" } else { "s" };
        cargo.args(["--profile", SITE_PROFILE, "--config", &format!("profile.{SITE_PROFILE}.opt-level=\"{level}\"")]);
    }
    run(&mut cargo)?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folder = if profile == Profile::Release { SITE_PROFILE } else { "debug" };
    Ok(root.join(target).join(WASM_TARGET).join(folder).join("web.wasm"))
}

/// Writes the glue and the wasm of a part, as `ipc-lab-page.js` and `ipc-lab-page.wasm`.
fn bind(wasm: &Path, part: &str, out: &Path, profile: Profile) -> anyhow::Result<()> {
    let name = format!("ipc-lab-{part}");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).web(true)?.typescript(false).out_name(&name).omit_default_module_path(false);
    // The names of functions are a sixth of the file, and serve only who debugs it.
    bindgen.remove_name_section(profile == Profile::Release).remove_producers_section(profile == Profile::Release);
    bindgen.generate(out).context("wasm-bindgen failed")?;
    fs::rename(out.join(format!("{name}_bg.wasm")), out.join(format!("{name}.wasm")))
        .context("wasm-bindgen wrote no wasm")
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("failed to start {}", command.get_program().display()))?;
    ensure!(status.success(), "{} failed: {status}", command.get_program().display());
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| format!("failed to write {}", path.display()))
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    write(to, &read(from)?)
}
