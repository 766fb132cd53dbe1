//! The conditions of `#if` and `#elif` (C11 6.10.1): constant expressions over 64-bit integers.

use super::{PpProblem, Preprocessor};
use crate::lang::ast::Basic;
use crate::lang::lex::{Number, PpKind, PpToken, Symbols, character, number};
use crate::lang::source::Span;
use crate::lang::token::Punct;

/// Parentheses and operators go so deep inside each other.
const MOST_DEPTH: usize = 200;

impl Preprocessor<'_> {
    /// Whether the condition on a line holds; false if it is malformed, which is reported.
    pub(super) fn condition(&mut self, line: &[PpToken], at: Span) -> bool {
        if line.is_empty() {
            self.report(at, &PpProblem::MissingCondition);
            return false;
        }
        self.is_condition = true;
        let tokens = self.expand_list(line.to_vec());
        self.is_condition = false;
        if self.is_exhausted {
            return false;
        }
        let at = tokens.first().map_or(at, |first| first.span);
        let mut evaluator =
            Evaluator { tokens: &tokens, symbols: &self.symbols, at: 0, depth: 0, is_live: true, end: at };
        match evaluator.whole() {
            Ok(value) => value.bits != 0,
            Err((span, problem)) => {
                self.report(span, &problem);
                false
            }
        }
    }
}

/// A value: `intmax_t` or `uintmax_t`.
#[derive(Clone, Copy)]
struct Value {
    bits: u64,
    is_unsigned: bool,
}

impl Value {
    fn truth(is_true: bool) -> Self {
        Self { bits: u64::from(is_true), is_unsigned: false }
    }

    fn signed(self) -> i64 {
        self.bits as i64
    }
}

type Outcome = Result<Value, (Span, PpProblem)>;

struct Evaluator<'t> {
    tokens: &'t [PpToken],
    symbols: &'t Symbols,
    at: usize,
    depth: usize,
    /// False in an operand whose value does not matter: dividing by zero is no mistake there.
    is_live: bool,
    /// Where a token is missed if the line ends too early.
    end: Span,
}

impl Evaluator<'_> {
    fn whole(&mut self) -> Outcome {
        let value = self.comma()?;
        match self.tokens.get(self.at) {
            Some(extra) => Err((extra.span, PpProblem::BadCondition)),
            None => Ok(value),
        }
    }

    fn comma(&mut self) -> Outcome {
        let mut value = self.conditional()?;
        while self.eat(Punct::Comma) {
            value = self.conditional()?;
        }
        Ok(value)
    }

    fn eat(&mut self, punct: Punct) -> bool {
        let is_here = self.tokens.get(self.at).is_some_and(|token| token.is(punct));
        self.at += usize::from(is_here);
        is_here
    }

    fn bad<T>(&self) -> Result<T, (Span, PpProblem)> {
        Err((self.tokens.get(self.at).map_or(self.end, |token| token.span), PpProblem::BadCondition))
    }

    /// Evaluates one level deeper, for its value only if `is_live`.
    fn deeper(&mut self, is_live: bool, evaluate: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        if self.depth >= MOST_DEPTH {
            return Err((self.end, PpProblem::ExpansionTooDeep));
        }
        let outer = self.is_live;
        self.is_live = outer && is_live;
        self.depth += 1;
        let value = evaluate(self);
        self.depth -= 1;
        self.is_live = outer;
        value
    }

    fn conditional(&mut self) -> Outcome {
        let condition = self.binary(0)?;
        if !self.eat(Punct::Question) {
            return Ok(condition);
        }
        let is_true = condition.bits != 0;
        let then = self.deeper(is_true, Self::comma)?;
        if !self.eat(Punct::Colon) {
            return self.bad();
        }
        let otherwise = self.deeper(!is_true, Self::conditional)?;
        let chosen = if is_true { then } else { otherwise };
        Ok(Value { is_unsigned: then.is_unsigned || otherwise.is_unsigned, ..chosen })
    }

    fn binary(&mut self, least: u8) -> Outcome {
        let mut left = self.unary()?;
        while let Some(&token) = self.tokens.get(self.at)
            && let PpKind::Punct(op) = token.kind
            && let Some(precedence) = precedence(op).filter(|&precedence| precedence >= least)
        {
            self.at += 1;
            let is_live = match op {
                Punct::AndAnd => left.bits != 0,
                Punct::OrOr => left.bits == 0,
                _ => true,
            };
            let right = self.deeper(is_live, |this| this.binary(precedence + 1))?;
            left = self.apply(op, left, right).ok_or((token.span, PpProblem::DivisionByZero))?;
        }
        Ok(left)
    }

    fn unary(&mut self) -> Outcome {
        let Some(&token) = self.tokens.get(self.at) else { return self.bad() };
        self.at += 1;
        match token.kind {
            PpKind::Punct(op @ (Punct::Minus | Punct::Plus | Punct::Bang | Punct::Tilde)) => {
                let value = self.deeper(true, Self::unary)?;
                Ok(match op {
                    Punct::Minus => Value { bits: value.bits.wrapping_neg(), ..value },
                    Punct::Tilde => Value { bits: !value.bits, ..value },
                    Punct::Bang => Value::truth(value.bits == 0),
                    _ => value,
                })
            }
            PpKind::Punct(Punct::LParen) => {
                let value = self.deeper(true, Self::comma)?;
                if self.eat(Punct::RParen) { Ok(value) } else { self.bad() }
            }
            PpKind::Ident => Ok(Value::truth(false)),
            PpKind::Number => self.number(token),
            PpKind::Char => {
                let (value, _) = character(self.symbols.text(token.symbol), |_| ());
                Ok(Value { bits: i64::from(value) as u64, is_unsigned: false })
            }
            _ => {
                self.at -= 1;
                self.bad()
            }
        }
    }

    fn number(&self, token: PpToken) -> Outcome {
        match number(self.symbols.text(token.symbol)) {
            Ok(Number::Int { value, ty }) => {
                let is_unsigned = matches!(ty, Basic::UInt | Basic::ULong | Basic::ULongLong);
                Ok(Value { bits: value, is_unsigned: is_unsigned && (ty != Basic::UInt || self.has_u(token)) })
            }
            Ok(Number::Float { .. }) | Err(_) => Err((token.span, PpProblem::BadCondition)),
        }
    }

    /// Here every type has 64 bits: `0xffffffff` is signed, `1u` is not.
    fn has_u(&self, token: PpToken) -> bool {
        self.symbols.text(token.symbol).contains(['u', 'U'])
    }

    /// None for a division by zero that matters.
    fn apply(&self, op: Punct, left: Value, right: Value) -> Option<Value> {
        let is_unsigned = left.is_unsigned || right.is_unsigned;
        let (l, r) = (left.bits, right.bits);
        let is_less = if is_unsigned { l < r } else { left.signed() < right.signed() };
        let bits = match op {
            Punct::OrOr => return Some(Value::truth(l != 0 || r != 0)),
            Punct::AndAnd => return Some(Value::truth(l != 0 && r != 0)),
            Punct::EqEq => return Some(Value::truth(l == r)),
            Punct::Ne => return Some(Value::truth(l != r)),
            Punct::Lt => return Some(Value::truth(is_less)),
            Punct::Ge => return Some(Value::truth(!is_less)),
            Punct::Gt => return Some(Value::truth(!is_less && l != r)),
            Punct::Le => return Some(Value::truth(is_less || l == r)),
            Punct::Shl => return Some(Value { bits: shift_left(left, r), ..left }),
            Punct::Shr => return Some(Value { bits: shift_right(left, r), ..left }),
            Punct::Pipe => l | r,
            Punct::Caret => l ^ r,
            Punct::Amp => l & r,
            Punct::Plus => l.wrapping_add(r),
            Punct::Minus => l.wrapping_sub(r),
            Punct::Star => l.wrapping_mul(r),
            _ if r == 0 && self.is_live => return None,
            _ if r == 0 => 0,
            Punct::Slash if is_unsigned => l / r,
            Punct::Slash => left.signed().wrapping_div(right.signed()) as u64,
            _ if is_unsigned => l % r,
            _ => left.signed().wrapping_rem(right.signed()) as u64,
        };
        Some(Value { bits, is_unsigned })
    }
}

fn shift_left(value: Value, by: u64) -> u64 {
    u32::try_from(by).ok().and_then(|by| value.bits.checked_shl(by)).unwrap_or(0)
}

fn shift_right(value: Value, by: u64) -> u64 {
    let by = by.min(63) as u32;
    if value.is_unsigned { value.bits >> by } else { (value.signed() >> by) as u64 }
}

/// The binding strength of the binary operators (C11 6.5.5–6.5.14).
fn precedence(op: Punct) -> Option<u8> {
    Some(match op {
        Punct::OrOr => 0,
        Punct::AndAnd => 1,
        Punct::Pipe => 2,
        Punct::Caret => 3,
        Punct::Amp => 4,
        Punct::EqEq | Punct::Ne => 5,
        Punct::Lt | Punct::Gt | Punct::Le | Punct::Ge => 6,
        Punct::Shl | Punct::Shr => 7,
        Punct::Plus | Punct::Minus => 8,
        Punct::Star | Punct::Slash | Punct::Percent => 9,
        _ => return None,
    })
}
