//! Builtins that are functions under another name (GCC manual 6.59): `__builtin_printf` is `printf`, and the bit
//! counters are what libgcc has for machines without such instructions.

use crate::lang::ast;
use crate::lang::hir::{Callee, Expr, ExprKind};
use crate::lang::source::Span;
use crate::lang::types::Ty;

use super::builtins::Signature;
use super::convert::Purpose;
use super::scope::Entity;
use super::{Checker, Qual, known};

/// A bit counter: its operand's type, the library's function for it, and its value for a constant.
struct Counter {
    operand: Ty,
    function: &'static str,
    fold: fn(u64) -> u64,
}

/// The counter of a name without `__builtin_`.
fn counter(name: &str) -> Option<Counter> {
    let (operand, base) = match name {
        "bswap16" => return Some(Counter { operand: Ty::UShort, function: "__bswaphi2", fold: swap16 }),
        "bswap32" => return Some(Counter { operand: Ty::UInt, function: "__bswapsi2", fold: swap32 }),
        "bswap64" => return Some(Counter { operand: Ty::ULong, function: "__bswapdi2", fold: u64::swap_bytes }),
        "popcount" | "clz" | "ctz" | "ffs" | "parity" => (Ty::UInt, name),
        _ => (Ty::ULong, name.strip_suffix("ll").or_else(|| name.strip_suffix('l'))?),
    };
    let is_int = operand == Ty::UInt;
    let (function, fold): (_, fn(u64) -> u64) = match base {
        "popcount" => ("__popcountdi2", |bits| u64::from(bits.count_ones())),
        "parity" => ("__paritydi2", |bits| u64::from(bits.count_ones() & 1)),
        "ctz" => ("__ctzdi2", |bits| u64::from(bits.trailing_zeros())),
        "ffs" => ("__ffsdi2", |bits| if bits == 0 { 0 } else { u64::from(bits.trailing_zeros()) + 1 }),
        "clz" if is_int => ("__clzsi2", |bits| u64::from((bits as u32).leading_zeros())),
        "clz" => ("__clzdi2", |bits| u64::from(bits.leading_zeros())),
        _ => return None,
    };
    Some(Counter { operand, function, fold })
}

fn swap16(bits: u64) -> u64 {
    u64::from((bits as u16).swap_bytes())
}

fn swap32(bits: u64) -> u64 {
    u64::from((bits as u32).swap_bytes())
}

impl Checker<'_> {
    /// A call of `__builtin_NAME` that a function of the library does; none if there is no such function.
    pub(super) fn library_builtin(&mut self, name: &str, args: &[ast::Expr], span: Span) -> Option<Expr> {
        if let ([operand], Some(counter)) = (args, counter(name)) {
            return Some(self.count_bits(name, &counter, operand, span));
        }
        if let ([value], "isnan" | "isnanf") = (args, name) {
            return Some(self.is_nan(value, span));
        }
        let callee = match self.linkage.get(name) {
            Some(&id) => id,
            None => {
                let signature = known::signature(name)?;
                self.library_function(name, signature, span)
            }
        };
        let (ty, symbol) = (self.globals[callee.0].ty, self.symbol(callee));
        Some(self.call_of_type(name, Callee::Direct(symbol), ty, args, span))
    }

    fn count_bits(&mut self, name: &str, counter: &Counter, operand: &ast::Expr, span: Span) -> Expr {
        let value = self.value(operand);
        let purpose = Purpose::Argument { function: format!("__builtin_{name}"), number: 1 };
        let value = self.convert(value, counter.operand, &purpose);
        let ret = if name.starts_with("bswap") { counter.operand } else { Ty::Int };
        if let ExprKind::Int(bits) = value.kind {
            return self.int((counter.fold)(bits as u64) as i64, ret, span);
        }
        let id = self.library_function(counter.function, Signature { params: "u", ret: 'u' }, span);
        let callee = Callee::Direct(self.symbol(id));
        let args = vec![self.cast(value, Ty::ULong)];
        let kind = ExprKind::Call { callee, args, fixed: 1, is_variadic: false, result: None };
        self.cast(Expr { kind, ty: Ty::ULong, span }, ret)
    }

    /// Only a NaN has no order, not even with itself.
    fn is_nan(&mut self, value: &ast::Expr, span: Span) -> Expr {
        let value = self.value(value);
        let value = self.convert(value, Ty::Double, &Purpose::Assign);
        let id = self.library_function("__isnan", Signature { params: "d", ret: 'i' }, span);
        let callee = Callee::Direct(self.symbol(id));
        let kind = ExprKind::Call { callee, args: vec![value], fixed: 1, is_variadic: false, result: None };
        Expr { kind, ty: Ty::Int, span }
    }

    /// A function of the library that the program need not have declared.
    pub(super) fn library_function(&mut self, name: &str, signature: Signature, span: Span) -> super::global::GlobalId {
        if let Some(&id) = self.linkage.get(name) {
            return id;
        }
        let ty = self.signature_type(signature);
        let id = self.new_global(name.to_owned(), Qual::plain(ty), span);
        self.globals[id.0].is_static = false;
        self.linkage.insert(name.to_owned(), id);
        if !name.starts_with("__") {
            self.scopes.declare_in_file(name, Entity::Global(id), span);
        }
        id
    }
}
