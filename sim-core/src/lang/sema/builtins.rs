//! What the compiler itself offers: `__builtin_…` and `__lab_syscall`.

use crate::lang::ast;
use crate::lang::hir::{Expr, ExprKind};
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
            ("unreachable", []) => self.intrinsic("trap", Signature { params: "", ret: 'v' }, args, span),
            ("inf" | "huge_val", []) => Expr { kind: ExprKind::Float(f64::INFINITY), ty: Ty::Double, span },
            ("inff" | "huge_valf", []) => Expr { kind: ExprKind::Float(f64::INFINITY), ty: Ty::Float, span },
            ("nan", [_]) => Expr { kind: ExprKind::Float(f64::NAN), ty: Ty::Double, span },
            ("nanf", [_]) => Expr { kind: ExprKind::Float(f64::NAN), ty: Ty::Float, span },
            _ => {
                self.report(span, Problem::Unsupported { what: format!("'{name}'") });
                self.error(span)
            }
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
