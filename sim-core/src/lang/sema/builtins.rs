//! What the compiler itself offers: `__builtin_…` and `__lab_syscall`.

use crate::lang::ast;
use crate::lang::hir::{Callee, Expr, ExprKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};
use crate::machine::intrinsic::TABLE;

use super::convert::Purpose;
use super::{Checker, Problem};

/// Parameters and result of the machine's operations, a letter each: p `void *`, i `int`, l `long`, u `unsigned long`,
/// d `double`, v nothing; `.` ends the parameters of a variadic function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signature {
    pub(super) params: &'static str,
    pub(super) ret: char,
}

/// What one of the `__builtin_…_overflow` does.
struct Overflow {
    /// The library's function for it.
    function: &'static str,
    /// What the operands are converted to first; nothing for the generic ones.
    operands: Option<Ty>,
}

/// `add_overflow`, `sadd_overflow`, `umulll_overflow` … (GCC manual 6.56).
fn overflow(name: &str) -> Option<Overflow> {
    let name = name.strip_suffix("_overflow")?;
    let (sign, rest) = match name.as_bytes().first()? {
        b's' if name != "sub" => (Some(true), &name[1..]),
        b'u' => (Some(false), &name[1..]),
        _ => (None, name),
    };
    let (function, length) = match rest.split_at_checked(3)? {
        ("add", length) => ("__overflow_add", length),
        ("sub", length) => ("__overflow_sub", length),
        ("mul", length) => ("__overflow_mul", length),
        _ => return None,
    };
    let operands = match (sign, length) {
        (None, "") => None,
        (Some(true), "") => Some(Ty::Int),
        (Some(false), "") => Some(Ty::UInt),
        (Some(true), "l" | "ll") => Some(Ty::Long),
        (Some(false), "l" | "ll") => Some(Ty::ULong),
        _ => return None,
    };
    Some(Overflow { function, operands })
}

/// The signature of one of the machine's operations.
fn intrinsic(name: &str) -> Option<Signature> {
    let known = TABLE.iter().find(|known| known.name == name)?;
    Some(Signature { params: known.params, ret: known.ret })
}

impl Checker<'_> {
    /// A call of something the compiler offers; none if the name is none of these.
    pub(super) fn builtin(&mut self, name: &str, args: &[ast::Expr], span: Span) -> Option<Expr> {
        if name == "__lab_syscall" {
            return Some(self.system_call(args, span));
        }
        if let Some(value) = self.atomic_builtin(name, args, span) {
            return Some(value);
        }
        let short = name.strip_prefix("__builtin_")?;
        if let Some(signature) = intrinsic(short) {
            return Some(self.intrinsic(short, signature, args, span));
        }
        Some(match (short, args) {
            ("va_start", [list, ..]) => self.va_start(list, span),
            ("va_end", [list]) => {
                let list = self.va_list_operand(list).unwrap_or_else(|| self.error(span));
                self.cast(list, Ty::Void)
            }
            ("va_copy", [to, from]) => {
                let (to, from) = (self.va_list_operand(to), self.va_list_operand(from));
                let Some((to, from)) = to.zip(from) else { return Some(self.error(span)) };
                Expr { kind: ExprKind::VaCopy(Box::new(to), Box::new(from)), ty: Ty::Void, span }
            }
            ("expect", [value, expected]) => {
                let (value, _) = (self.value(value), self.value(expected));
                self.convert(value, Ty::Long, &Purpose::Assign)
            }
            ("constant_p", [value]) => {
                self.unevaluated += 1;
                let value = self.value(value);
                self.unevaluated -= 1;
                self.int(i64::from(self.constant(&value).is_some()), Ty::Int, span)
            }
            ("expect_with_probability", [value, expected, _]) => {
                let (value, _) = (self.value(value), self.value(expected));
                self.convert(value, Ty::Long, &Purpose::Assign)
            }
            ("assume_aligned", [pointer, ..]) => self.value(pointer),
            ("choose_expr", [condition, then, otherwise]) => {
                let condition = self.value(condition);
                let is_true = self.required_constant(&condition).unwrap_or(0) != 0;
                self.value(if is_true { then } else { otherwise })
            }
            ("object_size" | "dynamic_object_size", [_, kind]) => {
                let kind = self.value(kind);
                let is_least = self.required_constant(&kind).unwrap_or(0) & 2 != 0;
                self.int(if is_least { 0 } else { -1 }, Ty::ULong, span)
            }
            (_, [left, right, result]) if overflow(short).is_some() => {
                self.checked_arithmetic(short, left, right, result, span)
            }
            ("unreachable", []) => self.intrinsic("trap", Signature { params: "", ret: 'v' }, args, span),
            ("inf" | "huge_val", []) => Expr { kind: ExprKind::Float(f64::INFINITY), ty: Ty::Double, span },
            ("inff" | "huge_valf", []) => Expr { kind: ExprKind::Float(f64::INFINITY), ty: Ty::Float, span },
            ("nan", [_]) => Expr { kind: ExprKind::Float(f64::NAN), ty: Ty::Double, span },
            ("nanf", [_]) => Expr { kind: ExprKind::Float(f64::NAN), ty: Ty::Float, span },
            ("prefetch", [place, hints @ ..]) => {
                hints.iter().for_each(|hint| drop(self.value(hint)));
                let place = self.value(place);
                self.cast(place, Ty::Void)
            }
            _ => self.library_builtin(short, args, span).unwrap_or_else(|| {
                self.report(span, Problem::Unsupported { what: format!("'{name}'") });
                self.error(span)
            }),
        })
    }

    fn intrinsic(&mut self, name: &str, signature: Signature, args: &[ast::Expr], span: Span) -> Expr {
        let values: Vec<Expr> = args.iter().map(|arg| self.value(arg)).collect();
        let ret = self.letter(signature.ret);
        if !self.check_count(&format!("__builtin_{name}"), signature.params.len(), false, args.len(), span) {
            return self.error(span);
        }
        let values = values
            .into_iter()
            .zip(signature.params.chars().enumerate())
            .map(|(value, (index, letter))| {
                let ty = self.letter(letter);
                if letter == 'p' && self.types.is_pointer(value.ty) {
                    return self.cast(value, ty);
                }
                let function = format!("__builtin_{name}");
                self.convert(value, ty, &Purpose::Argument { function, number: index + 1 })
            })
            .collect();
        Expr { kind: ExprKind::Intrinsic { name: name.to_owned(), args: values }, ty: ret, span }
    }

    /// `__builtin_add_overflow(a, b, &result)` and the like: stores the wrapped result, yields whether it wrapped.
    fn checked_arithmetic(
        &mut self,
        name: &str,
        left: &ast::Expr,
        right: &ast::Expr,
        result: &ast::Expr,
        span: Span,
    ) -> Expr {
        let Some(known) = overflow(name) else { return self.error(span) };
        let (left, right, result) = (self.value(left), self.value(right), self.value(result));
        let target = self.target(result.ty).map(|(to, _)| to).filter(|&to| self.types.is_integer(to));
        let is_possible = self.types.is_integer(left.ty) && self.types.is_integer(right.ty);
        let (Some(target), true) = (target, is_possible) else {
            let ty = self.spell(result.ty);
            self.report(span, Problem::BadOperand { op: "__builtin_*_overflow", ty });
            return self.error(span);
        };
        let (left, right) = match known.operands {
            Some(ty) => (self.cast(left, ty), self.cast(right, ty)),
            None => (left, right),
        };
        let size = self.types.size(target).unwrap_or(8);
        let flags = i64::from(self.types.is_signed(left.ty))
            | i64::from(self.types.is_signed(right.ty)) << 1
            | i64::from(self.types.is_signed(target)) << 2
            | (size as i64) << 4;
        let signature = Signature { params: "uuip", ret: 'i' };
        let id = self.library_function(known.function, signature, span);
        let pointer = self.types.pointer_to(Ty::Void);
        let args = vec![
            self.cast(left, Ty::ULong),
            self.cast(right, Ty::ULong),
            self.int(flags, Ty::Int, span),
            self.cast(result, pointer),
        ];
        let callee = Callee::Direct(self.symbol(id));
        let call = ExprKind::Call { callee, args, fixed: 4, is_variadic: false, result: None };
        self.cast(Expr { kind: call, ty: Ty::Int, span }, Ty::Bool)
    }

    /// A type by its letter.
    fn letter(&mut self, letter: char) -> Ty {
        match letter {
            'p' => self.types.pointer_to(Ty::Void),
            'i' => Ty::Int,
            'l' => Ty::Long,
            'u' => Ty::ULong,
            'd' => Ty::Double,
            _ => Ty::Void,
        }
    }

    /// The function type of a signature.
    pub(super) fn signature_type(&mut self, signature: Signature) -> Ty {
        let letters = signature.params.trim_end_matches('.');
        let params = letters.chars().map(|letter| self.letter(letter)).collect();
        let ret = self.letter(signature.ret);
        let is_variadic = signature.params.ends_with('.');
        self.types.intern(Type::Function { ret, params, is_variadic, is_unprototyped: false })
    }

    /// `__lab_syscall(number, …)`: words in, a word out.
    fn system_call(&mut self, args: &[ast::Expr], span: Span) -> Expr {
        if args.is_empty() || args.len() > 7 {
            self.check_count("__lab_syscall", 1, args.is_empty(), args.len(), span);
            return self.error(span);
        }
        let words = args
            .iter()
            .map(|arg| {
                let value = self.scalar(arg);
                self.cast(value, Ty::Long)
            })
            .collect();
        Expr { kind: ExprKind::Syscall(words), ty: Ty::Long, span }
    }

    fn va_start(&mut self, list: &ast::Expr, span: Span) -> Expr {
        if self.function.as_ref().is_none_or(|function| !function.is_variadic) {
            self.report(span, Problem::VaStartOutsideVariadic);
            return self.error(span);
        }
        match self.va_list_operand(list) {
            Some(list) => Expr { kind: ExprKind::VaStart(Box::new(list)), ty: Ty::Void, span },
            None => self.error(span),
        }
    }
}
