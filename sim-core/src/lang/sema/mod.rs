//! Names and types: from the syntax tree to the typed tree.
//!
//! Everything that C's rules say about meaning stands here and nowhere later: which declaration a name refers to, what
//! type an expression has, which conversions happen without being written, what a constant expression is worth, how a
//! record is laid out. What GCC 12 merely warns about is a warning here, what it refuses is an error.
//!
//! Rooms: `scope` (who is visible where), `declare` (specifiers and declarators to types), `layout` (records), `global`
//! (linkage), `declaration` (objects and functions), `function` (definitions), `stmt`, `expr`, `convert`, `constant`,
//! `init`, `builtins` and `atomic` (what the machine offers), `format` (printf and scanf), `flow` (does a function
//! return), `problem` (the messages).
//!
//! **Invariant**: any syntax tree gives a typed tree; one mistake gives one message, because what could not be typed has
//! [`Ty::Error`] and nobody complains about that again.

mod atomic;
mod builtins;
mod constant;
mod contents;
mod convert;
mod declaration;
mod declare;
mod expr;
mod flow;
mod format;
mod function;
mod global;
mod init;
mod known;
mod layout;
mod library_builtins;
mod problem;
mod record;
mod scope;
mod slips;
mod stmt;
mod suggest;
mod unassigned;
mod variable_array;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::ast;
use super::diag::{Diagnostics, Problem as _, Severity};
use super::hir;
use super::source::{Origin, SourceMap, Span};
use super::spelling::spell;
use super::types::{RecordId, Ty, Types};

use function::FunctionState;
use global::{Global, GlobalId};
use problem::Problem;
use scope::Scopes;

/// A type with the one qualifier that is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Qual {
    ty: Ty,
    is_const: bool,
}

impl Qual {
    /// A type without qualifiers.
    const fn plain(ty: Ty) -> Self {
        Self { ty, is_const: false }
    }
}

/// A string literal without its NUL, as it lies in memory.
#[derive(Clone, Debug)]
struct Literal {
    bytes: Vec<u8>,
    /// The type of its elements.
    of: Ty,
    /// Their size.
    width: usize,
}

/// The state of checking one translation unit.
struct Checker<'a> {
    sources: &'a SourceMap,
    diagnostics: &'a mut Diagnostics,
    types: Types,
    /// What has been made so far (its types are in `types`).
    unit: hir::Unit,
    scopes: Scopes,
    /// Everything with linkage or static storage.
    globals: Vec<Global>,
    /// Names with linkage, wherever they were declared.
    linkage: BTreeMap<String, GlobalId>,
    /// The function whose body is being checked.
    function: Option<FunctionState>,
    /// Members that were declared `const`, by their place in the record.
    const_members: BTreeSet<(RecordId, usize)>,
    string_index: BTreeMap<Vec<u8>, u32>,
    /// How many `sizeof`, `_Generic` or `typeof` operands we are inside of: nothing there is executed.
    unevaluated: u32,
    /// Whether the parameter list being read belongs to no definition: lengths in it need not be known.
    is_in_prototype: bool,
    /// The next `[ ]` is the operand of `&`: one past the end is no mistake.
    is_taking_address: bool,
    /// Stores of the sizes of variable-length array types, to be executed where the type is written.
    pending_sizes: Vec<hir::Expr>,
    /// `struct __va_list_tag[1]`.
    va_list: Ty,
}

/// Checks a translation unit. The result is well typed if `diagnostics` has no errors; it is whole in any case.
pub fn check(unit: &ast::Unit, sources: &SourceMap, diagnostics: &mut Diagnostics) -> hir::Unit {
    let mut checker = Checker::new(sources, diagnostics);
    for item in &unit.items {
        match item {
            ast::Item::Function(definition) => checker.function_definition(definition),
            ast::Item::Declaration(declaration) => checker.file_declaration(declaration),
            ast::Item::StaticAssert(assertion) => checker.static_assertion(assertion),
        }
    }
    checker.finish()
}

impl<'a> Checker<'a> {
    fn new(sources: &'a SourceMap, diagnostics: &'a mut Diagnostics) -> Self {
        let mut types = Types::default();
        let va_list = record::va_list(&mut types);
        Self {
            sources,
            diagnostics,
            types,
            unit: hir::Unit::default(),
            scopes: Scopes::default(),
            globals: Vec::new(),
            linkage: BTreeMap::new(),
            function: None,
            const_members: BTreeSet::new(),
            string_index: BTreeMap::new(),
            unevaluated: 0,
            is_in_prototype: false,
            is_taking_address: false,
            pending_sizes: Vec::new(),
            va_list,
        }
    }

    fn finish(mut self) -> hir::Unit {
        self.finish_tentative();
        self.unit.types = self.types;
        self.unit
    }

    /// Reports a problem; warnings about the library's own text are nobody's business.
    fn report(&mut self, span: Span, problem: Problem) {
        if problem.severity() == Severity::Warning && self.is_library(span) {
            return;
        }
        self.diagnostics.report(span, &problem);
    }

    fn is_library(&self, span: Span) -> bool {
        self.sources.file(span.file).is_some_and(|file| file.origin == Origin::Library)
    }

    /// `file:line` of a span, for messages that point to a second place.
    fn place_name(&self, span: Span) -> String {
        match self.sources.file(span.file) {
            Some(file) => format!("{}:{}", file.name, file.line_col(span.start).0),
            None => "?".to_owned(),
        }
    }

    /// A type in C's spelling.
    fn spell(&self, ty: Ty) -> String {
        spell(&self.types, ty)
    }

    /// The index of a string literal, its NUL added; equal ones are one.
    fn intern_string(&mut self, literal: &Literal) -> u32 {
        let mut bytes = literal.bytes.clone();
        bytes.resize(bytes.len() + literal.width, 0);
        if let Some(&known) = self.string_index.get(&bytes) {
            return known;
        }
        let index = self.unit.strings.len() as u32;
        self.unit.strings.push(bytes.clone());
        self.string_index.insert(bytes, index);
        index
    }
}
