//! Declaration specifiers (C11 6.7.1–6.7.5): storage, qualifiers and the base type, in any order.

use super::attribute::Attributes;
use super::problem::Expected;
use super::{ParseProblem, Parsed, Parser};
use crate::lang::ast::{Basic, Declarator, Expr, Ident, Specifiers, Startup, Storage, TypeName, TypeSpec};
use crate::lang::source::Span;
use crate::lang::token::{Keyword, Punct, TokenKind};

/// How often each word of an arithmetic type stood there.
#[derive(Clone, Copy, Default)]
struct Words {
    /// `void`, `_Bool`, `char`, `int`, `float`, `double`.
    base: Option<Keyword>,
    longs: u8,
    is_short: bool,
    is_signed: bool,
    is_unsigned: bool,
    /// A word that does not go with the others.
    is_wrong: bool,
}

impl Words {
    fn is_empty(&self) -> bool {
        self.base.is_none() && self.longs == 0 && !self.is_short && !self.is_signed && !self.is_unsigned
    }

    fn add(&mut self, word: Keyword) {
        let is_repeated = match word {
            Keyword::Short => std::mem::replace(&mut self.is_short, true),
            Keyword::Signed => std::mem::replace(&mut self.is_signed, true),
            Keyword::Unsigned => std::mem::replace(&mut self.is_unsigned, true),
            Keyword::Long => {
                self.longs = self.longs.saturating_add(1);
                self.longs > 2
            }
            _ => self.base.replace(word).is_some(),
        };
        self.is_wrong |= is_repeated;
    }

    /// The type that the words name together (C11 6.7.2p2).
    fn basic(self) -> Option<Basic> {
        let has_sign = self.is_signed || self.is_unsigned;
        let is_int_like = self.is_short || self.longs > 0;
        if self.is_wrong || (self.is_signed && self.is_unsigned) || (self.is_short && self.longs > 0) {
            return None;
        }
        let signed = |signed: Basic, unsigned: Basic| if self.is_unsigned { unsigned } else { signed };
        Some(match (self.base, self.longs) {
            (Some(Keyword::Char), 0) if !is_int_like => match (self.is_signed, self.is_unsigned) {
                (true, _) => Basic::SChar,
                (_, true) => Basic::UChar,
                _ => Basic::Char,
            },
            (Some(Keyword::Double), 1) if !has_sign => Basic::LongDouble,
            (None | Some(Keyword::Int), 0) if self.is_short => signed(Basic::Short, Basic::UShort),
            (None | Some(Keyword::Int), 0) => signed(Basic::Int, Basic::UInt),
            (None | Some(Keyword::Int), 1) => signed(Basic::Long, Basic::ULong),
            (None | Some(Keyword::Int), _) => signed(Basic::LongLong, Basic::ULongLong),
            _ if has_sign || is_int_like => return None,
            (Some(Keyword::Void), _) => Basic::Void,
            (Some(Keyword::Bool), _) => Basic::Bool,
            (Some(Keyword::Float), _) => Basic::Float,
            (Some(Keyword::Double), _) => Basic::Double,
            (Some(Keyword::VaList), _) => Basic::VaList,
            _ => return None,
        })
    }
}

impl Specifiers {
    /// Nothing but a base type.
    pub(super) fn bare(base: TypeSpec, span: Span) -> Self {
        Self {
            storage: None,
            is_thread_local: false,
            is_inline: false,
            is_noreturn: false,
            is_const: false,
            is_volatile: false,
            is_atomic: false,
            align: None,
            is_packed: false,
            startup: Startup::default(),
            base,
            span,
        }
    }

    pub(super) fn apply(&mut self, attributes: Attributes) {
        self.is_noreturn |= attributes.is_noreturn;
        self.is_packed |= attributes.is_packed;
        self.startup = attributes.startup.or(self.startup);
        if let Some(align) = attributes.align {
            self.align = Some(Box::new(align));
        }
    }
}

impl Parser<'_> {
    /// Whether a type, or any declaration specifier, begins here.
    pub(super) fn starts_type(&self) -> bool {
        self.starts_type_at(0)
    }

    pub(super) fn starts_type_at(&self, n: usize) -> bool {
        use Keyword::*;
        match self.peek(n) {
            TokenKind::Ident(name) => self.names.is_type(name),
            TokenKind::Keyword(keyword) => matches!(
                keyword,
                Alignas
                    | Atomic
                    | Attribute
                    | Auto
                    | AutoType
                    | Bool
                    | Char
                    | Complex
                    | Const
                    | Double
                    | Enum
                    | Extern
                    | Float
                    | Float128
                    | Imaginary
                    | Inline
                    | Int
                    | Int128
                    | Long
                    | Noreturn
                    | Register
                    | Restrict
                    | Short
                    | Signed
                    | Static
                    | Struct
                    | ThreadLocal
                    | Typedef
                    | Typeof
                    | Union
                    | Unsigned
                    | VaList
                    | Void
                    | Volatile
            ),
            _ => false,
        }
    }

    /// Specifiers; the base type is [`TypeSpec::Implicit`] if none stands there.
    #[inline(never)]
    pub(super) fn specifiers(&mut self) -> Parsed<Specifiers> {
        let (start, start_at) = (self.span(), self.at);
        let mut found = Specifiers::bare(TypeSpec::Implicit, start);
        let mut words = Words::default();
        let mut has_base = false;
        loop {
            match self.kind().clone() {
                TokenKind::Ident(name) if !has_base && words.is_empty() => {
                    if self.names.is_type(&name) {
                        found.base = TypeSpec::Named(self.ident()?);
                    } else if self.is_unknown_type() {
                        self.report_unknown_type(&name);
                        self.bump();
                        found.base = TypeSpec::Basic(Basic::Int);
                    } else {
                        break;
                    }
                    has_base = true;
                }
                TokenKind::Keyword(keyword) => {
                    if is_word(keyword) {
                        if has_base {
                            break;
                        }
                        words.add(keyword);
                        self.bump();
                    } else if is_base(keyword) || (keyword == Keyword::Atomic && self.is_next(Punct::LParen)) {
                        if has_base || !words.is_empty() {
                            break;
                        }
                        found.base = self.base_type(keyword, &mut found.is_atomic)?;
                        has_base = true;
                    } else if !self.other_specifier(keyword, &mut found)? {
                        break;
                    }
                }
                _ => break,
            }
        }
        found.span = if self.at == start_at { start } else { self.since(start) };
        if !words.is_empty() {
            found.base = TypeSpec::Basic(self.combined(words, found.span));
        }
        Ok(found)
    }

    fn combined(&mut self, words: Words, span: Span) -> Basic {
        words.basic().unwrap_or_else(|| {
            self.report(span, &ParseProblem::BadTypeWords);
            Basic::Int
        })
    }

    /// Takes a specifier other than the base type; false if this keyword is none.
    fn other_specifier(&mut self, keyword: Keyword, found: &mut Specifiers) -> Parsed<bool> {
        match keyword {
            Keyword::Typedef => self.storage(found, Storage::Typedef),
            Keyword::Extern => self.storage(found, Storage::Extern),
            Keyword::Static => self.storage(found, Storage::Static),
            Keyword::Auto => self.storage(found, Storage::Auto),
            Keyword::Register => self.storage(found, Storage::Register),
            Keyword::ThreadLocal => found.is_thread_local = true,
            Keyword::Inline => found.is_inline = true,
            Keyword::Noreturn => found.is_noreturn = true,
            Keyword::Const => found.is_const = true,
            Keyword::Volatile => found.is_volatile = true,
            Keyword::Atomic => found.is_atomic = true,
            Keyword::Restrict | Keyword::Extension => {}
            Keyword::Alignas => {
                found.align = Some(Box::new(self.alignas()?));
                return Ok(true);
            }
            Keyword::Attribute => {
                let attributes = self.attributes()?;
                found.apply(attributes);
                return Ok(true);
            }
            Keyword::Complex | Keyword::Imaginary => return self.unsupported("`_Complex`"),
            Keyword::Int128 => return self.unsupported("`__int128`"),
            Keyword::Float128 => return self.unsupported("`_Float128`"),
            _ => return Ok(false),
        }
        self.bump();
        Ok(true)
    }

    fn storage(&mut self, found: &mut Specifiers, storage: Storage) {
        if found.storage.replace(storage).is_some() {
            self.report_here(&ParseProblem::TwoStorageClasses);
        }
    }

    /// `_Alignas(n)`, `_Alignas(type)`.
    fn alignas(&mut self) -> Parsed<Expr> {
        let start = self.bump();
        self.expect(Punct::LParen)?;
        let align = if self.starts_type() {
            let ty = self.type_name()?;
            self.node(crate::lang::ast::ExprKind::Alignof(ty), start)?
        } else {
            self.conditional()?
        };
        self.expect(Punct::RParen)?;
        Ok(align)
    }

    fn base_type(&mut self, keyword: Keyword, is_atomic: &mut bool) -> Parsed<TypeSpec> {
        match keyword {
            Keyword::Struct | Keyword::Union => self.nested(Self::record),
            Keyword::Enum => self.nested(Self::enumeration),
            Keyword::AutoType => {
                self.bump();
                Ok(TypeSpec::Auto)
            }
            Keyword::Atomic => {
                self.bump();
                *is_atomic = true;
                self.expect(Punct::LParen)?;
                let ty = self.type_name()?;
                self.expect(Punct::RParen)?;
                let is_plain = ty.declarator.derived.is_empty();
                Ok(if is_plain { ty.specifiers.base } else { TypeSpec::TypeofType(Box::new(ty)) })
            }
            _ => self.nested(Self::type_of),
        }
    }

    fn type_of(&mut self) -> Parsed<TypeSpec> {
        self.bump();
        self.expect(Punct::LParen)?;
        let base = if self.starts_type() {
            TypeSpec::TypeofType(Box::new(self.type_name()?))
        } else {
            TypeSpec::TypeofExpr(Box::new(self.expression()?))
        };
        self.expect(Punct::RParen)?;
        Ok(base)
    }

    /// A type as in a cast.
    #[inline(never)]
    pub(super) fn type_name(&mut self) -> Parsed<TypeName> {
        let start_at = self.at;
        let specifiers = self.specifiers()?;
        if self.at == start_at {
            return self.expected(Expected::Type);
        }
        let declarator: Declarator = self.declarator()?;
        match declarator.name {
            None => Ok(TypeName { specifiers: Box::new(specifiers), declarator }),
            Some(Ident { span, .. }) => {
                self.report(span, &ParseProblem::NameInType);
                Err(super::Failed)
            }
        }
    }

    /// Whether the name here, which is no type, stands where only a type makes sense: before another name, or before
    /// `*` and a name where no expression can be.
    pub(super) fn is_unknown_type(&self) -> bool {
        match self.peek(1) {
            TokenKind::Ident(_) => true,
            TokenKind::Punct(Punct::Star) => {
                let is_file_scope = self.depth == 0;
                is_file_scope && matches!(self.peek(2), TokenKind::Ident(_) | TokenKind::Punct(Punct::Star))
            }
            _ => false,
        }
    }

    #[inline(never)]
    pub(super) fn report_unknown_type(&mut self, name: &str) {
        let is_tag = self.names.is_tag(name);
        self.report_here(&ParseProblem::UnknownType { name: name.to_owned(), is_tag });
    }
}

/// Words that make arithmetic types together.
fn is_word(keyword: Keyword) -> bool {
    use Keyword::*;
    matches!(keyword, Void | Bool | Char | Short | Int | Long | Float | Double | Signed | Unsigned | VaList)
}

fn is_base(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::Struct | Keyword::Union | Keyword::Enum | Keyword::Typeof | Keyword::AutoType)
}
