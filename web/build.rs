//! Embeds the bundled scenarios and the order of the course as `scenarios.bin` and `course.bin`, so that the page needs
//! nothing but itself. Lessons are not embedded: `cargo xtask dist` puts them beside the page.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use lessons::read;
use sim_core::scenario::Scenario;

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../scenarios");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed={}", root.display());
    let folders = read::folders(&root)?;
    let scenarios = folders.iter().map(|folder| read::scenario(folder)).collect::<Result<Vec<Scenario>, _>>()?;
    fs::write(out.join("scenarios.bin"), borsh::to_vec(&scenarios)?)?;
    fs::write(out.join("course.bin"), borsh::to_vec(&read::course(&root.join("course.toml"))?)?)?;
    Ok(())
}
