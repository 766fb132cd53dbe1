//! Declarations, linkage and old style definitions.

use super::{accepted, body, compile};

#[test]
fn tentative_definitions_are_one_object() {
    let unit = accepted("int x; int x; static int y; extern int z; int x;");
    let names: Vec<(&str, bool)> = unit
        .objects
        .iter()
        .map(|object| (unit.symbols[object.symbol.0 as usize].name.as_str(), object.is_tentative))
        .collect();
    assert_eq!(names, [("x", true), ("y", false)]);
}

#[test]
fn declared_names_are_symbols_only_when_used() {
    let unit = accepted("int used(void); int unused(void); int f(void) { return used(); }");
    let names: Vec<&str> = unit.symbols.iter().map(|symbol| symbol.name.as_str()).collect();
    assert_eq!(names, ["used", "f"]);
}

#[test]
fn old_style_parameters_arrive_promoted() {
    let text = "int f(c, x, n) char c; float x; { return c + x + n; }";
    assert_eq!(body(text), "init c = (char)$0; init x = (float)$1; return (int)(((float)c + x) + (float)n)");
}

#[test]
fn static_locals_belong_to_their_function() {
    let unit = accepted("int f(void) { static int n = 3; return n++; }");
    assert!(unit.symbols.iter().any(|symbol| symbol.name == "f.n" && symbol.is_static));
}

#[test]
fn old_c_is_accepted_with_warnings() {
    let (unit, diagnostics) = compile("main() { int *p = 5; return strlen(\"a\"); }");
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.severity == crate::lang::diag::Severity::Warning));
    let strlen = unit.symbols.iter().find(|symbol| symbol.name == "strlen");
    assert!(strlen.is_some_and(|symbol| symbol.is_implicit));
}

#[test]
fn the_name_of_a_function_is_an_object() {
    let unit = accepted("const char *f(void) { return __func__; }");
    assert_eq!(unit.objects[0].init.bytes, b"f\0");
}

#[test]
fn tables_of_functions() {
    let unit = accepted("int a(void) { return 1; } int (*t[])(void) = {a, a}; int f(int i) { return t[i](); }");
    assert_eq!(unit.objects[0].init.addresses.len(), 2);
}

#[test]
fn library_text_gets_no_warnings_and_user_text_does() {
    let (_, diagnostics) = compile("int f(void) { }");
    assert_eq!(diagnostics.len(), 1);
}
