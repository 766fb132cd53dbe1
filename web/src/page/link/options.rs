//! What an address says beside its program: `scenario=pipe-hello&step=12&lang=ko`, in the query or in the fragment.
//!
//! What is unknown or makes no sense is left out: an address must always open something.

use sim_core::lang::diag::Locale;

use crate::page::state::Theme;
use crate::protocol::Granularity;

/// The parts of the lab that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) struct Parts {
    /// The program.
    pub(in crate::page) program: bool,
    /// The machine.
    pub(in crate::page) machine: bool,
    /// What the programs write.
    pub(in crate::page) console: bool,
    /// The events in words.
    pub(in crate::page) events: bool,
    /// The lanes.
    pub(in crate::page) lanes: bool,
    /// The lesson, with its questions; only where the address asks for it.
    pub(in crate::page) lesson: bool,
}

impl Parts {
    /// All of them.
    pub(in crate::page) const ALL: Self =
        Self { program: true, machine: true, console: true, events: true, lanes: true, lesson: false };

    /// The parts named in a list with commas; all if it names none.
    fn named(list: &str) -> Self {
        // Some programs write a comma as `%2C`.
        let list = list.replace("%2C", ",");
        let has = |name: &str| list.split(',').any(|part| part == name);
        let [program, machine, console, events, lanes] = ["program", "machine", "console", "events", "lanes"].map(has);
        let lesson = has("lesson");
        let named = Self { program, machine, console, events, lanes, lesson };
        if program || machine || console || events || lanes { named } else { Self { lesson, ..Self::ALL } }
    }
}

/// What an address says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::page) struct Options {
    /// The text of a [`Link`](super::Link).
    pub(in crate::page) link: Option<String>,
    /// A bundled scenario.
    pub(in crate::page) scenario: Option<String>,
    /// How many steps to take.
    pub(in crate::page) step: u64,
    /// How far each goes.
    pub(in crate::page) granularity: Option<Granularity>,
    /// The language.
    pub(in crate::page) locale: Option<Locale>,
    /// The colours.
    pub(in crate::page) theme: Option<Theme>,
    /// Whether type is larger.
    pub(in crate::page) is_large: Option<bool>,
    /// Which parts are shown.
    pub(in crate::page) parts: Option<Parts>,
    /// Whether the program is only to be read.
    pub(in crate::page) is_read_only: bool,
    /// Whether the lab is a part of somebody else's page.
    pub(in crate::page) is_embedded: bool,
}

impl Options {
    /// What a query or a fragment says, with or without the sign before it.
    pub(in crate::page) fn parse(text: &str) -> Self {
        let mut options = Self::default();
        for pair in text.split(['&', '?', '#']).filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            options.take(name, value);
        }
        options
    }

    fn take(&mut self, name: &str, value: &str) {
        match name {
            "lab" => self.link = Some(value.to_owned()),
            "scenario" => self.scenario = Some(value.to_owned()),
            "step" => self.step = value.parse().unwrap_or(0),
            "by" => self.granularity = granularity(value),
            "lang" => self.locale = locale(value),
            "theme" => self.theme = theme(value),
            "size" => self.is_large = Some(value == "large"),
            "show" => self.parts = Some(Parts::named(value)),
            "edit" => self.is_read_only = value == "no",
            "embed" => self.is_embedded = value != "no",
            _ => {}
        }
    }
}

/// A query or a fragment, with the sign before it, without what names a program and a place in its run. Empty if nothing
/// else is said.
pub(in crate::page) fn without_program(part: &str) -> String {
    const NAMES: [&str; 4] = ["lab", "scenario", "step", "by"];
    let Some(sign) = part.chars().next() else { return String::new() };
    let pairs = part[sign.len_utf8()..].split('&');
    let others: Vec<_> = pairs.filter(|pair| !NAMES.contains(&pair.split('=').next().unwrap_or_default())).collect();
    if others.iter().all(|pair| pair.is_empty()) { String::new() } else { format!("{sign}{}", others.join("&")) }
}

fn granularity(value: &str) -> Option<Granularity> {
    match value {
        "statement" => Some(Granularity::Statement),
        "call" => Some(Granularity::Call),
        "instruction" => Some(Granularity::Instruction),
        _ => None,
    }
}

fn locale(value: &str) -> Option<Locale> {
    match value {
        "ko" => Some(Locale::Ko),
        "en" => Some(Locale::En),
        _ => None,
    }
}

fn theme(value: &str) -> Option<Theme> {
    match value {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        "auto" => Some(Theme::Auto),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_to_open_and_how() {
        let options = Options::parse("?scenario=pipe-hello&step=12&lang=ko#show=program,events&edit=no&theme=dark");
        assert_eq!((options.scenario.as_deref(), options.step), (Some("pipe-hello"), 12));
        assert_eq!((options.locale, options.theme, options.is_read_only), (Some(Locale::Ko), Some(Theme::Dark), true));
        let parts = options.parts.expect("parts are named");
        assert!(parts.program && parts.events && !parts.machine && !parts.console && !parts.lanes);
    }

    #[test]
    fn an_address_forgets_its_program_and_keeps_the_rest() {
        assert_eq!(without_program("?scenario=pipe-hello&lang=ko&step=3"), "?lang=ko");
        assert_eq!(without_program("#lab=1.abc"), "");
        assert_eq!(without_program("#course"), "#course");
        assert_eq!(without_program(""), "");
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        let options = Options::parse("#lang=xx&step=-3&show=nothing&&=&<script>");
        assert_eq!(options, Options { parts: Some(Parts::ALL), ..Options::default() });
    }
}
