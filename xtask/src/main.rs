//! The project's own commands: `cargo xtask dist`, `cargo xtask serve`.

mod dist;
mod serve;

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
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Dist { out, dev } => {
            let profile = if dev { dist::Profile::Dev } else { dist::Profile::Release };
            dist::build(&dist::root()?.join(out), profile)
        }
        Command::Serve { port, folder: Some(folder) } => serve::serve(&folder, port),
        Command::Serve { port, folder: None } => {
            let out = dist::root()?.join("dist");
            dist::build(&out, dist::Profile::Release)?;
            serve::serve(&out, port)
        }
    }
}
