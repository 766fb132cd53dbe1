//! The page's own address: what it asks for, and what it is made to say.

use web_sys::{Location, Window};

use super::link::{Link, Options, options};

fn location() -> Option<(Window, Location)> {
    let window = web_sys::window()?;
    let location = window.location();
    Some((window, location))
}

/// What query and fragment say, and whether the document itself says that it is embedded.
pub(super) fn options() -> Options {
    let Some((window, location)) = location() else { return Options::default() };
    let part = |text: Result<String, _>| text.unwrap_or_default();
    let mut options = Options::parse(&format!("{}&{}", part(location.search()), part(location.hash())));
    let root = window.document().and_then(|document| document.document_element());
    options.is_embedded |= root.is_some_and(|root| root.has_attribute("data-embed"));
    options
}

/// Makes the address a link to what the page shows, so that a reload shows it again.
pub(super) fn keep(link: &Link) {
    replace(&format!("#lab={}", link.encode()));
}

/// Whether the fragment names a program, and not something else of the page.
pub(super) fn names_program() -> bool {
    let fragment = location().and_then(|(_, location)| location.hash().ok()).unwrap_or_default();
    let options = Options::parse(&fragment);
    options.link.is_some() || options.scenario.is_some()
}

/// Makes the address name no program any more; what it says of language and looks stays.
pub(super) fn clear() {
    let Some((_, location)) = location() else { return };
    let (search, hash) = (location.search().unwrap_or_default(), location.hash().unwrap_or_default());
    let (query, fragment) = (options::without_program(&search), options::without_program(&hash));
    if (&query, &fragment) != (&search, &hash) {
        replace(&format!("{}{query}{fragment}", location.pathname().unwrap_or_default()));
    }
}

fn replace(address: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // A document without an address of its own (`about:srcdoc`) keeps none.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}

/// The address of the full lab (of the same file, if the lab is a single one) with this link.
pub(super) fn full_lab(link: &Link) -> String {
    format!("{}#lab={}", sibling("index.html", ""), link.encode())
}

/// The address of the embedded lab with this link.
pub(super) fn embedded(link: &Link) -> String {
    format!("{}#lab={}", sibling("embed.html", "?embed"), link.encode())
}

/// The address of a file beside this page; a single-file lab is its own sibling, and says in its query what it is.
fn sibling(file: &str, query: &str) -> String {
    let Some((_, location)) = location() else { return file.to_owned() };
    let href = location.href().unwrap_or_default();
    let base = href.split(['?', '#']).next().unwrap_or_default();
    let (folder, own) = base.rsplit_once('/').unwrap_or(("", base));
    match own {
        "" | "index.html" | "embed.html" => format!("{folder}/{file}"),
        _ => format!("{folder}/{own}{query}"),
    }
}
