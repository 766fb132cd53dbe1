//! The project's own commands: `cargo xtask serve`, `cargo xtask dist`, `cargo xtask test`.

mod dist;
mod lesson_files;
mod measure;
mod package;
mod serve;
mod single;
mod test;
mod tools;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Commands of the project.
#[derive(Parser)]
#[command(name = "xtask", about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the static site.
    Dist {
        /// Where to.
        #[arg(long, default_value = "dist")]
        out: PathBuf,
        /// Without optimisation, for a quick look.
        #[arg(long)]
        dev: bool,
    },
    /// Build the page and serve it on 127.0.0.1.
    Serve {
        /// The port; 0 chooses a free one.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Serve this folder as it is, without building.
        #[arg(long)]
        folder: Option<PathBuf>,
    },
    /// Measure how heavy and how quick the built page is, in a headless browser.
    Measure {
        /// The built site.
        #[arg(long, default_value = "dist")]
        folder: PathBuf,
        /// Write the table to this file too.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Run all tests.
    Test {
        /// With a million system calls of random programs.
        #[arg(long)]
        long: bool,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Dist { out, dev } => {
            let profile = if dev { dist::Profile::Dev } else { dist::Profile::Release };
            dist::build(&tools::root().join(out), profile)
        }
        Command::Serve { port, folder: Some(folder) } => serve::serve(&folder, port),
        Command::Serve { port, folder: None } => {
            let out = tools::root().join("dist");
            dist::build(&out, dist::Profile::Release)?;
            serve::serve(&out, port)
        }
        Command::Measure { folder, out } => measure::measure(&tools::root().join(folder), out.as_deref()),
        Command::Test { long } => test::run(if long { test::Length::Long } else { test::Length::Short }),
    }
}
