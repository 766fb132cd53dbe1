//! Who is visible where: ordinary names and tags of nested scopes. Labels belong to functions, members to records.

use std::collections::BTreeMap;

use crate::lang::hir::LocalId;
use crate::lang::source::Span;
use crate::lang::types::{RecordId, Ty};

use super::global::GlobalId;

/// What an ordinary name means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entity {
    /// A variable or parameter of the function.
    Local { id: LocalId, is_const: bool },
    /// A function or an object with static storage.
    Global(GlobalId),
    /// An enumeration constant.
    Constant { value: i64, ty: Ty },
    /// A typedef name.
    Typedef { ty: Ty, is_const: bool },
}

/// What a tag means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Tag {
    Record { id: RecordId, is_union: bool },
    Enum { ty: Ty, is_defined: bool },
}

/// A name with where it was declared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Declared<T> {
    pub(super) what: T,
    pub(super) span: Span,
}

#[derive(Debug, Default)]
struct Scope {
    names: BTreeMap<String, Declared<Entity>>,
    tags: BTreeMap<String, Declared<Tag>>,
    /// The block, for the debugger's notion of where a local is visible.
    span: Option<Span>,
}

/// A scope set aside.
pub(super) struct Suspended(Option<Scope>);

/// The scopes open at a point of the text; the outermost is the file's.
#[derive(Debug)]
pub(super) struct Scopes {
    open: Vec<Scope>,
}

impl Default for Scopes {
    fn default() -> Self {
        Self { open: vec![Scope::default()] }
    }
}

impl Scopes {
    /// Opens the scope of a block.
    pub(super) fn enter(&mut self, span: Span) {
        self.open.push(Scope { span: Some(span), ..Scope::default() });
    }

    /// Closes the innermost scope; the file's stays.
    pub(super) fn leave(&mut self) {
        if self.open.len() > 1 {
            self.open.pop();
        }
    }

    /// Sets the innermost scope aside, so that a function can be declared around its parameters.
    pub(super) fn suspend(&mut self) -> Suspended {
        Suspended(if self.open.len() > 1 { self.open.pop() } else { None })
    }

    /// Opens again what was set aside.
    pub(super) fn resume(&mut self, scope: Suspended) {
        self.open.extend(scope.0);
    }

    /// The span of the innermost block.
    pub(super) fn block(&self) -> Span {
        self.open.last().and_then(|scope| scope.span).unwrap_or(Span::NONE)
    }

    /// The innermost meaning of a name.
    pub(super) fn name(&self, name: &str) -> Option<Declared<Entity>> {
        self.open.iter().rev().find_map(|scope| scope.names.get(name).copied())
    }

    /// The meaning of a name in the innermost scope alone.
    pub(super) fn name_here(&self, name: &str) -> Option<Declared<Entity>> {
        self.open.last()?.names.get(name).copied()
    }

    /// Gives a name a meaning in the innermost scope.
    pub(super) fn declare(&mut self, name: &str, what: Entity, span: Span) {
        if let Some(scope) = self.open.last_mut() {
            scope.names.insert(name.to_owned(), Declared { what, span });
        }
    }

    /// Gives a name a meaning at file scope, as an implicit declaration does here.
    pub(super) fn declare_in_file(&mut self, name: &str, what: Entity, span: Span) {
        if let Some(scope) = self.open.first_mut() {
            scope.names.insert(name.to_owned(), Declared { what, span });
        }
    }

    /// The innermost meaning of a tag.
    pub(super) fn tag(&self, tag: &str) -> Option<Declared<Tag>> {
        self.open.iter().rev().find_map(|scope| scope.tags.get(tag).copied())
    }

    /// The meaning of a tag in the innermost scope alone.
    pub(super) fn tag_here(&self, tag: &str) -> Option<Declared<Tag>> {
        self.open.last()?.tags.get(tag).copied()
    }

    /// Gives a tag a meaning in the innermost scope.
    pub(super) fn declare_tag(&mut self, tag: &str, what: Tag, span: Span) {
        if let Some(scope) = self.open.last_mut() {
            scope.tags.insert(tag.to_owned(), Declared { what, span });
        }
    }

    /// All visible ordinary names, for "did you mean".
    pub(super) fn visible(&self) -> impl Iterator<Item = &str> {
        self.open.iter().rev().flat_map(|scope| scope.names.keys().map(String::as_str))
    }
}
