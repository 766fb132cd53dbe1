//! Which programs a set of C files holds, when nobody says: each file with a `main` is a program, and it is linked with
//! the other files that define what it needs, directly or through them.

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::{File, ProgramSpec};

use super::ast::{Declarator, Derived, Item, Storage, Unit};
use super::compile::open_header;
use super::diag::Diagnostics;
use super::source::{Origin, SourceMap};
use super::token::{Token, TokenKind};
use super::{parse, pp};

/// What a C file shows to others, and what it may want of them.
#[derive(Debug, Default)]
struct Names {
    /// Functions and variables with external linkage that it defines.
    defined: BTreeSet<String>,
    /// All names that stand in it and in its own headers.
    mentioned: BTreeSet<String>,
    /// All string literals.
    strings: Vec<Vec<u8>>,
}

/// A set of C files, looked at.
#[derive(Debug)]
pub struct Units {
    names: BTreeMap<String, Names>,
}

impl Units {
    /// Looks at the C files among `files`; the others are the headers that they include.
    #[must_use]
    pub fn new(files: &[File]) -> Self {
        let sources = files.iter().filter(|file| file.name.ends_with(".c"));
        Self { names: sources.map(|file| (file.name.clone(), names_of(file, files))).collect() }
    }

    /// The programs, in order of name; none if no file has a `main`.
    #[must_use]
    pub fn programs(&self) -> Vec<ProgramSpec> {
        let mains = self.names.iter().filter(|(_, names)| names.defined.contains("main"));
        let program =
            |(file, _): (&String, &Names)| ProgramSpec { name: stem(file).to_owned(), files: self.linked(file) };
        mains.map(program).collect()
    }

    /// A file with a `main`, and the files that it is linked with.
    fn linked(&self, main: &str) -> Vec<String> {
        let mut files = vec![main.to_owned()];
        let mut next = 0;
        while let Some(file) = files.get(next).cloned() {
            next += 1;
            for name in self.names.get(&file).into_iter().flat_map(|names| &names.mentioned) {
                if !files.iter().any(|known| self.defines(known, name)) {
                    files.extend(self.definer(name).map(str::to_owned));
                }
            }
        }
        files
    }

    fn defines(&self, file: &str, name: &str) -> bool {
        self.names.get(file).is_some_and(|names| names.defined.contains(name))
    }

    /// The file that defines a name and is no program itself.
    fn definer(&self, name: &str) -> Option<&str> {
        let is_part = |names: &Names| names.defined.contains(name) && !names.defined.contains("main");
        self.names.iter().find(|(_, names)| is_part(names)).map(|(file, _)| file.as_str())
    }

    /// The programs that somebody would start by hand: those whose name does not stand as a string, alone or as the end
    /// of a path, in another program that hence starts it; all if none is left.
    #[must_use]
    pub fn to_launch<'p>(&self, programs: &'p [ProgramSpec]) -> Vec<&'p ProgramSpec> {
        let is_started = |program: &&ProgramSpec| {
            programs.iter().any(|other| other.name != program.name && self.names_program(other, &program.name))
        };
        let by_hand: Vec<&ProgramSpec> = programs.iter().filter(|program| !is_started(program)).collect();
        if by_hand.is_empty() { programs.iter().collect() } else { by_hand }
    }

    /// Whether a string of one program is the name of another, or a path that ends in it.
    fn names_program(&self, program: &ProgramSpec, name: &str) -> bool {
        let strings = program.files.iter().filter_map(|file| self.names.get(file)).flat_map(|names| &names.strings);
        let mut commands = strings.filter_map(|text| text.split(|&byte| byte == b' ').next());
        commands.any(|word| word.rsplit(|&byte| byte == b'/').next() == Some(name.as_bytes()))
    }
}

/// The name of a program whose `main` stands in a file.
fn stem(file: &str) -> &str {
    file.strip_suffix(".c").unwrap_or(file)
}

fn names_of(file: &File, files: &[File]) -> Names {
    let mut sources = SourceMap::default();
    // What is wrong with the text is told when it is compiled.
    let mut ignored = Diagnostics::default();
    let open = |name: &str, is_angled: bool| open_header(name, is_angled, files, Origin::User);
    let id = sources.add(file.name.clone(), file.text.clone(), Origin::User);
    let tokens = pp::preprocess(&mut sources, id, &open, &mut ignored);
    let mut names = Names::default();
    let is_own = |token: &&Token| sources.file(token.span.file).is_some_and(|file| file.origin == Origin::User);
    for token in tokens.iter().filter(is_own) {
        match &token.kind {
            TokenKind::Ident(name) => drop(names.mentioned.insert(name.to_string())),
            TokenKind::Str(text) => names.strings.push(text.to_vec()),
            _ => {}
        }
    }
    names.defined = defined_in(&parse::parse(tokens, &mut ignored));
    names
}

/// The names with external linkage that a unit defines (C11 6.2.2, 6.9).
fn defined_in(unit: &Unit) -> BTreeSet<String> {
    let mut defined = BTreeSet::new();
    for item in &unit.items {
        match item {
            Item::Function(function) if function.specifiers.storage != Some(Storage::Static) => {
                defined.extend(function.declarator.name.as_ref().map(|name| name.name.clone()));
            }
            Item::Declaration(declaration) if declaration.specifiers.storage.is_none() => {
                let objects = declaration.declarators.iter().filter(|one| !declares_function(&one.declarator));
                defined.extend(objects.filter_map(|one| one.declarator.name.as_ref()).map(|name| name.name.clone()));
            }
            _ => {}
        }
    }
    defined
}

fn declares_function(declarator: &Declarator) -> bool {
    matches!(declarator.derived.first(), Some(Derived::Function(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(files: &[(&str, &str)]) -> Vec<File> {
        files.iter().map(|&(name, text)| File { name: name.to_owned(), text: text.to_owned() }).collect()
    }

    fn described(files: &[File]) -> Vec<String> {
        let programs = Units::new(files).programs();
        programs.iter().map(|program| format!("{}: {}", program.name, program.files.join(" "))).collect()
    }

    #[test]
    fn each_main_is_a_program_with_the_files_that_it_needs() {
        let files = units(&[
            ("client.c", "#include \"own.h\"\nint main(void) { say(1); return 0; }"),
            ("log.c", "int level; static void say(int x) { level = x; }"),
            ("own.h", "void say(int);\nextern int level;"),
            ("say.c", "#include \"own.h\"\nvoid say(int x) { level = x; }"),
            ("server.c", "static int helper(void) { return 0; } main() { return helper(); }"),
        ]);
        assert_eq!(described(&files), ["client: client.c log.c say.c", "server: server.c"]);
        assert!(described(&units(&[("a.c", "int f(void) { return 0; }")])).is_empty());
    }

    #[test]
    fn a_program_that_another_starts_is_not_started_by_hand() {
        let files = units(&[
            ("child.c", "int main(void) { return 0; }"),
            ("parent.c", "int execl(const char *, ...); int main(void) { execl(\"./child\", \"child\", 0); }"),
        ]);
        let units = Units::new(&files);
        let programs = units.programs();
        let names: Vec<_> = units.to_launch(&programs).iter().map(|program| program.name.as_str()).collect();
        assert_eq!(names, ["parent"]);
    }
}
