//! Statements (C11 6.8).

use super::declaration::Declared;
use super::problem::Expected;
use super::{ParseProblem, Parsed, Parser};
use crate::lang::ast::{Block, BlockItem, Expr, Stmt, StmtKind};
use crate::lang::source::Span;
use crate::lang::token::{Keyword, Punct, TokenKind};

/// Where a statement stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Among the items of a block: behind a label, nothing or a declaration may follow (as in C23 and GCC).
    InBlock,
    /// The body of an `if` or a loop.
    Alone,
}

impl Parser<'_> {
    /// `{ … }`, at the brace.
    pub(super) fn block(&mut self) -> Parsed<Block> {
        if !self.is(Punct::LBrace) {
            return self.expected(Expected::Punct(Punct::LBrace));
        }
        self.names.open_scope();
        let block = self.block_rest();
        self.names.close_scope();
        block
    }

    fn block_rest(&mut self) -> Parsed<Block> {
        let open = self.bump();
        let mut items = Vec::new();
        while !self.is(Punct::RBrace) {
            if self.is_at_end() {
                self.report(open, &ParseProblem::UnclosedBrace);
                break;
            }
            let start = self.at;
            match self.nested(Self::block_item) {
                Ok(item) => items.extend(item),
                Err(_) => {
                    self.skip_statement(start);
                    if self.at == start && !self.is(Punct::RBrace) {
                        self.bump();
                    }
                }
            }
            items.extend(self.asserts.drain(..).map(BlockItem::StaticAssert));
        }
        self.eat(Punct::RBrace);
        self.grow()?;
        Ok(Block { items, span: self.since(open) })
    }

    /// An item; none for `__label__ a;`.
    fn block_item(&mut self) -> Parsed<Option<BlockItem>> {
        if self.is_keyword(Keyword::LocalLabel) {
            while !self.is(Punct::Semicolon) && !self.is_at_end() {
                self.bump();
            }
            return self.semicolon().map(|()| None);
        }
        if self.is_keyword(Keyword::StaticAssert) {
            return self.static_assert().map(|assert| Some(BlockItem::StaticAssert(assert)));
        }
        if self.starts_declaration() && !self.is_attribute_statement() {
            return self.block_declaration().map(Some);
        }
        self.statement_at(Place::InBlock).map(|stmt| Some(BlockItem::Stmt(stmt)))
    }

    #[inline(never)]
    fn block_declaration(&mut self) -> Parsed<BlockItem> {
        Ok(match self.declaration()? {
            Declared::Declaration(declaration) => BlockItem::Declaration(declaration),
            Declared::Function(function) => BlockItem::NestedFunction(function),
        })
    }

    fn starts_declaration(&self) -> bool {
        if self.is_keyword(Keyword::Extension) {
            return self.starts_type_at(1);
        }
        if self.is_next(Punct::Colon) && self.name().is_some() {
            return false;
        }
        self.starts_type() || (self.name().is_some() && matches!(self.peek(1), TokenKind::Ident(_)))
    }

    fn statement(&mut self) -> Parsed<Stmt> {
        self.nested(|this| {
            if this.starts_declaration() && !this.is_attribute_statement() {
                this.report_here(&ParseProblem::DeclarationAsBody);
                let start = this.span();
                this.declaration()?;
                return Ok(Stmt { kind: StmtKind::Empty, span: this.since(start) });
            }
            this.statement_at(Place::Alone)
        })
    }

    fn statement_at(&mut self, place: Place) -> Parsed<Stmt> {
        let start = self.span();
        let kind = match self.kind() {
            TokenKind::Punct(Punct::LBrace) => StmtKind::Block(self.block()?),
            TokenKind::Punct(Punct::Semicolon) => {
                self.bump();
                StmtKind::Empty
            }
            TokenKind::Ident(_) if self.is_next(Punct::Colon) => self.label(place)?,
            TokenKind::Keyword(keyword) => self.keyword_statement(*keyword, place)?,
            _ => self.expression_statement()?,
        };
        self.grow()?;
        Ok(Stmt { kind, span: self.since(start) })
    }

    #[inline(never)]
    fn expression_statement(&mut self) -> Parsed<StmtKind> {
        let expr = self.expression()?;
        self.semicolon()?;
        Ok(StmtKind::Expr(expr))
    }

    fn keyword_statement(&mut self, keyword: Keyword, place: Place) -> Parsed<StmtKind> {
        match keyword {
            Keyword::If => self.if_statement(),
            Keyword::While => self.while_statement(),
            Keyword::Do => self.do_statement(),
            Keyword::For => self.for_statement(),
            Keyword::Switch => self.switch_statement(),
            Keyword::Case => self.case(place),
            Keyword::Default => {
                self.bump();
                self.expect(Punct::Colon)?;
                Ok(StmtKind::Default(Box::new(self.labelled(place)?)))
            }
            Keyword::Goto => self.goto(),
            Keyword::Continue => self.jump(StmtKind::Continue),
            Keyword::Break => self.jump(StmtKind::Break),
            Keyword::Return => self.return_statement(),
            Keyword::Asm => self.asm(),
            Keyword::Else => {
                self.report_here(&ParseProblem::ElseWithoutIf);
                self.bump();
                self.statement().map(|stmt| stmt.kind)
            }
            Keyword::Attribute => {
                self.attributes()?;
                self.semicolon()?;
                Ok(StmtKind::Empty)
            }
            _ => self.expression_statement(),
        }
    }

    #[inline(never)]
    fn label(&mut self, place: Place) -> Parsed<StmtKind> {
        let name = self.ident()?;
        self.bump();
        self.attributes()?;
        Ok(StmtKind::Label(name, Box::new(self.labelled(place)?)))
    }

    #[inline(never)]
    fn case(&mut self, place: Place) -> Parsed<StmtKind> {
        self.bump();
        let low = self.conditional()?;
        let high = if self.eat(Punct::Ellipsis) { Some(self.conditional()?) } else { None };
        self.expect(Punct::Colon)?;
        Ok(StmtKind::Case { low, high, body: Box::new(self.labelled(place)?) })
    }

    /// The statement behind a label. In a block, a label before another label, a declaration or the end labels an empty
    /// statement: the same meaning, and a long row of cases makes no deep tree.
    fn labelled(&mut self, place: Place) -> Parsed<Stmt> {
        let is_label = matches!(self.kind(), TokenKind::Keyword(Keyword::Case | Keyword::Default))
            || (self.name().is_some() && self.is_next(Punct::Colon));
        let is_empty =
            is_label || self.is(Punct::RBrace) || self.is_keyword(Keyword::StaticAssert) || self.starts_declaration();
        if place == Place::InBlock && is_empty {
            return Ok(Stmt { kind: StmtKind::Empty, span: self.gap() });
        }
        self.statement()
    }

    /// `( condition )`
    fn condition(&mut self) -> Parsed<Expr> {
        self.expect(Punct::LParen)?;
        let condition = self.expression()?;
        self.expect(Punct::RParen)?;
        Ok(condition)
    }

    #[inline(never)]
    fn if_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        let cond = self.condition()?;
        let then = Box::new(self.statement()?);
        let otherwise = if self.eat_keyword(Keyword::Else) { Some(Box::new(self.statement()?)) } else { None };
        Ok(StmtKind::If { cond, then, otherwise })
    }

    #[inline(never)]
    fn while_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        let cond = self.condition()?;
        Ok(StmtKind::While { cond, body: Box::new(self.statement()?) })
    }

    #[inline(never)]
    fn do_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        let body = Box::new(self.statement()?);
        if !self.eat_keyword(Keyword::While) {
            return self.expected(Expected::While);
        }
        let cond = self.condition()?;
        self.semicolon()?;
        Ok(StmtKind::DoWhile { body, cond })
    }

    #[inline(never)]
    fn for_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        self.expect(Punct::LParen)?;
        self.names.open_scope();
        let parsed = self.for_rest();
        self.names.close_scope();
        parsed
    }

    fn for_rest(&mut self) -> Parsed<StmtKind> {
        let init = self.for_init()?.map(Box::new);
        let cond = if self.is(Punct::Semicolon) { None } else { Some(self.expression()?) };
        self.for_semicolon()?;
        let step = if self.is(Punct::RParen) { None } else { Some(self.expression()?) };
        self.expect(Punct::RParen)?;
        Ok(StmtKind::For { init, cond, step, body: Box::new(self.statement()?) })
    }

    fn for_init(&mut self) -> Parsed<Option<BlockItem>> {
        if self.eat(Punct::Semicolon) {
            return Ok(None);
        }
        if self.starts_declaration() {
            return self.nested(Self::block_declaration).map(Some);
        }
        let start = self.span();
        let expr = self.expression()?;
        self.for_semicolon()?;
        Ok(Some(BlockItem::Stmt(Stmt { kind: StmtKind::Expr(expr), span: self.since(start) })))
    }

    fn for_semicolon(&mut self) -> Parsed<()> {
        if self.eat(Punct::Semicolon) { Ok(()) } else { self.expected(Expected::ForSemicolon) }
    }

    #[inline(never)]
    fn switch_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        let value = self.condition()?;
        Ok(StmtKind::Switch { value, body: Box::new(self.statement()?) })
    }

    #[inline(never)]
    fn goto(&mut self) -> Parsed<StmtKind> {
        self.bump();
        if self.eat(Punct::Star) {
            let target = self.expression()?;
            return self.jump_end(StmtKind::ComputedGoto(target));
        }
        let label = self.ident()?;
        self.jump_end(StmtKind::Goto(label))
    }

    fn jump(&mut self, kind: StmtKind) -> Parsed<StmtKind> {
        self.bump();
        self.jump_end(kind)
    }

    fn jump_end(&mut self, kind: StmtKind) -> Parsed<StmtKind> {
        self.semicolon().map(|()| kind)
    }

    #[inline(never)]
    fn return_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        // A `return` without its `;` before `}` or on a line of its own has no value.
        let has_value = !self.is(Punct::Semicolon) && !self.is(Punct::RBrace);
        let value = if has_value { Some(self.expression()?) } else { None };
        self.jump_end(StmtKind::Return(value))
    }

    #[inline(never)]
    fn asm(&mut self) -> Parsed<StmtKind> {
        self.bump();
        while let TokenKind::Keyword(Keyword::Volatile | Keyword::Inline | Keyword::Goto) = self.kind() {
            self.bump();
        }
        let is_harmless = self.is_harmless_asm();
        self.skip_parens()?;
        self.jump_end(if is_harmless { StmtKind::Empty } else { StmtKind::Asm })
    }

    /// Whether the assembly at this `(` changes nothing that the program can see: barriers, hints, nothing at all, and
    /// no operand that it would write.
    fn is_harmless_asm(&self) -> bool {
        let TokenKind::Str(text) = self.peek(1) else { return false };
        let is_known = matches!(
            text.trim_ascii(),
            b"" | b"nop" | b"pause" | b"mfence" | b"lfence" | b"sfence" | b"rep; nop" | b"rep;nop" | b"rep ; nop"
        );
        let has_no_output = match (self.peek(2), self.peek(3)) {
            (TokenKind::Punct(Punct::RParen), _)
            | (TokenKind::Punct(Punct::Colon), TokenKind::Punct(Punct::Colon | Punct::RParen)) => true,
            (TokenKind::Punct(Punct::Colon), TokenKind::Str(constraint)) => constraint.first() == Some(&b'+'),
            _ => false,
        };
        is_known && has_no_output
    }

    /// `({ … })`, behind the parenthesis.
    #[inline(never)]
    pub(super) fn statement_expression(&mut self, open: Span) -> Parsed<(Block, Span)> {
        let block = self.block()?;
        self.expect(Punct::RParen)?;
        Ok((block, self.since(open)))
    }
}
