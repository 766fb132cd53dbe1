//! Examples of the code that comes out of small functions, given as typed trees.

use crate::lang::ast::Startup;
use crate::lang::debug::listing;
use crate::lang::diag::Diagnostics;
use crate::lang::hir::{
    BinaryOp, Callee, CompareOp, Expr, ExprKind, Function, Local, LocalId, Place, PlaceKind, Stmt, StmtKind, Symbol,
    SymbolId, Unit,
};
use crate::lang::source::{Origin, Span};
use crate::lang::types::{Ty, Type};

use super::lower;

const N: LocalId = LocalId(0);
const I: LocalId = LocalId(1);
const S: LocalId = LocalId(2);

fn expr(kind: ExprKind) -> Expr {
    Expr { kind, ty: Ty::Int, span: Span::NONE }
}

fn int(value: i64) -> Expr {
    expr(ExprKind::Int(value))
}

fn local(id: LocalId) -> Box<Place> {
    Box::new(Place { kind: PlaceKind::Local(id), ty: Ty::Int, span: Span::NONE })
}

fn load(id: LocalId) -> Expr {
    expr(ExprKind::Load(local(id)))
}

fn binary(op: BinaryOp, left: Expr, right: Expr) -> Expr {
    expr(ExprKind::Binary(op, Box::new(left), Box::new(right)))
}

fn compare(op: CompareOp, left: Expr, right: Expr) -> Expr {
    expr(ExprKind::Compare(op, Box::new(left), Box::new(right)))
}

fn set(id: LocalId, value: Expr) -> Stmt {
    stmt(StmtKind::Expr(expr(ExprKind::Assign(local(id), Box::new(value)))))
}

fn stmt(kind: StmtKind) -> Stmt {
    Stmt { kind, span: Span::NONE }
}

fn give(value: Expr) -> Stmt {
    stmt(StmtKind::Return(Some(value)))
}

fn call(argument: Expr) -> Expr {
    let callee = Callee::Direct(SymbolId(0));
    expr(ExprKind::Call { callee, args: vec![argument], fixed: 1, is_variadic: false, result: None })
}

/// The code of `int f(int n)` with locals `n`, `i`, `s`.
fn code_of(body: Vec<Stmt>) -> Vec<String> {
    let mut unit = Unit::default();
    let shape = Type::Function { ret: Ty::Int, params: vec![Ty::Int], is_variadic: false, is_unprototyped: false };
    let ty = unit.types.intern(shape);
    let symbol = Symbol { name: "f".into(), ty, is_static: false, is_implicit: false, span: Span::NONE };
    unit.symbols.push(symbol);
    let locals = ["n", "i", "s"].map(|name| Local {
        name: Some(name.into()),
        ty: Ty::Int,
        align: 4,
        needs_memory: false,
        span: Span::NONE,
        scope: Span::NONE,
    });
    let (span, symbol) = (Span::NONE, SymbolId(0));
    unit.functions.push(Function {
        valued_labels: Vec::new(),
        symbol,
        ty,
        params: 1,
        locals: locals.into(),
        body,
        startup: Startup::default(),
        span,
        end: span,
    });
    let mut diagnostics = Diagnostics::default();
    let object = lower(&unit, Origin::Library, &mut diagnostics);
    assert!(!diagnostics.has_errors());
    let text = listing(&object.functions[0].code, 0);
    text.lines().map(|line| line.trim().replace("  ", " ")).collect()
}

#[test]
fn counting_loop_takes_three_instructions_a_round() {
    let step = expr(ExprKind::IncDec { place: local(I), by: 1, is_prefix: false });
    let add = ExprKind::AssignOp { place: local(S), op: BinaryOp::Add, value: Box::new(load(I)), compute: Ty::Int };
    let body = Box::new(stmt(StmtKind::Expr(expr(add))));
    let cond = Some(compare(CompareOp::Lt, load(I), load(N)));
    let code =
        code_of(vec![stmt(StmtKind::For { init: vec![set(I, int(0))], cond, step: Some(step), body }), give(load(S))]);
    let expected =
        ["0 Const r2 #0", "1 Jump @4", "2 AddW r3 r3 r2", "3 AddWI r2 r2 #1", "4 JumpLt r2 r0 @2", "5 Ret r3"];
    assert_eq!(code, expected);
}

#[test]
fn recursion_evaluates_arguments_in_place() {
    let small =
        StmtKind::If { cond: compare(CompareOp::Lt, load(N), int(2)), then: Box::new(give(load(N))), otherwise: None };
    let less = |by| call(binary(BinaryOp::Sub, load(N), int(by)));
    let code = code_of(vec![stmt(small), give(binary(BinaryOp::Add, less(1), less(2)))]);
    assert_eq!(
        code,
        [
            "0 JumpGeI r0 #2 @2",
            "1 Ret r0",
            "2 AddWI r4 r0 #-1",
            "3 Call r4 #0",
            "4 AddWI r5 r0 #-2",
            "5 Call r5 #0",
            "6 AddW r4 r4 r5",
            "7 Ret r4",
        ]
    );
}

#[test]
fn arguments_that_are_variables_move_last() {
    let increment = expr(ExprKind::IncDec { place: local(I), by: 1, is_prefix: false });
    let callee = Callee::Direct(SymbolId(0));
    let args = vec![load(I), increment];
    let both = expr(ExprKind::Call { callee, args, fixed: 2, is_variadic: false, result: None });
    assert_eq!(
        code_of(vec![give(both)]),
        ["0 Move r5 r2", "1 AddWI r2 r2 #1", "2 Move r4 r2", "3 Call r4 #0", "4 Ret r4"]
    );
}

#[test]
fn empty_endless_loop_ends_the_compiler() {
    let forever = StmtKind::While { cond: int(1), body: Box::new(stmt(StmtKind::Block(Vec::new()))) };
    assert_eq!(code_of(vec![stmt(forever)]), ["0 Jump @0"]);
}
