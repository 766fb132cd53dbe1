//! Building the static site: the wasm, the glue around it, the boot module, the styles and the page.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::lesson_files;
use crate::tools::{self, WASM_TARGET};
use crate::{package, single};

/// Style sheets, in the order in which they apply.
const STYLES: [&str; 9] = ["base", "layout", "editor", "machine", "timeline", "transport", "lesson", "course", "print"];

/// Where the first view stands in `index.html`.
const FIRST_VIEW: &str = "<!-- first view -->";

/// The custom element and its types, which are served as they are written.
const ELEMENT: [&str; 2] = ["ipc-lab-element.js", "ipc-lab-element.d.ts"];

/// The wasm modules: features of the package `web`, each compiled by itself, so that none carries what only another needs.
const PARTS: [&str; 2] = ["page", "simulator"];

/// The example course page.
const COURSE: [&str; 3] = ["index.html", "course.css", "course.js"];

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
    if profile == Profile::Release {
        let module = out.join(package::FOLDER);
        fs::create_dir_all(&module)?;
        bind(&compile(&root, "module", profile)?, "module", &module, profile)?;
    }
    append(&out.join("ipc-lab-simulator.js"), &read(&root.join("web/worker.js"))?)?;
    lesson_files::write(&root.join("scenarios"), &out.join("lessons"))?;
    let pages = Pages::new(&root)?;
    write(&out.join("index.html"), &pages.index)?;
    write(&out.join("embed.html"), &pages.embed)?;
    write(&out.join("ipc-lab.js"), &pages.boot)?;
    write(&out.join("ipc-lab.css"), &pages.style)?;
    write(&out.join("ipc-lab.html"), &single::page(out, &pages)?)?;
    for file in ELEMENT {
        copy(&root.join("web/module").join(file), &out.join(file))?;
    }
    // The example course lies beside the lab that it embeds.
    fs::create_dir_all(out.join("course"))?;
    for file in COURSE {
        copy(&root.join("examples/course").join(file), &out.join("course").join(file))?;
    }
    if profile == Profile::Release {
        compress(out)?;
        package::package(&root, out)?;
    }
    eprintln!("built {}", out.display());
    Ok(())
}

/// The texts that the site is made of, beside the wasm.
pub(crate) struct Pages {
    /// The page.
    pub(crate) index: String,
    /// The page for frames.
    pub(crate) embed: String,
    /// What loads the wasm.
    pub(crate) boot: String,
    /// All style sheets.
    pub(crate) style: String,
}

impl Pages {
    fn new(root: &Path) -> anyhow::Result<Self> {
        let index = read(&root.join("index.html"))?;
        let embed = index.replacen("<html ", "<html data-embed ", 1);
        let index = index.replacen(FIRST_VIEW, &first_view(root)?, 1);
        let styles = STYLES.iter().map(|name| read(&root.join(format!("web/style/{name}.css"))));
        let style = styles.collect::<anyhow::Result<Vec<_>>>()?.join("\n");
        Ok(Self { index, embed, boot: read(&root.join("web/boot.js"))?, style })
    }
}

/// What a reader sees before any wasm has arrived: the program that the lab opens with, where the editor will be.
fn first_view(root: &Path) -> anyhow::Result<String> {
    let program = read(&root.join("scenarios/pipe-hello/main.c"))?;
    let escaped = program.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Ok(format!("<pre class=\"boot-program\">{escaped}</pre>"))
}

/// Writes `FILE.br` beside each file that is sent as text or wasm, for servers that send what is compressed already.
fn compress(out: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(out).with_context(|| format!("failed to list {}", out.display()))? {
        let path = entry?.path();
        let is_sent = path.extension().is_some_and(|ending| {
            ["html", "js", "css", "wasm"].iter().any(|sent| *sent == ending) && !path.ends_with("ipc-lab.html")
        });
        if !is_sent {
            continue;
        }
        let bytes = fs::read(&path).with_context(|| format!("failed to read {}", path.display()))?;
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters)?;
        let mut name = path.into_os_string();
        name.push(".br");
        fs::write(&name, packed).with_context(|| format!("failed to write {}", Path::new(&name).display()))?;
    }
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
    bindgen.input_path(wasm).typescript(false).out_name(&name);
    match part {
        "page" => bindgen.web(true)?.omit_default_module_path(false),
        "module" => bindgen.web(true)?.omit_default_module_path(true),
        // The worker is a classic script: see `web/boot.js`.
        _ => bindgen.no_modules(true)?,
    };
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

fn append(path: &Path, text: &str) -> anyhow::Result<()> {
    write(path, &(read(path)? + text))
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    write(to, &read(from)?)
}
