//! What the preprocessor makes of texts.

use super::*;
use crate::lang::token::TokenKind;

/// Headers for the tests.
fn headers(name: &str, _is_angled: bool) -> Option<(String, String, Origin)> {
    let text = match name {
        "guarded.h" => "#ifndef G\n#define G\nint g;\n#endif\n",
        "once.h" => "#pragma once\nint o;\n",
        "self.h" => "#include \"self.h\"\n",
        "twice.h" => "#include \"twice.h\"\n#include \"twice.h\"\nint t;\n",
        "open.h" => "#if 1\n",
        _ => return None,
    };
    Some((name.to_owned(), text.to_owned(), Origin::User))
}

/// The tokens of a text, spelled, and the codes of its problems.
fn run(text: &str) -> (String, Vec<u16>) {
    let mut sources = SourceMap::default();
    let file = sources.add("main.c", text, Origin::User);
    let mut diagnostics = Diagnostics::default();
    let tokens = preprocess(&mut sources, file, &headers, &mut diagnostics);
    assert_eq!(tokens.last().map(|token| &token.kind), Some(&TokenKind::Eof));
    let words: Vec<String> = tokens.iter().map(|token| spell(&token.kind)).collect();
    (words[..words.len() - 1].join(" "), diagnostics.into_sorted().iter().map(|found| found.code).collect())
}

fn spell(kind: &TokenKind) -> String {
    match kind {
        TokenKind::Ident(name) => name.to_string(),
        TokenKind::Keyword(keyword) => keyword.text().into(),
        TokenKind::Punct(punct) => punct.text().into(),
        TokenKind::Int { value, .. } => value.to_string(),
        TokenKind::Float { value, .. } => value.to_string(),
        TokenKind::Char(value) => value.to_string(),
        TokenKind::Str(bytes) => format!("{:?}", String::from_utf8_lossy(bytes)),
        TokenKind::WideStr { units, .. } => format!("{units:?}"),
        TokenKind::Eof => String::new(),
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(run(text), (expected.to_owned(), vec![]), "{text}");
}

#[test]
fn macros_are_replaced_and_scanned_again() {
    check("#define A B\n#define B 1\nA", "1");
    check("#define F(x, y) x + y\nF(1, (2, 3)) F", "1 + ( 2 , 3 ) F");
    check("#define f(a) a*g\n#define g(a) f(a)\nf(2)(9)", "2 * 9 * g");
    check("#define x x + y\n#define y x\nx", "x + x");
    check("#define NIL(xxx) xxx\n#define G_0(arg) NIL(G_1)(arg)\n#define G_1(arg) NIL(arg)\nG_0(42)", "42");
}

#[test]
fn the_example_of_c11_6_10_3_5() {
    let text = "#define x 3\n#define f(a) f(x * (a))\n#undef x\n#define x 2\n#define g f\n#define z z[0]\n#define h g(~\n\
        #define m(a) a(w)\n#define w 0,1\n#define t(a) a\n#define p() int\n#define q(x) x\n#define r(x,y) x ## y\n\
        #define str(x) # x\n\
        f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);\ng(x+(3,4)-w) | h 5) & m\n(f)^m(m);\n\
        p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };\nchar c[2][6] = { str(hello), str() };";
    check(
        text,
        "f ( 2 * ( y + 1 ) ) + f ( 2 * ( f ( 2 * ( z [ 0 ] ) ) ) ) % f ( 2 * ( 0 ) ) + t ( 1 ) ; \
         f ( 2 * ( 2 + ( 3 , 4 ) - 0 , 1 ) ) | f ( 2 * ( ~ 5 ) ) & f ( 2 * ( 0 , 1 ) ) ^ m ( 0 , 1 ) ; \
         int i [ ] = { 1 , 23 , 4 , 5 , } ; char c [ 2 ] [ 6 ] = { \"hello\" , \"\" } ;",
    );
}

#[test]
fn strings_and_pastes() {
    check("#define S(x) #x\nS( a  \"b\\n\" 'c' )", "\"a \\\"b\\\\n\\\" 'c'\"");
    check("#define S(x) #x\n#define X(x) S(x)\n#define V 7\nX(V) S(V)", "\"7\" \"V\"");
    check(
        "#define hash_hash # ## #\n#define mkstr(a) # a\n#define in_between(a) mkstr(a)\n\
           #define join(c, d) in_between(c hash_hash d)\njoin(x, y)",
        "\"x ## y\"",
    );
    check("#define t(x,y,z) x ## y ## z\nt(1,2,3) t(,4,5) t(6,,) t(,,)", "123 45 6");
}

#[test]
fn variadic_macros() {
    check("#define P(f, ...) printf(f, ##__VA_ARGS__)\nP(a) P(a, b, c)", "printf ( a ) printf ( a , b , c )");
    check("#define Q(f, args...) g(f, args)\nQ(1, 2, 3)", "g ( 1 , 2 , 3 )");
    check("#define R(...) #__VA_ARGS__\nR(a, b) R()", "\"a, b\" \"\"");
}

#[test]
fn conditions() {
    let truths = [
        "1",
        "defined A",
        "defined(A) && !defined B",
        "A == 3",
        "-1 < 0",
        "-1 > 0u",
        "(1 ? 2 : 0) == 2",
        "0 ? 1/0 : 1",
        "1 || 1/0",
        "0xffffffff == 4294967295",
        "'A' == 65",
        "unknown == 0",
        "~0 == -1",
        "1 << 3 == 8",
        "7 % 4 == 3",
        "__x86_64__ && __linux__ && __STDC_VERSION__ >= 201112L && __GNUC__ == 12",
    ];
    for truth in truths {
        check(&format!("#define A 3\n#if {truth}\nyes\n#else\nno\n#endif"), "yes");
    }
}

#[test]
fn groups_are_skipped() {
    check("#if 0\ndon't \"mind\n#if 1\na\n#else\nb\n#endif\n#elif 1\nc\n#elif 1\nd\n#else\ne\n#endif\nf", "c f");
    check("#ifndef X\n#define X\n#ifdef X\na\n#endif\n#else\nb\n#endif", "a");
    check("#define F(x) x\nF(\n#if 0\n1\n#else\n2\n#endif\n)", "2");
}

#[test]
fn headers_are_read_once_if_they_say_so() {
    check(
        "#include \"guarded.h\"\n#include <guarded.h>\n#include \"once.h\"\n#include \"once.h\"\n",
        "int g ; int o ;",
    );
    check("#define H \"once.h\"\n#include H", "int o ;");
}

#[test]
fn places_and_values_of_builtins() {
    check("\n__LINE__ __FILE__ __COUNTER__ __COUNTER__\n#define L __LINE__\n\nL", "2 \"main.c\" 0 1 5");
    check("__INT_MAX__ sizeof(__SIZE_TYPE__) _Pragma(\"x\") z", "2147483647 sizeof ( long unsigned int ) z");
}

#[test]
fn what_a_macro_made_stands_where_it_was_used() {
    let text = "#define A 1 + x\nint y = A;";
    let mut sources = SourceMap::default();
    let file = sources.add("main.c", text, Origin::User);
    let tokens = preprocess(&mut sources, file, &headers, &mut Diagnostics::default());
    assert!(tokens[3..6].iter().all(|token| text.get(token.span.start as usize..token.span.end as usize) == Some("A")));
}

#[test]
fn mistakes_are_named() {
    for (text, code) in [
        ("#include <nowhere.h>", 100),
        ("#include nowhere", 101),
        ("#include \"self.h\"", 102),
        ("#inlcude <a>", 104),
        ("#error don't", 105),
        ("#if 1", 107),
        ("#include \"open.h\"", 107),
        ("#endif", 108),
        ("#if 0\n#else\n#else\n#endif", 109),
        ("#define A 1\n#define A 2", 113),
        ("#define F(x, x) 1", 114),
        ("#define F(x y) 1", 115),
        ("#define F(x) #y", 116),
        ("#define P a ##", 117),
        ("#define P(a, b) a ## b\nP(+, *)", 118),
        ("#define F(x) x\nF(1", 119),
        ("#define F(x) x\nF(1, 2)", 120),
        ("#if\n#endif", 123),
        ("#if 1 +\n#endif", 124),
        ("#if 1.5\n#endif", 124),
        ("#if 1 / 0\n#endif", 125),
    ] {
        assert_eq!(run(text).1, [code], "{text}");
    }
}

#[test]
fn stray_full_width_punctuation_is_told_and_understood() {
    assert_eq!(run("int a；"), ("int a ;".to_owned(), vec![1]));
    assert_eq!(run("a `b` 'x"), ("a b 120".to_owned(), vec![1, 1, 3]));
}

#[test]
fn bombs_end_with_a_diagnostic() {
    let doubling: String = (0..60).map(|n| format!("#define A{} A{n} A{n}\n", n + 1)).collect();
    assert_eq!(run(&format!("{doubling}A60")).1, [126]);
    let nested = format!("#define F(x) x\n{}1{}", "F(".repeat(5000), ")".repeat(5000));
    assert_eq!(run(&nested).1, [127]);
    let quotes = format!("#define S(x) #x\n#define X(x) S(x)\n{}\"\"{}", "X(".repeat(100), ")".repeat(100));
    assert_eq!(run(&quotes).1, [126]);
    let pasted: String = (0..60)
        .map(|n| format!("#define C(a, b) a ## b\n#define D(a, b) C(a, b)\n#define B{} D(B{n}, B{n})\n", n + 1))
        .collect();
    assert!(!run(&format!("{pasted}#define B0 x\nB60")).1.is_empty());
    assert_eq!(run("#include \"twice.h\"").1, [102]);
    assert_eq!(run(&format!("#if {}1{}\n#endif", "(".repeat(9999), ")".repeat(9999))).1, [127]);
}
