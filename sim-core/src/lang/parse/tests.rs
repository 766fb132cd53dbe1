//! What the parser makes of texts.

use super::*;
use crate::lang::ast::{self, BlockItem, Derived, Expr, ExprKind, FunctionDef, StmtKind, TypeSpec};
use crate::lang::diag::Diagnostic;
use crate::lang::pp::preprocess;
use crate::lang::source::{Origin, SourceMap};

fn run(text: &str) -> (Unit, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    let file = sources.add("main.c", text, Origin::User);
    let mut diagnostics = Diagnostics::default();
    let tokens = preprocess(&mut sources, file, &|_, _| None, &mut diagnostics);
    let unit = parse(tokens, &mut diagnostics);
    (unit, diagnostics.into_sorted())
}

/// The codes of a text's problems with the text at each.
fn problems(text: &str) -> Vec<(u16, &str)> {
    let found = run(text).1;
    found.iter().map(|found| (found.code, text.get(found.span.start as usize..).unwrap_or(""))).collect()
}

#[track_caller]
fn parses(text: &str) -> Unit {
    let (unit, found) = run(text);
    assert!(found.is_empty(), "{text}: {found:?}");
    unit
}

/// The only expression of a function's first statement.
fn expr(text: &str) -> Expr {
    let unit = parses(&format!("typedef int T; void f(void) {{ {text}; }}"));
    let Some(Item::Function(FunctionDef { body, .. })) = unit.items.into_iter().nth(1) else { panic!("no function") };
    match body.items.into_iter().next() {
        Some(BlockItem::Stmt(ast::Stmt { kind: StmtKind::Expr(expr), .. })) => expr,
        other => panic!("{other:?}"),
    }
}

/// An expression with all its parentheses.
fn shape(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Ident(name) => name.clone(),
        ExprKind::Int { value, .. } => value.to_string(),
        ExprKind::Paren(inner) => shape(inner),
        ExprKind::Binary { op, left, right } => format!("({op:?} {} {})", shape(left), shape(right)),
        ExprKind::Unary { op, operand } => format!("({op:?} {})", shape(operand)),
        ExprKind::Assign { op, target, value } => format!("({op:?}= {} {})", shape(target), shape(value)),
        ExprKind::Cond { cond, then, otherwise } => {
            format!("({} ? {} : {})", shape(cond), then.as_deref().map_or(String::new(), shape), shape(otherwise))
        }
        ExprKind::Cast { operand, .. } => format!("(cast {})", shape(operand)),
        ExprKind::SizeofType(_) => "(sizeof type)".into(),
        ExprKind::SizeofExpr(operand) => format!("(sizeof {})", shape(operand)),
        ExprKind::Index { base, index } => format!("{}[{}]", shape(base), shape(index)),
        ExprKind::Call { callee, args } => {
            format!("{}({})", shape(callee), args.iter().map(shape).collect::<Vec<_>>().join(" "))
        }
        ExprKind::Member { base, member, .. } => format!("{}.{}", shape(base), member.name),
        ExprKind::IncDec { operand, .. } => format!("(step {})", shape(operand)),
        ExprKind::Comma(left, right) => format!("({}, {})", shape(left), shape(right)),
        other => format!("{other:?}").split([' ', '(', '{']).next().unwrap_or("").to_owned(),
    }
}

#[test]
fn operators_bind_as_in_c() {
    for (text, expected) in [
        ("a + b * c - d", "(Sub (Add a (Mul b c)) d)"),
        ("a == b & c", "(BitAnd (Eq a b) c)"),
        ("a || b && c | d", "(Or a (And b (BitOr c d)))"),
        ("a = b += c ? d : e ? f : g", "(None= a (Some(Add)= b (c ? d : (e ? f : g))))"),
        ("-a[1]++ , !*p->q.r(1, x)", "((Minus (step a[1])), (Not (Deref p.q.r(1 x))))"),
        ("(T)a + (a) - b", "(Sub (Add (cast a) a) b)"),
        ("sizeof (T) * 2 + sizeof a[0] + sizeof(a)", "(Add (Add (Mul (sizeof type) 2) (sizeof a[0])) (sizeof a))"),
        ("a ?: b", "(a ?  : b)"),
        ("(T){1}", "CompoundLiteral"),
        ("(struct s){.a = {1}, .b[2] = 3, [0 ... 4] = 5}.a", "CompoundLiteral.a"),
        ("({ int x = 1; x; })", "StmtExpr"),
        ("_Generic(a, int: 1, T *: 2, default: 3)", "Generic"),
        ("__builtin_types_compatible_p(int, T)", "Generic"),
        ("__builtin_va_arg(a, int (*)[3]) + __builtin_offsetof(struct s, a.b[1])", "(Add VaArg Offsetof)"),
        ("f(\"a\" \"b\")", "f(Str)"),
        ("__alignof__(a) + _Alignof(T)", "(Add Alignof Alignof)"),
    ] {
        assert_eq!(shape(&expr(text)), expected, "{text}");
    }
}

/// How a declarator reads.
fn reading(text: &str) -> String {
    let unit = parses(text);
    let Some(Item::Declaration(declaration)) = unit.items.last() else { return "no declaration".into() };
    let steps = declaration.declarators[0].declarator.derived.iter().map(|step| match step {
        Derived::Pointer { is_const: true } => "const pointer to",
        Derived::Pointer { is_const: false } => "pointer to",
        Derived::Array(_) => "array of",
        Derived::Function(_) => "function returning",
    });
    steps.collect::<Vec<_>>().join(" ")
}

#[test]
fn declarators_read_from_the_name_outwards() {
    assert_eq!(reading("int *a[3];"), "array of pointer to");
    assert_eq!(reading("int (*a)[3];"), "pointer to array of");
    assert_eq!(reading("int *const *p;"), "pointer to const pointer to");
    assert_eq!(reading("void (*signal(int, void (*)(int)))(int);"), "function returning pointer to function returning");
    assert_eq!(
        reading("char *(*(*x[2])(void))[5];"),
        "array of pointer to function returning pointer to array of pointer to"
    );
}

#[test]
fn typedef_names_follow_scopes() {
    parses("typedef int T; T f(T T) { return T * T; } T g(void) { { int T = 1; T * 2; } T *p; return *p; }");
    parses("typedef int T; enum { A }; void f(void) { for (T T = 0; T < 3; T++) ; T x; T: x = 1; goto T; }");
    parses("typedef struct s s; struct s { s *next; int s; }; s *f(s *s) { return s->next; }");
}

#[test]
fn all_of_the_grammar_is_accepted() {
    parses(
        "static inline int __attribute__((noreturn)) f(const char *restrict s, ...) __attribute__((format(printf, 1, 2)));
        extern int puts(const char *) __asm__(\"puts\");
        _Static_assert(sizeof(int) == 4, \"int\");
        struct __attribute__((packed)) p { char a; int b : 3, : 0, c : 2; union { int d; float e; }; _Static_assert(1, \"\"); };
        struct q { long x; } __attribute__((aligned(64))) q1 = { .x = 1 }, q2 = { x: 2 };
        enum e { A = 1, B, C = A + B, };
        int old(a, b) int a; char *b; { return a + *b; }
        implicit() { return 0; }
        unsigned long long int ull; long double ld; signed char sc; _Bool b; int long unsigned ulu; const x = 1;
        typeof(ull) t1; __typeof__(int *) t2; _Atomic(int) at; _Atomic int at2; __thread int tls; _Alignas(16) char buf[32];
        int vla(int n, int a[static n], int m[n][n]) { int v[n]; return sizeof v; }
        __extension__ typedef long long ll;
        int main(void) {
            __label__ out; int i, *p = &(int){3};
            switch (i) { case 1: case 2 ... 5: i++; break; default: ; int k; case 9: }
            do i--; while (i); while (1) break; for (;;) { continue; } for (int j = 0, k = 1; j < k; j++, k--);
            if (i) ; else if (p) { } else i = 1;
            if (i) case 3: i = 2;
            __extension__ ({ ; }); __attribute__((fallthrough)); asm volatile (\"nop\" ::: \"memory\");
            int nested(int x) { return x; }
            unused: __attribute__((unused)) int z = 0;
            goto out;
            out: return 0;
        }",
    );
}

#[test]
fn old_style_and_empty_parameters_are_told_apart() {
    let unit = parses("int f(); int g(void); int h(a, b) int a, b; { return a; }");
    let params = |item: &Item| match item {
        Item::Declaration(declaration) => declaration.declarators[0].declarator.derived[0].clone(),
        Item::Function(function) => function.declarator.derived[0].clone(),
        Item::StaticAssert(_) => panic!("an assertion"),
    };
    let told: Vec<_> = unit
        .items
        .iter()
        .filter_map(|item| match params(item) {
            Derived::Function(params) => Some((params.is_unspecified, params.old_style_names.len())),
            _ => None,
        })
        .collect();
    assert_eq!(told, [(true, 0), (false, 0), (true, 2)]);
}

#[test]
fn no_type_is_implicit_int() {
    let unit = parses("static x; main() {}");
    assert!(matches!(&unit.items[0], Item::Declaration(found) if matches!(found.specifiers.base, TypeSpec::Implicit)));
    assert!(matches!(&unit.items[1], Item::Function(found) if matches!(found.specifiers.base, TypeSpec::Implicit)));
}

#[test]
fn tokens_of_one_macro_share_a_place_and_are_still_different() {
    parses("#define ALL typedef struct { int a[2]; } s; int f(int (*)(s)) { return sizeof(s); }\nALL");
}

#[test]
fn forgotten_semicolons_are_told_where_they_belong() {
    assert_eq!(problems("int f(void) {\n  int x = 1\n  return x\n}"), [(200, "\n  return x\n}"), (200, "\n}")]);
    assert_eq!(problems("int x\nint y;"), [(200, "\nint y;")]);
    assert_eq!(problems("struct s { int a; }\nint main(void) { return 0; }")[0].0, 209);
}

#[test]
fn each_mistake_is_reported_once() {
    for (text, expected) in [
        ("void f(void) { g(1; }", &[(201, "; }")][..]),
        ("void f(void) { g(a b); h(); }", &[(202, "b); h(); }")]),
        ("void f(void) { if (x { y(); } }", &[(201, " { y(); } }")]),
        ("void f(void) {\n if (x) {\n", &[(203, "{\n")]),
        ("void f(void) { g(\"a);\n}", &[(2, "\"a);\n}")]),
        ("} int x;", &[(204, "} int x;")]),
        ("int main();\n{ return 0; }", &[(205, "{ return 0; }")]),
        ("pid_t p;", &[(206, "pid_t p;")]),
        ("struct node { node *next; };", &[(206, "node *next; };")]),
        ("void f(size_t n);", &[(206, "size_t n);")]),
        ("long float x;", &[(207, "long float x;")]),
        ("static extern int x;", &[(208, "extern int x;")]),
        ("void f(void) { x = (int y) 1; }", &[(210, "y) 1; }")]),
        ("void f(void) { else x(); }", &[(211, "else x(); }")]),
        ("void f(void) { if (1) int x; }", &[(212, "int x; }")]),
        ("void f(void) { for (i = 0, i < 3, i++) ; g(1) }", &[(202, ") ; g(1) }"), (200, " }")]),
        ("void f(void) { x = ; y = 2 + ; }", &[(202, "; y = 2 + ; }"), (202, "; }")]),
        ("_Complex double z; __int128 w;", &[(215, "_Complex double z; __int128 w;"), (215, "__int128 w;")]),
    ] {
        assert_eq!(problems(text), expected, "{text}");
    }
}

#[test]
fn every_problem_has_both_languages() {
    let texts = [
        "int x\nint y;",
        "void f(void) { g(1; x = ; for (a, b) ; int z",
        "string s;",
        "else",
        "(",
        "int f(int",
        "enum {,}",
    ];
    for text in texts {
        let found = run(text).1;
        assert!(!found.is_empty(), "{text}");
        for problem in found {
            assert!(!problem.message.en.is_empty() && problem.message.ko.chars().any(|c| c >= '가'), "{problem:?}");
        }
    }
}

/// Parses on a stack that leaves room under WebAssembly's 1 MiB.
fn on_a_small_stack(text: String) -> Vec<u16> {
    let thread = std::thread::Builder::new().stack_size(640 << 10);
    let handle = thread.spawn(move || run(&text).1.iter().map(|found| found.code).collect());
    handle.expect("thread").join().expect("no overflow")
}

#[test]
fn deep_nesting_is_a_diagnostic_not_a_crash() {
    let deep = [
        format!("int x = {}1{};", "(".repeat(20_000), ")".repeat(20_000)),
        format!("void f(void) {}{}", "{".repeat(20_000), "}".repeat(20_000)),
        format!("void f(void) {{ {} ; }}", "if (1) ".repeat(20_000)),
        format!("void f(void) {{ {} }}", "if (1) ; else ".repeat(20_000)),
        format!("int x = {}1;", "-".repeat(20_001)),
        format!("int x = 1{};", " + 1".repeat(20_000)),
        format!("int x = {}1;", "a ? 1 : ".repeat(20_000)),
        format!("int x = {}1;", "a = ".repeat(20_000)),
        format!("int x = {}1;", "1, ".repeat(20_000)),
        format!("int x = a{};", "[0]".repeat(20_000)),
        format!("int x = {}1{};", "f(".repeat(20_000), ")".repeat(20_000)),
        format!("int x[] = {}1{};", "{".repeat(20_000), "}".repeat(20_000)),
        format!("int {}x{};", "(".repeat(20_000), ")".repeat(20_000)),
        format!("int {}x;", "*".repeat(20_000)),
        format!("int x{};", "[1]".repeat(20_000)),
        format!("int f({}int{};", "int (".repeat(20_000), ")".repeat(20_000)),
        format!("{}int a;{}", "struct {".repeat(20_000), "} x;".repeat(20_000)),
        format!("int x = {}1{};", "({ ".repeat(20_000), "; })".repeat(20_000)),
        format!("int x = {}1;", "(int)".repeat(20_000)),
        format!("int x = {}x;", "sizeof ".repeat(20_000)),
        format!("{}int x;", "typeof(".repeat(20_000)),
        format!("int x = {}1{};", "_Generic(1, default: ".repeat(20_000), ")".repeat(20_000)),
        format!("void f(void) {{ if (1) {} ; }}", "case 1: ".repeat(20_000)),
    ];
    for text in deep {
        let start: String = text.chars().take(60).collect();
        let found = on_a_small_stack(text);
        assert!(found.iter().any(|code| matches!(code, 202 | 206 | 213 | 214)), "{start}: {found:?}");
    }
    parses(&format!("void f(int x) {{ switch (x) {{ {} ; }} }}", "case 1: ".repeat(1023)));
    parses(&format!("int x = {}1{};", "(".repeat(63), ")".repeat(63)));
    parses(&format!("void f(void) {}{}", "{".repeat(100), "}".repeat(100)));
}

/// A small generator of numbers, the same every time.
fn random(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

const PROGRAM: &str = "#include <stdio.h>\n#define MAX(a, b) ((a) > (b) ? (a) : (b))\n#if defined(X) && X > 3\nint g;\n#endif\n\
    typedef struct node { int value; struct node *next; } node;\nstatic const char *names[] = { [1] = \"한글\", \"b\\n\" };\n\
    int main(int argc, char **argv) { for (int i = 0; i < argc; i++) { if (MAX(i, 2) > 'x') printf(\"%d\\n\", i); else break; }\n\
    switch (argc) { case 1 ... 3: return sizeof(node *); default: goto end; }\nend: return ({ (int)1.5e3; }); }\n";

#[test]
fn truncated_programs_never_crash() {
    for end in (0..PROGRAM.len()).filter(|&end| PROGRAM.is_char_boundary(end)) {
        run(&PROGRAM[..end]);
        run(&PROGRAM[end..]);
    }
}

#[test]
fn token_soup_never_crashes() {
    let words: Vec<&str> = PROGRAM.split_inclusive(|c: char| !c.is_alphanumeric()).collect();
    let extra = [
        "__attribute__((",
        "({",
        "_Generic(",
        "asm(",
        "struct {",
        "\\\n",
        "\"",
        "'",
        "/*",
        "*/",
        "##",
        "\n#",
        "#else\n",
        "0x",
        "；",
        "__VA_ARGS__",
        "typeof(",
        "sizeof",
        "_Alignas(",
        "...",
        "_Static_assert(",
    ];
    let mut state = 7;
    for _ in 0..3000 {
        let len = random(&mut state) % 60;
        let soup: String = (0..len)
            .map(|_| match random(&mut state) % 3 {
                0 => extra[random(&mut state) % extra.len()],
                _ => words[random(&mut state) % words.len()],
            })
            .collect();
        run(&soup);
        assert!(crate::lang::lex::highlight(&soup).len() <= soup.len());
    }
}

#[test]
fn random_bytes_never_crash() {
    let mut state = 11;
    for _ in 0..2000 {
        let bytes: Vec<u8> = (0..random(&mut state) % 80).map(|_| random(&mut state) as u8).collect();
        run(&String::from_utf8_lossy(&bytes));
    }
}
