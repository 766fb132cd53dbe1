//! The C library as the front end sees it: headers by name, sources by the symbol they define.
//!
//! The library is C, in `sim-core/libc`, compiled like any program and running in the process; this module only knows
//! where its texts are. It does not compile and does not link.

mod files;
mod programs;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use files::{HEADERS, SOURCES};
pub use programs::{LibraryProgram, programs};

/// A source file of the C library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LibraryFile {
    /// Its path below `libc/src`, as `stdio/puts.c`.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// A header of the C library.
#[derive(Clone, Copy, Debug)]
struct Header {
    name: &'static str,
    text: &'static str,
}

impl Header {
    /// Whether programs may include it; the headers in `bits/` are the library's own.
    fn is_public(&self) -> bool {
        !self.name.starts_with("bits/")
    }
}

static BY_SYMBOL: LazyLock<BTreeMap<&'static str, &'static LibraryFile>> = LazyLock::new(|| {
    SOURCES.iter().flat_map(|(file, symbols)| symbols.iter().map(move |&symbol| (symbol, file))).collect()
});

static BY_FUNCTION: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut index = BTreeMap::new();
    for header in HEADERS.iter().filter(|header| header.is_public()) {
        for function in declared_functions(header.text) {
            index.entry(function).or_insert(header.name);
        }
    }
    index
});

/// The text of a header, by the name that stands in `#include <name>`.
#[must_use]
pub fn header(name: &str) -> Option<&'static str> {
    HEADERS.iter().find(|header| header.name == name).map(|header| header.text)
}

/// The library's source file that defines a global symbol, function or object.
#[must_use]
pub fn source_for(symbol: &str) -> Option<&'static LibraryFile> {
    BY_SYMBOL.get(symbol).copied()
}

/// The header that declares a library function (or defines it as a macro with arguments): what to `#include` to use it.
#[must_use]
pub fn prototype_header(function: &str) -> Option<&'static str> {
    BY_FUNCTION.get(function).copied()
}

/// All headers that programs may include, for suggestions when a name is not found.
pub fn header_names() -> impl Iterator<Item = &'static str> {
    HEADERS.iter().filter(|header| header.is_public()).map(|header| header.name)
}

/// All global names that the library defines and a program may use, in order, for suggestions.
pub fn symbols() -> impl Iterator<Item = &'static str> {
    BY_SYMBOL.keys().copied().filter(|name| !name.starts_with('_'))
}

/// Functions that glibc has and a program may well call, a line each, in order; those that the lab's library has since
/// got as well make no difference.
static ELSEWHERE: &str = include_str!("library/elsewhere.txt");

/// Whether glibc has a function of this name.
#[must_use]
pub fn is_elsewhere(name: &str) -> bool {
    ELSEWHERE.lines().any(|line| line == name)
}

/// Headers of other systems, which no Linux has.
const FOREIGN: &[&str] = &[
    "alloc.h",
    "bios.h",
    "conio.h",
    "direct.h",
    "dos.h",
    "graphics.h",
    "io.h",
    "iostream",
    "process.h",
    "stdafx.h",
    "string",
    "stropts.h",
    "tchar.h",
    "vector",
    "windows.h",
    "winsock.h",
    "winsock2.h",
];

/// Whether a header belongs to another system or to another language.
#[must_use]
pub fn is_foreign_header(name: &str) -> bool {
    FOREIGN.contains(&name)
}

/// All source files of the library.
pub fn sources() -> impl Iterator<Item = &'static LibraryFile> {
    SOURCES.iter().map(|(file, _)| file)
}

/// The functions that a header's text declares, and its macros with arguments. Relies on the style of the library's
/// headers: each prototype starts at the beginning of a line.
fn declared_functions(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter_map(|line| {
        if let Some(define) = line.strip_prefix("#define ") {
            let end = define.find(|c: char| !is_identifier(c))?;
            return define[end..].starts_with('(').then_some(&define[..end]);
        }
        if !line.starts_with(is_identifier) || line.starts_with("typedef") || line.starts_with("extern") {
            return None;
        }
        let before = line[..line.find('(')?].trim_end();
        let start = before.rfind(|c| !is_identifier(c))? + 1;
        Some(&before[start..])
    })
}

fn is_identifier(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
