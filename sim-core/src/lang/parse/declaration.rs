//! Declarations and function definitions (C11 6.7, 6.9.1).

use super::problem::Expected;
use super::{ParseProblem, Parsed, Parser};
use crate::lang::ast::{
    Block, Declaration, Declarator, Derived, FunctionDef, InitDeclarator, Item, Specifiers, Storage, TypeSpec,
};
use crate::lang::source::Span;
use crate::lang::token::{Punct, TokenKind};

/// What begins with specifiers.
pub(super) enum Declared {
    Declaration(Declaration),
    Function(FunctionDef),
}

impl Parser<'_> {
    pub(super) fn external_declaration(&mut self) -> Parsed<Item> {
        Ok(match self.declaration()? {
            Declared::Declaration(declaration) => Item::Declaration(declaration),
            Declared::Function(function) => Item::Function(function),
        })
    }

    /// A declaration, or the definition of a function.
    pub(super) fn declaration(&mut self) -> Parsed<Declared> {
        let start = self.span();
        let start_at = self.at;
        let specifiers = self.specifiers()?;
        let is_bare = self.at == start_at;
        if is_bare && !matches!(self.kind(), TokenKind::Ident(_) | TokenKind::Punct(Punct::Star | Punct::LParen)) {
            return self.expected(Expected::Declaration);
        }
        if self.eat(Punct::Semicolon) || self.forgot_semicolon(&specifiers) {
            let span = self.since(start);
            return Ok(Declared::Declaration(Declaration { specifiers, declarators: Vec::new(), span }));
        }
        self.declarators(specifiers, start)
    }

    /// `struct s { … }` without `;` before another declaration.
    fn forgot_semicolon(&mut self, specifiers: &Specifiers) -> bool {
        let is_definition = matches!(
            specifiers.base,
            TypeSpec::Record { members: Some(_), .. } | TypeSpec::Enum { constants: Some(_), .. }
        );
        let is_forgotten = is_definition && (self.starts_type() || self.is_at_end() || self.is(Punct::RBrace));
        if is_forgotten {
            let gap = self.gap();
            self.report(gap, &ParseProblem::MissingSemicolonAfterType);
        }
        is_forgotten
    }

    #[inline(never)]
    fn declarators(&mut self, mut specifiers: Specifiers, start: Span) -> Parsed<Declared> {
        let mut declarators = Vec::new();
        loop {
            let declarator = self.declarator()?;
            if declarator.name.is_none() {
                return self.expected(Expected::Name);
            }
            let attributes = self.declarator_suffix()?;
            specifiers.apply(attributes);
            let is_first = declarators.is_empty();
            if is_first && is_function(&declarator) && self.starts_body(&declarator) {
                return self.function(specifiers, declarator, start).map(Declared::Function);
            }
            self.declare(&specifiers, &declarator);
            let init = if self.eat(Punct::Assign) { Some(self.initializer()?) } else { None };
            declarators.push(InitDeclarator { declarator, init });
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        self.semicolon()?;
        Ok(Declared::Declaration(Declaration { specifiers, declarators, span: self.since(start) }))
    }

    /// Tells the scope what the name means.
    fn declare(&mut self, specifiers: &Specifiers, declarator: &Declarator) {
        let Some(name) = &declarator.name else { return };
        if specifiers.storage == Some(Storage::Typedef) {
            self.names.declare_type(&name.name);
        } else {
            self.names.declare_other(&name.name);
        }
    }

    /// Whether a body, or the declarations of K&R parameters before it, follows.
    fn starts_body(&self, declarator: &Declarator) -> bool {
        let has_old_style = matches!(
            declarator.derived.first(),
            Some(Derived::Function(params)) if !params.old_style_names.is_empty()
        );
        self.is(Punct::LBrace) || (has_old_style && self.starts_type())
    }

    #[inline(never)]
    fn function(&mut self, specifiers: Specifiers, declarator: Declarator, start: Span) -> Parsed<FunctionDef> {
        self.declare(&specifiers, &declarator);
        self.names.open_scope();
        let rest = self.function_rest(&declarator);
        self.names.close_scope();
        let (old_style, body) = rest?;
        Ok(FunctionDef { specifiers, declarator, old_style, body, span: self.since(start) })
    }

    fn function_rest(&mut self, declarator: &Declarator) -> Parsed<(Vec<Declaration>, Block)> {
        let mut old_style = Vec::new();
        while !self.is(Punct::LBrace) {
            match self.nested(Self::declaration)? {
                Declared::Declaration(declaration) if !self.is_at_end() => old_style.push(declaration),
                _ => return self.expected(Expected::Punct(Punct::LBrace)),
            }
            if !self.is(Punct::LBrace) && !self.starts_type() {
                return self.expected(Expected::Punct(Punct::LBrace));
            }
        }
        if let Some(Derived::Function(params)) = declarator.derived.first() {
            let named = params.list.iter().filter_map(|param| param.declarator.name.as_ref());
            for name in named.chain(&params.old_style_names) {
                self.names.declare_other(&name.name);
            }
        }
        Ok((old_style, self.block()?))
    }
}

fn is_function(declarator: &Declarator) -> bool {
    matches!(declarator.derived.first(), Some(Derived::Function(_)))
}
