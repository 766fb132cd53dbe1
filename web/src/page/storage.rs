//! What the browser keeps for the reader: settings, and edited programs by scenario. Nothing else, and nothing leaves.
//!
//! Storage may be missing or full (private windows, `file://`); the page then works without it. A value is borsh's bytes
//! in base64, as in a link: what reads JSON would weigh more than all of this. A value that is of another form counts as
//! none, so a change of form needs no new key, but a new one keeps what older pages had stored.

use borsh::{BorshDeserialize, BorshSerialize};
use sim_core::lang::diag::Locale;
use web_sys::Storage;

use super::document::Edits;
use super::given::Given;
use super::link::base64;
use super::state::Settings;
use super::study::Progress;
use crate::protocol::Place;

const SETTINGS: &str = "ipc-lab/2/settings";
const PROGRESS: &str = "ipc-lab/2/progress";

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Where edited programs lie: what is done in somebody else's page does not show in the reader's own lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shelf {
    /// Of the full lab.
    Lab,
    /// Of embedded ones.
    Embedded,
}

impl Shelf {
    /// The shelf of a lab that is embedded or not.
    pub(super) const fn of(is_embedded: bool) -> Self {
        if is_embedded { Self::Embedded } else { Self::Lab }
    }
}

fn program_key(shelf: Shelf, scenario: &str) -> String {
    let shelf = match shelf {
        Shelf::Lab => "program",
        Shelf::Embedded => "embedded",
    };
    format!("ipc-lab/2/{shelf}/{scenario}")
}

fn read<T: BorshDeserialize>(key: &str) -> Option<T> {
    borsh::from_slice(&base64::decode(&storage()?.get_item(key).ok().flatten()?)?).ok()
}

fn write<T: BorshSerialize>(key: &str, value: &T) {
    if let (Some(storage), Ok(bytes)) = (storage(), borsh::to_vec(value)) {
        // A full store loses this one write; the page itself goes on.
        let _ = storage.set_item(key, &base64::encode(&bytes));
    }
}

/// The settings; for a new reader in the language of the browser.
pub(super) fn settings() -> Settings {
    read(SETTINGS).unwrap_or_else(|| Settings { locale: browser_locale(), ..Settings::default() })
}

/// Keeps the settings.
pub(super) fn keep_settings(settings: &Settings) {
    write(SETTINGS, settings);
}

/// What the reader had made of a scenario.
pub(super) fn edits(shelf: Shelf, scenario: &str) -> Edits {
    read(&program_key(shelf, scenario)).unwrap_or_default()
}

/// Keeps what the reader makes of a scenario.
pub(super) fn keep_edits(shelf: Shelf, scenario: &str, edits: &Edits) {
    if !edits.is_empty() {
        write(&program_key(shelf, scenario), edits);
    } else if let Some(storage) = storage() {
        let _ = storage.remove_item(&program_key(shelf, scenario));
    }
}

fn given_key(shelf: Shelf, scenario: &str) -> String {
    let shelf = match shelf {
        Shelf::Lab => "given",
        Shelf::Embedded => "embedded-given",
    };
    format!("ipc-lab/2/{shelf}/{scenario}")
}

/// What the reader gave to a scenario's programs.
pub(super) fn given(shelf: Shelf, scenario: &str) -> Option<Given> {
    read(&given_key(shelf, scenario))
}

/// Keeps it, or that it is as the scenario says.
pub(super) fn keep_given(shelf: Shelf, scenario: &str, given: Option<&Given>) {
    if let Some(given) = given {
        write(&given_key(shelf, scenario), given);
    } else if let Some(storage) = storage() {
        // Nothing is kept of what is not there.
        let _ = storage.remove_item(&given_key(shelf, scenario));
    }
}

/// What the reader has done of the course.
pub(super) fn progress() -> Progress {
    read(PROGRESS).unwrap_or_default()
}

/// Keeps that.
pub(super) fn keep_progress(progress: &Progress) {
    if !progress.is_empty() {
        write(PROGRESS, progress);
    }
}

fn breakpoints_key(scenario: &str) -> String {
    format!("ipc-lab/2/breakpoints/{scenario}")
}

/// The breakpoints of a scenario, in order.
pub(super) fn breakpoints(scenario: &str) -> Vec<Place> {
    let pairs: Vec<(String, u32)> = read(&breakpoints_key(scenario)).unwrap_or_default();
    let mut places: Vec<_> = pairs.into_iter().map(|(file, line)| Place { file, line }).collect();
    places.sort();
    places.dedup();
    places
}

/// Keeps them.
pub(super) fn keep_breakpoints(scenario: &str, places: &[Place]) {
    let key = breakpoints_key(scenario);
    if !places.is_empty() {
        write(&key, &places.iter().map(|place| (place.file.clone(), place.line)).collect::<Vec<_>>());
    } else if let Some(storage) = storage() {
        // Nothing is kept of what is not there.
        let _ = storage.remove_item(&key);
    }
}

fn browser_locale() -> Locale {
    let language = web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default();
    if language.starts_with("ko") { Locale::Ko } else { Locale::En }
}
