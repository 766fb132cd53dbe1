//! Initialisers.

use super::{accepted, body, bytes_of_x};

#[test]
fn braces_may_be_left_out() {
    let whole = bytes_of_x("struct p { char a, b; }; struct p x[2] = {{1, 2}, {3, 4}};");
    assert_eq!(whole, [1, 2, 3, 4]);
    assert_eq!(bytes_of_x("struct p { char a, b; }; struct p x[2] = {1, 2, 3, 4};"), whole);
    assert_eq!(bytes_of_x("char x[2][3] = {1, 2, 3, {4, 5}};"), [1, 2, 3, 4, 5]);
    assert_eq!(bytes_of_x("char x[2][2] = {{1}, {2}};"), [1, 0, 2]);
}

#[test]
fn designators_lead_anywhere() {
    assert_eq!(bytes_of_x("char x[] = {[3] = 1, 2, [0] = 7};"), [7, 0, 0, 1, 2]);
    assert_eq!(
        bytes_of_x("struct { char a; struct { char b, c; }; char d[3]; } x = {.c = 5, .d[1] = 6, 7};"),
        [0, 0, 5, 0, 6, 7]
    );
    assert_eq!(bytes_of_x("char x[] = {[1 ... 3] = 4, 5};"), [0, 4, 4, 4, 5]);
    assert_eq!(bytes_of_x("union { char a; short b; } x = {.b = 513};"), [1, 2]);
}

#[test]
fn strings_fill_arrays() {
    assert_eq!(bytes_of_x("char x[] = \"ab\";"), *b"ab\0");
    assert_eq!(bytes_of_x("char x[2] = \"ab\";"), *b"ab");
    assert_eq!(bytes_of_x("char x[][3] = {\"a\", {\"bc\"}};"), *b"a\0\0bc\0");
    assert_eq!(bytes_of_x("struct { char n[4]; char k; } x = {\"ab\", 9};"), *b"ab\0\0\x09");
}

#[test]
fn bit_fields_are_written_bit_by_bit() {
    assert_eq!(bytes_of_x("struct { unsigned a : 3, : 2, b : 4; } x = {5, 15};"), [0xe5, 1, 0, 0]);
}

#[test]
fn locals_are_zeroed_and_assigned() {
    assert_eq!(body("void f(int n) { int a[3] = {n}; }"), "init (zero a, a@0 = n)");
    assert_eq!(body("void f(int n) { int a[2] = {n, 1}; }"), "init (a@0 = n, a@4 = 1)");
    assert_eq!(body("void f(void) { char a[] = \"hi\"; }"), "init a = \"hi\"");
    assert_eq!(body("struct s { int a, b; }; void f(struct s t) { struct s u = t; }"), "init u = t");
    assert_eq!(body("struct s { int a; }; void f(struct s t) { struct s u[2] = {t}; }"), "init (zero u, u@0 = t)");
    assert_eq!(body("void f(void) { int *p = (int[]){1, 2}; }"), "init p = (int *)({($1@0 = 1, $1@4 = 2); &$1})");
}

#[test]
fn open_arrays_get_their_length() {
    let unit = accepted("int f(void) { int a[] = {1, 2, 3}; static char b[] = \"xyz\"; return sizeof a + sizeof b; }");
    let function = &unit.functions[0];
    assert_eq!(super::print::body(&unit, function).rsplit("; ").next(), Some("return 16"));
}
