//! What expressions become.

use super::{accepted, body, expr};

#[test]
fn conversions_are_written_out() {
    assert_eq!(expr("a = c + u"), "a = (int)((unsigned int)c + u)");
    assert_eq!(expr("d = a / 2"), "d = (double)(a / 2)");
    assert_eq!(expr("l = a"), "l = (long)a");
    assert_eq!(expr("a = c << l"), "a = ((int)c << l)");
    assert_eq!(expr("c += 1"), "c +=[int] 1");
    assert_eq!(expr("fl = fl * 2"), "fl = (fl * 2.0)");
    assert_eq!(expr("a = fl < 1.5"), "a = ((double)fl < 1.5)");
    assert_eq!(expr("a = -c"), "a = -(int)c");
}

#[test]
fn pointers_count_in_elements() {
    assert_eq!(expr("p = p + a"), "p = (p +b ((long)a * 4))");
    assert_eq!(expr("p = 2 + p"), "p = (p +b 8)");
    assert_eq!(expr("p -= 3"), "p -=[int *] 12");
    assert_eq!(expr("p++"), "p(+4)");
    assert_eq!(expr("--p"), "(-4)p");
    assert_eq!(expr("l = p - &g"), "l = (p - &g)/4");
    assert_eq!(expr("a = p[1]"), "a = *(p +b 4)");
    assert_eq!(expr("a = 1[p]"), "a = *(p +b 4)");
    assert_eq!(expr("m[a][2] = 1"), "*((m +b ((long)a * 20)) +b 8) = 1");
    assert_eq!(expr("a = *p++"), "a = *p(+4)");
}

#[test]
fn members_are_offsets() {
    assert_eq!(expr("sp->i = 1"), "*sp@4 = 1");
    assert_eq!(expr("gs.y = 1"), "gs@10 = 1");
    assert_eq!(expr("sp->b = 3"), "*sp@12:0+5 = 3");
    assert_eq!(expr("a = sp->b"), "a = (int)*sp@12:0+5");
    assert_eq!(expr("sp->arr[1]++"), "*(&*sp@16 +b 4)(+1)");
    assert_eq!(expr("a = make().i"), "a = [make() in $11]@4");
    assert_eq!(expr("gs = *sp"), "gs = *sp");
}

#[test]
fn calls_convert_their_arguments() {
    assert_eq!(expr("call(c, c, fl)"), "call((int)c, (int)c, (double)fl)");
    assert_eq!(expr("old(c, fl)"), "old((int)c, (double)fl)");
    assert_eq!(expr("a = fp(1)"), "a = (*fp)(1)");
    assert_eq!(expr("a = (*fp)(1)"), "a = (*fp)(1)");
    assert_eq!(expr("a = (**fp)(c)"), "a = (*fp)((int)c)");
}

#[test]
fn functions_decay_however_they_are_named() {
    let text = |value: &str| body(&format!("int h(int); void f(void) {{ int (*p)(int) = {value}; p(1); }}"));
    assert_eq!(text("h"), "init p = &h; (*p)(1)");
    assert_eq!(text("&h"), "init p = &h; (*p)(1)");
    assert_eq!(text("*h"), "init p = &h; (*p)(1)");
}

#[test]
fn conditions_and_choices() {
    assert_eq!(expr("a = p ? 1 : 2.5"), "a = (int)(p ? 1.0 : 2.5)");
    assert_eq!(expr("p = a ? p : 0"), "p = (a ? p : 0)");
    assert_eq!(expr("a = p && d"), "a = (p && d)");
    assert_eq!(expr("a = !p"), "a = !p");
    assert_eq!(expr("a = p == 0"), "a = (p == 0)");
    assert_eq!(expr("a = a ?: 7"), "a = (a ?: 7)");
    assert_eq!(expr("a = (c, u)"), "a = (int)(c, u)");
    assert_eq!(expr("a = ({ int z = 3; z + 1; })"), "a = ({init z = 3; (z + 1)})");
}

#[test]
fn strings_and_generic_choices() {
    assert_eq!(expr("a = \"abc\"[1]"), "a = (int)*(\"abc\" +b 1)");
    assert_eq!(expr("a = _Generic(l, int: 1, long: 2, default: 3)"), "a = 2");
    assert_eq!(expr("a = sizeof(a++) + sizeof gs"), "a = 36");
}

#[test]
fn builtins_become_operations_of_the_machine() {
    assert_eq!(expr("__builtin_memcpy(p, sp, 4)"), "#memcpy((void *)p, (void *)sp, 4)");
    assert_eq!(expr("l = __lab_syscall(1, p, a)"), "l = syscall(1, (long)p, (long)a)");
    let text = "void f(int n, ...) { __builtin_va_list v; __builtin_va_start(v, n); \
                n = __builtin_va_arg(v, int); __builtin_va_end(v); }";
    assert_eq!(body(text), "va_start(&v); n = va_arg(&v, int); (void)&v");
}

#[test]
fn atomic_objects_are_touched_by_atomic_operations_only() {
    let text = |stmt: &str| body(&format!("_Atomic int n; void f(void) {{ {stmt}; }}"));
    assert_eq!(text("n++"), "(int)#atomic_add_4(&n, 1)");
    assert_eq!(text("int a = n"), "init a = (int)#atomic_load_4(&n)");
    assert_eq!(text("__sync_fetch_and_add(&n, 2)"), "(int)#atomic_add_4(&n, 2)");
    assert_eq!(text("__atomic_load_n(&n, 5)"), "(int)#atomic_load_4(&n)");
    assert_eq!(text("n = 3"), "($0 = 3, (#atomic_store_4(&n, (unsigned long)(unsigned int)$0), $0))");
}

#[test]
fn only_what_has_an_address_needs_memory() {
    let unit = accepted("void g(int *); void f(int a, int b) { int c = a; int d[2]; g(&b); d[0] = c; }");
    let needs: Vec<bool> = unit.functions[0].locals.iter().map(|local| local.needs_memory).collect();
    assert_eq!(needs, [false, true, false, true]);
}
