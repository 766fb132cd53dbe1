//! Examples of linking, from C text.

use crate::lang::compile::{Compiled, compile};
use crate::lang::diag::{Locale, Severity};
use crate::lang::source::Origin;
use crate::machine::Program;
use crate::machine::program::{GlobalInfo, PAGE, TypeShape, VariableInfo};
use crate::scenario::File;

fn compiled(texts: &[&str]) -> Compiled {
    let name = |index: usize| format!("{index}.c");
    let files: Vec<File> =
        texts.iter().enumerate().map(|(index, text)| File { name: name(index), text: (*text).into() }).collect();
    let units: Vec<String> = (0..texts.len()).map(name).collect();
    compile("test", &files, &units, Origin::User)
}

fn program(texts: &[&str]) -> Program {
    let compiled = compiled(texts);
    let program = compiled.program.as_deref().cloned();
    program.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics))
}

/// `code: message` of each diagnostic.
fn messages(texts: &[&str]) -> Vec<String> {
    let list = compiled(texts).diagnostics;
    list.iter().map(|one| format!("{}: {}", one.code, one.message.text(Locale::En))).collect()
}

fn global<'p>(program: &'p Program, name: &str) -> &'p GlobalInfo {
    program.globals.iter().find(|global| global.name.as_deref() == Some(name)).expect("the global is there")
}

fn variable<'p>(program: &'p Program, function: &str, name: &str) -> &'p VariableInfo {
    let function = program.functions.iter().find(|info| info.name == function).expect("the function is there");
    function.variables.iter().find(|variable| variable.name == name).expect("the variable is there")
}

#[test]
fn program_functions_come_before_the_library_and_only_what_is_needed_comes() {
    let program = program(&["#include <stdio.h>\nint main(void) { puts(\"x\"); return 0; }"]);
    assert_eq!(program.functions[0].name, "main");
    assert!(!program.functions[0].is_library);
    assert!(program.functions[1..].iter().all(|function| function.is_library));
    assert!(program.functions.iter().any(|function| function.name == "puts"));
    assert!(!program.functions.iter().any(|function| function.name == "qsort"));
    assert_eq!(program.functions[program.start as usize].name, "_start");
}

#[test]
fn parts_of_the_image_start_on_pages() {
    let program = program(&["int z[5000]; int d = 3; const int r = 4; int main(void) { return 0; }"]);
    assert_eq!([program.rodata_start % PAGE, program.data_start % PAGE, program.heap_start % PAGE], [0; 3]);
    let [z, d, r] = ["z", "d", "r"].map(|name| global(&program, name).addr);
    assert!(r >= program.rodata_start && r < program.data_start);
    assert!(d >= program.data_start && d < z);
    assert!(z >= program.data_start + program.data.len() as u64 && z + 20_000 <= program.heap_start);
}

#[test]
fn undefined_names_are_reported_where_they_are_used() {
    assert_eq!(
        messages(&["int f(void); int main(void) { return f(); }"]),
        ["700: `f` is used here but defined nowhere"]
    );
    assert_eq!(messages(&["int f(void) { return 1; }"]), ["704: the program has no function `main`"]);
}

#[test]
fn a_near_name_is_suggested() {
    let list = compiled(&["int count(int); int main(void) { return cuont(1); }", "int count(int x) { return x; }"]);
    let help = list.diagnostics.iter().find(|one| one.code == 700).and_then(|one| one.help.clone());
    assert_eq!(help.map(|help| help.en), Some("did you mean `count`?".into()));
}

#[test]
fn two_definitions_are_refused_and_a_tentative_one_is_not() {
    let main = "int main(void) { return 0; }";
    assert_eq!(
        messages(&[main, "int f(void) { return 1; }", "int f(void) { return 2; }"]),
        ["702: `f` is defined twice"]
    );
    let program = program(&[main, "int n;", "int n = 7;"]);
    let at = (global(&program, "n").addr - program.data_start) as usize;
    assert_eq!(program.data[at..at + 4], 7_i32.to_le_bytes());
    assert_eq!(program.globals.iter().filter(|global| global.name.as_deref() == Some("n")).count(), 1);
}

#[test]
fn a_name_of_the_library_may_be_the_programs_own() {
    let text = "#include <stdio.h>\nlong write(int a, const void *b, unsigned long c) { return a; }\n\
                int main(void) { puts(\"x\"); return write(1, \"\", 2); }";
    let program = program(&[text]);
    let both: Vec<bool> =
        program.functions.iter().filter(|info| info.name == "write").map(|info| info.is_library).collect();
    assert_eq!(both, [false, true]);
}

#[test]
fn the_library_gives_no_warnings() {
    let text = "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n\
                int main(void) { printf(\"%s\", strerror(1)); free(malloc(1)); qsort(0, 0, 0, 0); return 0; }";
    assert!(compiled(&[text]).diagnostics.iter().all(|one| one.severity == Severity::Warning && one.span.file.0 == 0));
}

#[test]
fn variables_have_places_in_the_frame_from_high_to_low() {
    let text = "int f(int a, char b) { int c = a; char d[10]; d[0] = b; return c + d[0]; }\n\
                int main(void) { return f(1, 2); }";
    let program = program(&[text]);
    let offsets = ["a", "b", "c", "d"].map(|name| variable(&program, "f", name).frame_offset);
    assert!(offsets.is_sorted_by(|a, b| a > b), "{offsets:?}");
    let registers = ["a", "b", "c", "d"].map(|name| variable(&program, "f", name).register.is_some());
    assert_eq!(registers, [true, true, true, false]);
    let function = &program.functions[0];
    assert_eq!(function.frame % 16, 8);
    assert!(offsets[0] < function.frame);
}

#[test]
fn a_variable_is_in_scope_in_its_block_only() {
    let text = "int main(void) {\n int a = 1;\n if (a) {\n int b = 2;\n a += b;\n }\n a++;\n return a; }";
    let program = program(&[text]);
    let (a, b) = (&variable(&program, "main", "a").scope, &variable(&program, "main", "b").scope);
    assert!(a.start <= b.start && b.end < a.end, "{a:?} {b:?}");
    assert!(!b.is_empty());
}

#[test]
fn a_debugger_stops_once_for_each_statement() {
    let text =
        "int main(void) {\n int s = 0;\n for (int i = 0; i < 3; i++)\n  s += i;\n while (s)\n  s--;\n return s; }";
    let program = program(&[text]);
    let stops = program.lines.iter().filter(|line| line.is_statement);
    let lines: Vec<u32> = stops
        .map(|line| program.sources.file(line.span.file).map_or(0, |file| file.line_col(line.span.start).0))
        .collect();
    assert_eq!(lines, [2, 3, 4, 3, 6, 5, 7]);
}

#[test]
fn recursive_types_refer_to_themselves() {
    let program = program(&["struct node { int v; struct node *next; } head; int main(void) { return head.v; }"]);
    let ty = &program.types[global(&program, "head").ty as usize];
    assert_eq!(ty.name, "struct node");
    let TypeShape::Record { members, .. } = &ty.shape else { panic!("a record") };
    let next = &program.types[members[1].ty as usize];
    assert_eq!((next.name.as_str(), &next.shape), ("struct node *", &TypeShape::Pointer(global(&program, "head").ty)));
}

#[test]
fn equal_literals_are_one() {
    let text = "const char *a = \"same\"; int main(void) { const char *b = \"same\"; return a == b; }";
    let program = program(&[text]);
    let strings = program.globals.iter().filter(|global| global.name.is_none() && global.size == 5);
    assert_eq!(strings.count(), 1);
}
