//! Checks the arguments of `printf`, `scanf` and their families against the format (C11 7.21.6), where it is a literal.

use crate::lang::ast::{self, ExprKind as Ast};
use crate::lang::hir::Expr;
use crate::lang::types::{Ty, Type};

use super::{Checker, Problem};

/// Where the format of a function stands among its arguments, and whether it reads.
fn family(name: &str) -> Option<(usize, bool)> {
    Some(match name {
        "printf" => (0, false),
        "fprintf" | "dprintf" | "sprintf" => (1, false),
        "snprintf" => (2, false),
        "scanf" => (0, true),
        "fscanf" | "sscanf" => (1, true),
        _ => return None,
    })
}

/// What a conversion wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// An integer of so many bytes after promotion.
    Integer(u64),
    Double,
    LongDouble,
    Text,
    WideText,
    Pointer,
    /// A pointer to an integer of so many bytes.
    ToInteger(u64),
    ToFloat,
    ToDouble,
    ToLongDouble,
}

/// A conversion specification.
struct Conversion {
    text: String,
    /// None if there is no such conversion.
    wanted: Option<Wanted>,
}

impl Wanted {
    const fn c_name(self) -> &'static str {
        match self {
            Self::Integer(8) => "long",
            Self::Integer(_) => "int",
            Self::Double => "double",
            Self::LongDouble => "long double",
            Self::Text => "char *",
            Self::WideText => "wchar_t *",
            Self::Pointer => "void *",
            Self::ToInteger(1) => "signed char *",
            Self::ToInteger(2) => "short *",
            Self::ToInteger(8) => "long *",
            Self::ToInteger(_) => "int *",
            Self::ToFloat => "float *",
            Self::ToDouble => "double *",
            Self::ToLongDouble => "long double *",
        }
    }
}

impl Checker<'_> {
    /// Checks a call of one of the family; others are none of our business.
    pub(super) fn check_format(&mut self, name: &str, args: &[ast::Expr], values: &[Expr]) {
        let Some((at, is_scan)) = family(name) else { return };
        let Some(format) = args.get(at) else { return };
        let Some(text) = literal(format) else { return };
        if has_numbers(text) {
            return;
        }
        let conversions = if is_scan { scan(text) } else { print(text) };
        if is_scan && text.last().is_some_and(u8::is_ascii_whitespace) && name != "sscanf" {
            self.report(format.span, Problem::FormatWaits);
        }
        let mut rest = values.iter().zip(args).skip(at + 1);
        let mut used = 0;
        for conversion in &conversions {
            let Some(wanted) = conversion.wanted else {
                self.report(format.span, Problem::FormatUnknown { conversion: conversion.text.clone() });
                return;
            };
            let Some((value, arg)) = rest.next() else {
                let (wanted, given) = (conversions.len(), used);
                return self.report(format.span, Problem::FormatTooFew { wanted, given });
            };
            used += 1;
            self.check_argument(conversion, wanted, value, arg, used);
        }
        if let Some((_, arg)) = rest.next() {
            self.report(arg.span, Problem::FormatTooMany { wanted: conversions.len() });
        }
    }

    fn check_argument(
        &mut self,
        conversion: &Conversion,
        wanted: Wanted,
        value: &Expr,
        arg: &ast::Expr,
        number: usize,
    ) {
        if value.ty == Ty::Error || self.suits(wanted, value.ty) {
            return;
        }
        let wants_address =
            matches!(wanted, Wanted::ToInteger(_) | Wanted::ToFloat | Wanted::ToDouble | Wanted::ToLongDouble);
        let found = self.spell(value.ty);
        let conversion = conversion.text.clone();
        let problem = if wants_address && self.is_arithmetic(value.ty) {
            Problem::FormatNeedsAddress { conversion }
        } else {
            Problem::FormatArgument { conversion, wanted: wanted.c_name(), found, number }
        };
        self.report(arg.span, problem);
    }

    fn suits(&self, wanted: Wanted, ty: Ty) -> bool {
        let target = self.target(ty).map(|(to, _)| self.value_type(to));
        let size_of = |ty| self.types.size(ty).unwrap_or(0);
        let is_integer_of = |ty, size| self.types.is_integer(ty) && size_of(ty) == size;
        match wanted {
            Wanted::Integer(size) => self.types.is_integer(ty) && size_of(self.promoted(ty)) == size,
            Wanted::Double => ty == Ty::Double,
            Wanted::LongDouble => ty == Ty::LongDouble,
            Wanted::Text => target.is_some_and(|to| matches!(self.types.shape(to), Type::Int { bits: 8, .. })),
            Wanted::WideText => target.is_some_and(|to| is_integer_of(to, 4)),
            Wanted::Pointer => target.is_some(),
            Wanted::ToInteger(size) => target.is_some_and(|to| is_integer_of(to, size)),
            Wanted::ToFloat => target == Some(Ty::Float),
            Wanted::ToDouble => target == Some(Ty::Double),
            Wanted::ToLongDouble => target == Some(Ty::LongDouble),
        }
    }
}

fn literal(expr: &ast::Expr) -> Option<&[u8]> {
    match &expr.kind {
        Ast::Str(text) => Some(text),
        Ast::Paren(inner) => literal(inner),
        _ => None,
    }
}

/// Whether a conversion names its argument by number (`%2$d`): those are not checked.
fn has_numbers(text: &[u8]) -> bool {
    text.split(|&byte| byte == b'%').skip(1).any(|behind| {
        let digits = behind.iter().take_while(|byte| byte.is_ascii_digit()).count();
        digits > 0 && behind.get(digits) == Some(&b'$')
    })
}

/// Reads a format from left to right.
struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn skip(&mut self, set: &[u8]) {
        while self.at < self.text.len() && set.contains(&self.peek()) {
            self.at += 1;
        }
    }

    /// The text behind the next `%` begins here; false at the end.
    fn next_percent(&mut self) -> bool {
        while self.at < self.text.len() {
            self.at += 1;
            if self.text[self.at - 1] == b'%' {
                return true;
            }
        }
        false
    }

    /// `hh`, `l` and their like: the size of an integer, and whether it is `L`.
    fn length(&mut self) -> (u64, bool) {
        let start = self.at;
        self.skip(b"hlLqjzt");
        match self.text.get(start..self.at).unwrap_or(&[]) {
            b"hh" => (1, false),
            b"h" => (2, false),
            b"l" | b"ll" | b"q" | b"j" | b"z" | b"t" => (8, false),
            b"L" => (8, true),
            _ => (4, false),
        }
    }

    fn since(&self, start: usize) -> String {
        String::from_utf8_lossy(self.text.get(start..self.at).unwrap_or(&[])).into_owned()
    }
}

fn print(text: &[u8]) -> Vec<Conversion> {
    let mut reader = Reader { text, at: 0 };
    let mut list = Vec::new();
    while reader.next_percent() {
        let start = reader.at - 1;
        reader.skip(b"-+ #0'");
        star(&mut reader, &mut list);
        if reader.peek() == b'.' {
            reader.at += 1;
            star(&mut reader, &mut list);
        }
        let (size, is_long_double) = reader.length();
        let letter = reader.peek();
        reader.at += 1;
        let wanted = match letter {
            b'%' | b'm' => continue,
            b'd' | b'i' | b'o' | b'u' | b'x' | b'X' => Some(Wanted::Integer(size.max(4))),
            b'c' | b'C' => Some(Wanted::Integer(4)),
            b'S' => Some(Wanted::WideText),
            b's' if size == 8 => Some(Wanted::WideText),
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'a' | b'A' if is_long_double => Some(Wanted::LongDouble),
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'a' | b'A' => Some(Wanted::Double),
            b's' => Some(Wanted::Text),
            b'p' => Some(Wanted::Pointer),
            b'n' => Some(Wanted::ToInteger(size)),
            _ => None,
        };
        list.push(Conversion { text: reader.since(start), wanted });
    }
    list
}

/// A width or precision: digits, or `*`, which takes an `int`.
fn star(reader: &mut Reader<'_>, list: &mut Vec<Conversion>) {
    if reader.peek() == b'*' {
        reader.at += 1;
        list.push(Conversion { text: "*".to_owned(), wanted: Some(Wanted::Integer(4)) });
    } else {
        reader.skip(b"0123456789");
    }
}

fn scan(text: &[u8]) -> Vec<Conversion> {
    let mut reader = Reader { text, at: 0 };
    let mut list = Vec::new();
    while reader.next_percent() {
        let start = reader.at - 1;
        let is_dropped = reader.peek() == b'*';
        reader.skip(b"*");
        reader.skip(b"0123456789");
        let is_allocated = reader.peek() == b'm';
        reader.skip(b"m");
        let (size, is_long_double) = reader.length();
        let letter = reader.peek();
        reader.at += 1;
        let wanted = match letter {
            b'%' => continue,
            b'd' | b'i' | b'o' | b'u' | b'x' | b'X' | b'n' => Some(Wanted::ToInteger(size)),
            b'e' | b'f' | b'g' | b'a' | b'E' | b'F' | b'G' | b'A' => Some(match (is_long_double, size) {
                (true, _) => Wanted::ToLongDouble,
                (false, 8) => Wanted::ToDouble,
                (false, _) => Wanted::ToFloat,
            }),
            b's' | b'c' | b'[' if size == 8 && !is_allocated => {
                if letter == b'[' {
                    skip_set(&mut reader);
                }
                Some(Wanted::WideText)
            }
            b's' | b'c' | b'[' if is_allocated => Some(Wanted::Pointer),
            b's' | b'c' => Some(Wanted::Text),
            b'[' => {
                skip_set(&mut reader);
                Some(Wanted::Text)
            }
            b'p' => Some(Wanted::Pointer),
            _ => None,
        };
        if !is_dropped {
            list.push(Conversion { text: reader.since(start), wanted });
        }
    }
    list
}

/// The rest of `[^a-z]`; a `]` that comes first belongs to the set.
fn skip_set(reader: &mut Reader<'_>) {
    reader.skip(b"^");
    if reader.peek() == b']' {
        reader.at += 1;
    }
    while reader.at < reader.text.len() && reader.peek() != b']' {
        reader.at += 1;
    }
    reader.at += 1;
}
