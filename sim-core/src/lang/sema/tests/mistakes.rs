//! Mistakes and what is said about them.

use super::{compile, messages};
use crate::lang::diag::Severity;

fn in_function(text: &str) -> Vec<String> {
    messages(&format!(
        "struct point {{ int left, top; }}; int counter; int printf(const char *, ...); int scanf(const char *, ...);
        void nothing(void); int two(int, int);
        int f(int a, int *p, struct point s, struct point *sp, const int k, char *t) {{ {text}; return 0; }}"
    ))
}

fn help(text: &str) -> String {
    let (_, diagnostics) = compile(text);
    diagnostics.first().and_then(|first| first.help.clone()).map_or(String::new(), |help| help.en)
}

#[test]
fn undeclared_names() {
    assert_eq!(in_function("conter = 1; conter = 2"), ["Error 'conter' is not declared"]);
    assert_eq!(help("int counter; int f(void) { return conter; }"), "did you mean 'counter'?");
    assert_eq!(help("int main(void) { printf(\"\"); return 0; }"), "add '#include <stdio.h>' at the top");
}

#[test]
fn assignments() {
    assert_eq!(in_function("1 = a"), ["Error the left side of this assignment is a value, not a variable"]);
    assert_eq!(in_function("k = 1"), ["Error 'k' is 'const' and cannot be changed"]);
    assert_eq!(in_function("int b[2]; b = p"), ["Error an array cannot be assigned to as a whole (type 'int [2]')"]);
    assert_eq!(in_function("a = s"), ["Error 'struct point' cannot be converted to 'int'"]);
    assert_eq!(in_function("p = a"), ["Warning makes pointer 'int *' from integer 'int' without a cast"]);
    assert_eq!(in_function("p = t"), ["Warning pointer 'char *' is used as 'int *', which points to another type"]);
    assert_eq!(in_function("const char *c = t; t = c"), ["Warning using 'const char *' as 'char *' forgets 'const'"]);
    assert!(in_function("void *v = p; p = v; p = 0; p = (void *)0; t = \"x\"; unsigned char *u = t").is_empty());
}

#[test]
fn members() {
    assert_eq!(in_function("s.lefft = 1"), ["Error 'struct point' has no member 'lefft'"]);
    assert_eq!(in_function("sp.left = 1"), ["Error '.' needs a struct or union, not 'struct point *'"]);
    assert_eq!(in_function("s->left = 1"), ["Error '->' needs a pointer to a struct or union, not 'struct point'"]);
}

#[test]
fn calls() {
    assert_eq!(in_function("two(1)"), ["Error 'two' takes 2 argument(s), but 1 given"]);
    assert_eq!(in_function("a(1)"), ["Error this is called, but it is not a function (its type is 'int')"]);
    assert_eq!(in_function("a = nothing()"), ["Error this has no value (its type is 'void')"]);
    assert_eq!(
        in_function("two(p, 1)"),
        ["Warning makes integer 'int' from pointer 'int *' without a cast in argument 1 of 'two'"]
    );
}

#[test]
fn conditions() {
    assert_eq!(in_function("if (a = 1) a = 2"), ["Warning '=' assigns; the assigned value is used as the condition"]);
    assert!(in_function("if ((a = 1)) a = 2; while ((a = two(1, 2)) != 0) {}").is_empty());
    assert_eq!(in_function("a = a / 0"), ["Warning division by zero"]);
}

#[test]
fn formats() {
    assert_eq!(in_function("scanf(\"%d\", a)"), ["Warning '%d' stores through a pointer, but this is a value"]);
    assert_eq!(in_function("printf(\"%s\", a)"), ["Warning '%s' needs 'char *', but the argument is 'int'"]);
    assert_eq!(
        in_function("printf(\"%ld %d\\n\", a)"),
        [
            "Warning the format needs 2 argument(s), but 1 given",
            "Warning '%ld' needs 'long', but the argument is 'int'"
        ]
    );
    assert!(in_function("printf(\"%d %5.2f %c %s %p %*d %%\\n\", a, 1.0, 'c', t, p, a, a)").is_empty());
}

#[test]
fn definitions() {
    assert_eq!(
        messages("int f(void) { int a; int a; return 0; }"),
        ["Error 'a' is defined a second time (first at t.c:1)"]
    );
    assert_eq!(
        messages("int g(void);\nlong g(void);"),
        ["Error 'g' has type 'long (void)' here but 'int (void)' at t.c:1"]
    );
    assert_eq!(
        messages("int f(int c) { switch (c) { case 1: case 1: return 0; } return 1; }"),
        ["Error case 1 is already handled at t.c:1"]
    );
    assert_eq!(messages("void f(void) { break; }"), ["Error 'break' stands neither in a loop nor in a switch"]);
    assert_eq!(messages("void f(void) { goto x; }"), ["Error label 'x' is used but stands nowhere in this function"]);
    assert_eq!(messages("int f(void) { }"), ["Warning 'f' can end without returning a value"]);
    assert_eq!(messages("_Static_assert(1 > 2, \"no\");"), ["Error static assertion failed: no"]);
    assert_eq!(
        messages("int n; int x = n;"),
        ["Error the initial value of a static or global variable must be a constant"]
    );
}

#[test]
fn what_is_not_there_yet_is_named() {
    let (_, diagnostics) = compile("void f(void) { int g(void) { return 1; } }");
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Unsupported));
}

#[test]
fn both_languages_say_something() {
    let (_, diagnostics) = compile("int f(void) { x = 1; 1 = 2; printf(\"\"); }");
    assert!(
        diagnostics
            .iter()
            .all(|diagnostic| !diagnostic.message.ko.is_empty() && diagnostic.message.ko != diagnostic.message.en)
    );
}
