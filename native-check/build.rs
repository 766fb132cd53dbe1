//! Puts the bundled scenarios into the binary, so that it runs from anywhere, and the C library that passes messages on
//! Linux, so that a simulated process runs the same code as a compiled program.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    bundle_scenarios()?;
    compile_messages()
}

/// Compiles `message.c` with the system's C compiler. The calls that may sleep are made by `sys::message`.
fn compile_messages() -> io::Result<()> {
    let library = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../sim-core/libc");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let (source, header) = (library.join("native/message.c"), library.join("include/message.h"));
    // Alone: the other headers shall be the system's.
    fs::copy(&header, out.join("message.h"))?;
    let object = out.join("message.o");
    let compiler = env::var_os("CC").unwrap_or_else(|| "cc".into());
    let mut command = Command::new(compiler);
    command.args(["-std=gnu11", "-O1", "-fPIC", "-Wall", "-Wextra", "-DMESSAGE_WAIT=ipc_lab_message_wait", "-I"]);
    let status = command.arg(&out).arg("-c").arg("-o").arg(&object).arg(&source).status()?;
    if !status.success() {
        return Err(io::Error::other(format!("{command:?} failed ({status})")));
    }
    println!("cargo::rerun-if-changed={}", source.display());
    println!("cargo::rerun-if-changed={}", header.display());
    println!("cargo::rustc-link-arg={}", object.display());
    Ok(())
}

fn bundle_scenarios() -> io::Result<()> {
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
