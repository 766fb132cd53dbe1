//! Declarators (C11 6.7.6, 6.7.7).

use super::problem::Expected;
use super::{ParseProblem, Parsed, Parser};
use crate::lang::ast::{Declarator, Derived, ParamDecl, Params, TypeSpec};
use crate::lang::token::{Keyword, Punct, TokenKind};

/// A declarator has at most so many derivations: types are walked recursively (C11 5.2.4.1 asks for 12).
const MOST_DERIVED: usize = 64;

impl Parser<'_> {
    /// A declarator, with or without a name.
    pub(super) fn declarator(&mut self) -> Parsed<Declarator> {
        let start = self.span();
        let start_at = self.at;
        let mut declarator = self.nested(Self::declarator_parts)?;
        declarator.span = if self.at == start_at { start } else { self.since(start) };
        if declarator.derived.len() > MOST_DERIVED {
            self.report(declarator.span, &ParseProblem::TooManyDerivations);
            return Err(super::Failed);
        }
        Ok(declarator)
    }

    fn declarator_parts(&mut self) -> Parsed<Declarator> {
        let mut pointers = self.pointers()?;
        pointers.reverse();
        let mut declarator = Declarator { name: None, derived: Vec::new(), span: self.span() };
        if self.name().is_some() {
            declarator.name = Some(self.ident()?);
        } else if self.is(Punct::LParen) && !self.starts_parameters() {
            self.bump();
            self.attributes()?;
            declarator = self.declarator()?;
            self.expect(Punct::RParen)?;
        }
        while let Some(suffix) = self.suffix()? {
            declarator.derived.push(suffix);
        }
        declarator.derived.append(&mut pointers);
        Ok(declarator)
    }

    /// Whether this `(` opens a parameter list rather than a declarator in parentheses.
    fn starts_parameters(&self) -> bool {
        self.is_next(Punct::RParen)
            || (self.starts_type_at(1) && *self.peek(1) != TokenKind::Keyword(Keyword::Attribute))
    }

    fn pointers(&mut self) -> Parsed<Vec<Derived>> {
        let mut pointers = Vec::new();
        while self.eat(Punct::Star) {
            let mut is_const = false;
            loop {
                match self.kind() {
                    TokenKind::Keyword(Keyword::Const) => is_const = true,
                    TokenKind::Keyword(Keyword::Volatile | Keyword::Restrict | Keyword::Atomic) => {}
                    TokenKind::Keyword(Keyword::Attribute) => {
                        self.attributes()?;
                        continue;
                    }
                    _ => break,
                }
                self.bump();
            }
            pointers.push(Derived::Pointer { is_const });
        }
        Ok(pointers)
    }

    fn suffix(&mut self) -> Parsed<Option<Derived>> {
        match self.kind() {
            TokenKind::Punct(Punct::LBracket) => Ok(Some(Derived::Array(self.array_length()?))),
            TokenKind::Punct(Punct::LParen) => Ok(Some(Derived::Function(self.parameters()?))),
            _ => Ok(None),
        }
    }

    fn array_length(&mut self) -> Parsed<Option<Box<crate::lang::ast::Expr>>> {
        self.bump();
        while let TokenKind::Keyword(
            Keyword::Static | Keyword::Const | Keyword::Volatile | Keyword::Restrict | Keyword::Atomic,
        ) = self.kind()
        {
            self.bump();
        }
        if self.is(Punct::Star) && self.is_next(Punct::RBracket) {
            self.bump();
        }
        let length = if self.is(Punct::RBracket) { None } else { Some(Box::new(self.assignment()?)) };
        self.expect(Punct::RBracket)?;
        Ok(length)
    }

    /// A parameter list, its names in a scope of their own.
    fn parameters(&mut self) -> Parsed<Params> {
        self.bump();
        self.names.open_scope();
        let params = self.nested(Self::parameter_list);
        self.names.close_scope();
        let params = params?;
        if !self.is(Punct::RParen) && !self.is(Punct::Semicolon) && !self.is(Punct::LBrace) {
            return self.expected(Expected::CommaOrParen);
        }
        self.expect(Punct::RParen)?;
        Ok(params)
    }

    fn parameter_list(&mut self) -> Parsed<Params> {
        let mut params = Params::default();
        if self.is(Punct::RParen) {
            params.is_unspecified = true;
            return Ok(params);
        }
        let is_void = self.is_keyword(Keyword::Void) && self.is_next(Punct::RParen);
        if is_void {
            self.bump();
            return Ok(params);
        }
        if self.starts_old_style() {
            params.is_unspecified = true;
            params.old_style_names = self.old_style_names()?;
            return Ok(params);
        }
        loop {
            if self.eat(Punct::Ellipsis) {
                params.is_variadic = true;
                return Ok(params);
            }
            params.list.push(self.parameter()?);
            if !self.eat(Punct::Comma) {
                return Ok(params);
            }
        }
    }

    fn starts_old_style(&self) -> bool {
        let is_list = self.is_next(Punct::Comma) || self.is_next(Punct::RParen);
        is_list && self.name().is_some_and(|name| !self.names.is_type(&name))
    }

    fn old_style_names(&mut self) -> Parsed<Vec<crate::lang::ast::Ident>> {
        let mut names = vec![self.ident()?];
        while self.eat(Punct::Comma) {
            names.push(self.ident()?);
        }
        Ok(names)
    }

    fn parameter(&mut self) -> Parsed<ParamDecl> {
        let start = self.at;
        let mut specifiers = self.specifiers()?;
        if self.at == start {
            return self.missing_parameter_type();
        }
        if matches!(specifiers.base, TypeSpec::Implicit) && self.name().is_none() && !self.is(Punct::Star) {
            return self.expected(Expected::Type);
        }
        let declarator = self.declarator()?;
        let attributes = self.attributes()?;
        specifiers.apply(attributes);
        if let Some(name) = &declarator.name {
            self.names.declare_other(&name.name);
        }
        Ok(ParamDecl { specifiers, declarator })
    }

    fn missing_parameter_type<T>(&mut self) -> Parsed<T> {
        if let Some(name) = self.name() {
            self.report_unknown_type(&name);
            return Err(super::Failed);
        }
        self.expected(Expected::Type)
    }
}
