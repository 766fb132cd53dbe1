//! Constant expressions, sizes and layout: the numbers are those GCC gives on x86-64.

use super::{accepted, bytes_of_x, constant};

#[test]
fn arithmetic_is_that_of_the_types() {
    assert_eq!(constant("1 + 2 * 3"), 7);
    assert_eq!(constant("-7 / 2"), -3);
    assert_eq!(constant("0xffffffff + 1"), 0);
    assert_eq!(constant("-1 < 0u"), 0);
    assert_eq!(constant("(unsigned char)300"), 44);
    assert_eq!(constant("1 ? 2 : 3"), 2);
    assert_eq!(constant("'a' + (1 << 4)"), 113);
    assert_eq!(constant("(int)3.9 + (long)-2.5"), 1);
    assert_eq!(constant("0 && 1 / 0"), 0);
    assert_eq!(constant("!5 || ~0 == -1"), 1);
}

#[test]
fn sizes_are_those_of_the_abi() {
    assert_eq!(constant("sizeof(long) + sizeof(int *) + sizeof(char[7])"), 23);
    assert_eq!(constant("sizeof(struct { char a; int b; char c; })"), 12);
    assert_eq!(constant("sizeof(struct { char a; long double b; })"), 32);
    assert_eq!(constant("sizeof(union { char a[5]; int b; })"), 8);
    assert_eq!(constant("sizeof \"abc\""), 4);
    assert_eq!(constant("sizeof(struct { int n; char data[]; })"), 4);
    assert_eq!(constant("_Alignof(double)"), 8);
    assert_eq!(constant("sizeof(void) + sizeof(__builtin_va_list)"), 25);
}

#[test]
fn bit_fields_share_units_of_their_type() {
    assert_eq!(constant("sizeof(struct { int a : 3; int b : 5; })"), 4);
    assert_eq!(constant("sizeof(struct { int a : 30; int b : 5; })"), 8);
    assert_eq!(constant("sizeof(struct { char a; int b : 24; })"), 4);
    assert_eq!(constant("sizeof(struct { char a; int b : 25; })"), 8);
    assert_eq!(constant("sizeof(struct { char a : 4; int : 0; char b; })"), 5);
    assert_eq!(constant("sizeof(struct { long a : 40; int b : 20; })"), 8);
}

#[test]
fn packed_and_aligned_records_are_as_gcc_has_them() {
    assert_eq!(constant("sizeof(struct __attribute__((packed)) { char a; int b; })"), 5);
    assert_eq!(constant("sizeof(struct { char a; } __attribute__((aligned(16))))"), 16);
    assert_eq!(constant("sizeof(struct __attribute__((packed)) { int a : 3; int b : 7; })"), 2);
}

#[test]
fn offsets_can_be_asked_for_in_two_ways() {
    let record = "struct s { char a; int b[3]; struct { short c, d; }; };";
    let x = |text: &str| bytes_of_x(&format!("{record} long x = {text};"))[0];
    assert_eq!(x("__builtin_offsetof(struct s, b[2])"), 12);
    assert_eq!(x("(unsigned long)&((struct s *)0)->d"), 18);
    assert_eq!(x("(char *)&((struct s *)0)->b[1] - (char *)0"), 8);
}

#[test]
fn enumeration_constants_count() {
    assert_eq!(bytes_of_x("enum e { A, B = 5, C }; int x = A + B * 10 + C;"), [56, 0, 0, 0]);
    assert_eq!(bytes_of_x("enum { BIG = 0x100000000 }; char x[sizeof(BIG)] = {9};")[0], 9);
}

#[test]
fn addresses_are_constants() {
    let unit =
        accepted("int a[4]; int *p = a + 2; int *q = &a[3]; char *s = \"hi\" + 1; int f(void); int (*g)(void) = f;");
    let addresses: Vec<usize> = unit.objects.iter().map(|object| object.init.addresses.len()).collect();
    assert_eq!(addresses.iter().sum::<usize>(), 4);
}
