//! What a run has cost, as the page shows it.

use crate::world::Statistics;

use super::super::{Costs, TimeOnCores};

pub(super) fn costs(statistics: &Statistics) -> Costs {
    let times = statistics.times.iter().map(|&on| TimeOnCores {
        cores: on.cores,
        time_ns: on.time_ns,
        speed_up: statistics.speed_up(on),
        switches: on.switches,
    });
    Costs {
        cores: statistics.cores,
        times: times.collect(),
        copies: statistics.copied.times,
        copied_bytes: statistics.copied.bytes,
        kernel_bytes: statistics.kernel_bytes,
        most_kernel_bytes: statistics.most_kernel_bytes,
    }
}
