//! C text in, typed tree or messages out.

mod constants;
mod declarations;
mod expressions;
mod initialisers;
mod mistakes;
mod print;
mod statements;

use crate::lang::diag::{Diagnostic, Diagnostics, Severity};
use crate::lang::hir::Unit;
use crate::lang::source::{Origin, SourceMap};
use crate::lang::{parse, pp};

fn compile(text: &str) -> (Unit, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let file = sources.add("t.c", text, Origin::User);
    let tokens = pp::preprocess(&mut sources, file, &|_, _| None, &mut diagnostics);
    let unit = parse::parse(tokens, &mut diagnostics);
    let unit = super::check(&unit, &sources, &mut diagnostics);
    (unit, diagnostics.into_sorted())
}

/// The typed tree of a text without mistakes.
fn accepted(text: &str) -> Unit {
    let (unit, diagnostics) = compile(text);
    assert!(diagnostics.is_empty(), "{text}\n{diagnostics:#?}");
    unit
}

/// The last function's body.
fn body(text: &str) -> String {
    let unit = accepted(text);
    unit.functions.last().map_or(String::new(), |function| print::body(&unit, function))
}

/// What an expression becomes in a function with a few variables.
fn expr(text: &str) -> String {
    let declarations = "struct s { char c; int i; struct { short x, y; }; unsigned b : 5; int arr[4]; };
        int g; double gd; char *str; struct s gs; struct s make(void); int call(int, ...); int old();
        void f(int a, unsigned u, long l, char c, double d, float fl, int *p, struct s *sp, int (*fp)(int), int m[][5])";
    body(&format!("{declarations} {{ {text}; }}"))
}

/// The messages about a text, in English, with their letters and codes.
fn messages(text: &str) -> Vec<String> {
    let (_, diagnostics) = compile(text);
    diagnostics.iter().map(|diagnostic| format!("{:?} {}", diagnostic.severity, diagnostic.message.en)).collect()
}

/// The initial bytes of the object `x`; there may be warnings.
fn bytes_of_x(text: &str) -> Vec<u8> {
    let (unit, diagnostics) = compile(text);
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Warning), "{text}\n{diagnostics:#?}");
    let object = unit.objects.iter().find(|object| unit.symbols[object.symbol.0 as usize].name == "x");
    object.map_or(Vec::new(), |object| object.init.bytes.clone())
}

/// The value of a constant expression, by way of an initialiser.
fn constant(text: &str) -> i64 {
    let mut bytes = [0; 8];
    let found = bytes_of_x(&format!("long x = {text};"));
    bytes[..found.len()].copy_from_slice(&found);
    i64::from_le_bytes(bytes)
}
