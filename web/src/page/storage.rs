//! What the browser keeps for the reader: settings, and edited programs by scenario. Nothing else, and nothing leaves.
//!
//! Storage may be missing or full (private windows, `file://`); the page then works without it.

use sim_core::lang::diag::Locale;
use web_sys::Storage;

use super::document::Edits;
use super::state::Settings;

const SETTINGS: &str = "ipc-lab/1/settings";

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn program_key(scenario: &str) -> String {
    format!("ipc-lab/1/program/{scenario}")
}

fn read<T: serde::de::DeserializeOwned>(key: &str) -> Option<T> {
    serde_json::from_str(&storage()?.get_item(key).ok().flatten()?).ok()
}

fn write<T: serde::Serialize>(key: &str, value: &T) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(value)) {
        // A full store loses this one write; the page itself goes on.
        let _ = storage.set_item(key, &text);
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
pub(super) fn edits(scenario: &str) -> Edits {
    read(&program_key(scenario)).unwrap_or_default()
}

/// Keeps what the reader makes of a scenario.
pub(super) fn keep_edits(scenario: &str, edits: &Edits) {
    if !edits.is_empty() {
        write(&program_key(scenario), edits);
    } else if let Some(storage) = storage() {
        let _ = storage.remove_item(&program_key(scenario));
    }
}

fn browser_locale() -> Locale {
    let language = web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default();
    if language.starts_with("ko") { Locale::Ko } else { Locale::En }
}
