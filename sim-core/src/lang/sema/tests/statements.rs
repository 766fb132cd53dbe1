//! Statements.

use super::{accepted, body};

#[test]
fn loops_keep_their_shape() {
    let text = "int f(int n) { int s = 0; for (int i = 0; i < n; i++) { if (i == 3) continue; s += i; } return s; }";
    assert_eq!(
        body(text),
        "init s = 0; for (init i = 0 | (i < n) | i(+1)) {if ((i == 3)) continue; s +=[int] i}; return s"
    );
    assert_eq!(body("void f(int n) { do n--; while (n); }"), "do n(-1) while (n)");
}

#[test]
fn cases_become_labels() {
    let text = "int f(int n) { switch (n) { case 1: case 2 ... 4: n = 0; break; default: n = 1; } return n; }";
    assert_eq!(body(text), "switch (n) [1..1:L0 2..4:L1 default:L2] {L0:; L1:; n = 0; break; L2:; n = 1}; return n");
}

#[test]
fn labels_may_come_later() {
    assert_eq!(body("void f(void) { goto out; { out: return; } }"), "goto L0; {L0:; return}");
}

#[test]
fn main_returns_zero() {
    assert_eq!(body("int main(void) { }"), "return 0");
    assert_eq!(body("int main(void) { return 3; }"), "return 3");
    assert_eq!(body("void exit(int); int f(void) { exit(1); }"), "exit(1)");
    assert_eq!(body("int f(int a) { while (1) { if (a) return 1; } }"), "while (1) {if (a) return 1}");
}

#[test]
fn variable_arrays_keep_their_size() {
    assert_eq!(body("void f(int n) { int a[n]; a[1] = sizeof a; }"), {
        "allocate a ($1 = ((unsigned long)n * 4), $1); *(&a +b 4) = (int)$1"
    });
    let unit = accepted("long f(int n, int m[n][n]) { return sizeof m[0]; }");
    assert_eq!(unit.functions[0].params, 2);
}

#[test]
fn scopes_nest() {
    let text = "int x; int f(int x) { { int x = 1; { extern int x; x = 2; } x = 3; } return x; }";
    assert_eq!(body(text), "{init x = 1; {x = 2}; x = 3}; return x");
    let unit = accepted(text);
    assert_eq!(unit.objects.len(), 1);
}
