//! Writing a run, as far as it is known, as a file.

use sim_core::export::{self, Document, perfetto, svg};
use sim_core::scenario::Stdout;

use super::run::Run;
use crate::protocol::Format;

/// The file's text.
pub(super) fn export(run: &mut Run, format: Format) -> String {
    // Neither form can hold what JSON cannot: the texts are strings, the keys are names.
    match format {
        Format::Svg => svg::picture(&run.all_lanes()),
        Format::Perfetto => serde_json::to_string(&perfetto::timeline(run.events())).unwrap_or_default(),
        Format::Json => trace(run),
    }
}

fn trace(run: &mut Run) -> String {
    let (end, schedule) = (run.end(), run.schedule().to_string());
    let setup = run.setup();
    let document = Document {
        version: export::VERSION,
        side: "model",
        kernel: "model",
        scenario: &setup.scenario,
        schedule: &schedule,
        stdout: match setup.stdout {
            Stdout::Pipe => "pipe",
            Stdout::Terminal => "terminal",
        },
        events: run.events().collect(),
        end: end.as_ref(),
    };
    serde_json::to_string(&document).unwrap_or_default()
}
