//! Structures, unions and enumerations (C11 6.7.2.1, 6.7.2.2).

use super::problem::Expected;
use super::{ParseProblem, Parsed, Parser};
use crate::lang::ast::{Expr, Ident, MemberDecl, TypeSpec};
use crate::lang::token::{Keyword, Punct};

impl Parser<'_> {
    /// `struct tag { … }`, at `struct` or `union`.
    #[inline(never)]
    pub(super) fn record(&mut self) -> Parsed<TypeSpec> {
        let is_union = self.is_keyword(Keyword::Union);
        self.bump();
        let mut attributes = self.attributes()?;
        let tag = self.tag()?;
        if !self.is(Punct::LBrace) {
            return Ok(TypeSpec::Record {
                is_union,
                tag,
                members: None,
                is_packed: attributes.is_packed,
                pack: 0,
                align: None,
            });
        }
        let members = Some(self.members()?);
        let pack = self.previous_pack();
        attributes.add(self.attributes()?);
        let align = attributes.align.map(Box::new);
        Ok(TypeSpec::Record { is_union, tag, members, is_packed: attributes.is_packed, pack, align })
    }

    /// The tag; it may be missing before `{`.
    fn tag(&mut self) -> Parsed<Option<Ident>> {
        if self.is(Punct::LBrace) {
            return Ok(None);
        }
        if self.name().is_none() {
            return self.expected(Expected::Tag);
        }
        let tag = self.ident()?;
        self.names.add_tag(&tag.name);
        Ok(Some(tag))
    }

    fn members(&mut self) -> Parsed<Vec<MemberDecl>> {
        let open = self.bump();
        let mut members = Vec::new();
        while !self.is(Punct::RBrace) {
            if self.is_at_end() {
                self.report(open, &ParseProblem::UnclosedBrace);
                return Err(super::Failed);
            }
            let start = self.at;
            match self.member() {
                Ok(member) => members.extend(member),
                Err(failed) if self.is_at_end() => return Err(failed),
                Err(_) => {
                    self.skip_statement(start);
                    if self.at == start {
                        self.bump();
                    }
                }
            }
        }
        self.bump();
        Ok(members)
    }

    /// A member declaration; none for a stray `;` or an assertion.
    #[inline(never)]
    fn member(&mut self) -> Parsed<Option<MemberDecl>> {
        if self.eat(Punct::Semicolon) {
            return Ok(None);
        }
        if self.is_keyword(Keyword::StaticAssert) {
            let assert = self.static_assert()?;
            self.asserts.push(assert);
            return Ok(None);
        }
        let (start, start_at) = (self.span(), self.at);
        let mut specifiers = self.specifiers()?;
        if self.at == start_at {
            return self.unexpected_member();
        }
        let mut declarators = Vec::new();
        while !self.is(Punct::Semicolon) {
            let declarator = self.declarator()?;
            let width = if self.eat(Punct::Colon) { Some(self.conditional()?) } else { None };
            let attributes = self.attributes()?;
            specifiers.apply(attributes);
            if declarator.name.is_none() && width.is_none() {
                break;
            }
            declarators.push((declarator, width));
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        self.semicolon()?;
        Ok(Some(MemberDecl { specifiers, declarators, span: self.since(start) }))
    }

    fn unexpected_member<T>(&mut self) -> Parsed<T> {
        if let Some(name) = self.name() {
            self.report_unknown_type(&name);
            return Err(super::Failed);
        }
        self.expected(Expected::Member)
    }

    /// `enum tag { … }`.
    #[inline(never)]
    pub(super) fn enumeration(&mut self) -> Parsed<TypeSpec> {
        self.bump();
        self.attributes()?;
        let tag = self.tag()?;
        if !self.is(Punct::LBrace) {
            return Ok(TypeSpec::Enum { tag, constants: None });
        }
        let open = self.bump();
        let mut constants = Vec::new();
        while !self.is(Punct::RBrace) {
            if self.is_at_end() {
                self.report(open, &ParseProblem::UnclosedBrace);
                return Err(super::Failed);
            }
            constants.push(self.enumerator()?);
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        if !self.eat(Punct::RBrace) {
            return self.expected(Expected::CommaOrBrace);
        }
        self.attributes()?;
        Ok(TypeSpec::Enum { tag, constants: Some(constants) })
    }

    fn enumerator(&mut self) -> Parsed<(Ident, Option<Expr>)> {
        let name = self.ident()?;
        self.attributes()?;
        let value = if self.eat(Punct::Assign) { Some(self.conditional()?) } else { None };
        self.names.declare_other(&name.name);
        Ok((name, value))
    }
}
