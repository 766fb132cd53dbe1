//! The lanes of a run as a picture that stands alone, for slides and handouts.

use std::fmt::Write;

use crate::abi::event::Status;
use crate::view::lanes::{Doing, Lane, Lanes, Link, LinkKind};

/// Width of the whole run, height of a lane, and what stands around them.
const WIDTH: u64 = 960;
const ROW: u64 = 28;
const LEFT: u64 = 48;
const MARGIN: u64 = 16;

/// Okabe and Ito's colours, as on the page.
const COLOURS: [&str; 8] = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#b8860b", "#d55e00", "#6a7380"];

/// The picture.
#[must_use]
pub fn picture(lanes: &Lanes) -> String {
    let rows = lanes.lanes.len() as u64;
    let (width, height) = (LEFT + WIDTH + MARGIN, 2 * MARGIN + rows * ROW);
    let scale = Scale { steps: lanes.steps.max(1) };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"13\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    for (row, lane) in lanes.lanes.iter().enumerate() {
        draw_lane(&mut svg, row as u64, lane, scale);
    }
    for each in &lanes.links {
        draw_link(&mut svg, *each, scale);
    }
    svg.push_str("</svg>\n");
    svg
}

/// From steps to places.
#[derive(Clone, Copy)]
struct Scale {
    steps: u64,
}

impl Scale {
    fn at(self, step: u64) -> f64 {
        LEFT as f64 + step as f64 * WIDTH as f64 / self.steps as f64
    }
}

const fn middle(row: u64) -> u64 {
    MARGIN + row * ROW + ROW / 2
}

const fn colour(task: u32) -> &'static str {
    COLOURS[task.saturating_sub(1) as usize % COLOURS.len()]
}

/// Adds to the picture; writing into memory cannot fail.
macro_rules! draw {
    ($svg:expr, $($text:tt)*) => {
        let _ = writeln!($svg, $($text)*);
    };
}

fn draw_lane(svg: &mut String, row: u64, lane: &Lane, scale: Scale) {
    let (y, colour) = (middle(row), colour(lane.task));
    draw!(svg, "<text x=\"{MARGIN}\" y=\"{}\" font-weight=\"600\">P{}</text>", y + 5, lane.task);
    for span in &lane.spans {
        let style = match span.doing {
            Doing::Running => "stroke-width=\"9\"",
            Doing::Ready => "stroke-width=\"2\" stroke-opacity=\"0.5\"",
            Doing::Blocked => "stroke-width=\"2\" stroke-dasharray=\"2 4\"",
            Doing::Stopped => "stroke-width=\"2\" stroke-dasharray=\"1 7\"",
        };
        let (from, to) = (scale.at(span.from), scale.at(span.to));
        draw!(svg, "<line x1=\"{from:.1}\" x2=\"{to:.1}\" y1=\"{y}\" y2=\"{y}\" stroke=\"{colour}\" {style}/>");
    }
    for fault in &lane.faults {
        let x = scale.at(*fault);
        draw!(
            svg,
            "<path transform=\"translate({x:.1} {y})\" d=\"M-5 -5L5 5M-5 5L5 -5\" stroke=\"#c4192d\" stroke-width=\"2\"/>"
        );
    }
    if let Some((step, status)) = lane.end {
        let x = scale.at(step);
        let ink = if status == Status::Exited(0) { colour } else { "#c4192d" };
        draw!(svg, "<path transform=\"translate({x:.1} {y})\" d=\"M0 -8V8\" stroke=\"{ink}\" stroke-width=\"3\"/>");
    }
}

fn draw_link(svg: &mut String, link: Link, scale: Scale) {
    let row = |task: u32| middle(u64::from(task.saturating_sub(1)));
    let (x, from, to, ink) = (scale.at(link.step), row(link.from), row(link.to), colour(link.from));
    draw!(svg, "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{from}\" y2=\"{to}\" stroke=\"{ink}\" stroke-width=\"1.25\"/>");
    let head = match (link.kind, to >= from) {
        (LinkKind::Fork, _) => "M-3 0A3 3 0 1 0 3 0A3 3 0 1 0 -3 0",
        (LinkKind::Wake, true) => "M-4 -8L0 -2L4 -8",
        (LinkKind::Wake, false) => "M-4 8L0 2L4 8",
    };
    draw!(
        svg,
        "<path transform=\"translate({x:.1} {to})\" d=\"{head}\" fill=\"#fff\" stroke=\"{ink}\" stroke-width=\"1.5\"/>"
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::lanes::Span;

    #[test]
    fn every_task_has_its_lane_and_the_run_fits_the_width() {
        let span = Span { from: 0, to: 10, doing: Doing::Running };
        let lane = |task| Lane { task, spans: vec![span], end: Some((10, Status::Exited(0))), faults: vec![3] };
        let link = Link { step: 4, from: 1, to: 2, kind: LinkKind::Wake };
        let svg = picture(&Lanes { steps: 10, lanes: vec![lane(1), lane(2)], links: vec![link] });
        assert!(svg.contains(">P1<") && svg.contains(">P2<") && svg.contains("x2=\"1008.0\""), "{svg}");
        assert_eq!((svg.matches("<line").count(), svg.matches("<path").count()), (3, 5), "{svg}");
    }

    #[test]
    fn a_run_that_has_not_begun_is_an_empty_picture() {
        assert!(picture(&Lanes::default()).ends_with("</svg>\n"));
    }
}
