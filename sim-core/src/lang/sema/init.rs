//! Initialisers (C11 6.7.9): from braces, elided braces, designators and strings to a flat list of what goes where.

use crate::lang::ast::{self, Designator, ExprKind as Ast, Init, InitItem};
use crate::lang::hir::{Expr, ExprKind, LocalId, Place, PlaceKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::convert::Purpose;
use super::declaration::init_span;
use super::{Checker, Literal, Problem};

/// More values than this an object may not have; a range designator counts for all its elements.
const MOST_ENTRIES: usize = 1 << 20;

/// One value and where in the object it goes.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) offset: u64,
    pub(super) ty: Ty,
    pub(super) bits: Option<(u8, u8)>,
    pub(super) value: Value,
}

/// What an entry's value is.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Expr(Expr),
    /// A string literal for an array of characters.
    String(u32),
}

/// Where an initialiser's values are collected.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) entries: Vec<Entry>,
    is_static: bool,
    /// A flexible array member has values: they lie behind the end of the type.
    pub(super) has_tail: bool,
    /// The value of the item that is next, when its type had to be known before its place was.
    looked_at: Option<Expr>,
}

/// A braced list while it is being used up.
struct Items<'a> {
    list: &'a [InitItem],
    next: usize,
}

impl Plan {
    /// A plan for an object with static storage.
    pub(super) fn of_static() -> Self {
        Self { is_static: true, ..Self::default() }
    }
}

impl<'a> Items<'a> {
    fn peek(&self) -> Option<&'a InitItem> {
        self.list.get(self.next)
    }
}

/// What a subobject is, and where.
#[derive(Clone, Copy, Debug)]
struct Slot {
    ty: Ty,
    offset: u64,
    bits: Option<(u8, u8)>,
}

impl Checker<'_> {
    /// The effect of initialising a local, and its type, completed.
    pub(super) fn local_initialiser(&mut self, id: LocalId, ty: Ty, init: &Init, span: Span) -> (Ty, Option<Expr>) {
        let mut plan = Plan::default();
        let ty = self.plan(ty, init, &mut plan, span);
        if ty == Ty::Error {
            return (ty, None);
        }
        let base = Place { kind: PlaceKind::Local(id), ty, span };
        let is_list = !self.is_scalar(self.value_type(ty)) && !self.is_whole(&plan, ty);
        let mut effects = Vec::with_capacity(plan.entries.len() + 1);
        if is_list {
            effects.push(Expr { kind: ExprKind::Zero(Box::new(base.clone())), ty: Ty::Void, span });
        }
        for entry in plan.entries {
            effects.push(self.assign_entry(&base, entry, span));
        }
        (ty, self.sequence(effects, span))
    }

    /// Whether the entries leave nothing of the object to be zeroed.
    fn is_whole(&self, plan: &Plan, ty: Ty) -> bool {
        let mut end = 0;
        for entry in &plan.entries {
            if entry.offset != end || entry.bits.is_some() {
                return false;
            }
            end += self.types.size(entry.ty).unwrap_or(0);
        }
        Some(end) == self.types.size(ty)
    }

    fn assign_entry(&mut self, base: &Place, entry: Entry, span: Span) -> Expr {
        let is_whole = entry.offset == 0 && entry.bits.is_none() && entry.ty == base.ty;
        let kind = if is_whole {
            base.kind.clone()
        } else {
            PlaceKind::Member { base: Box::new(base.clone()), offset: entry.offset, bits: entry.bits }
        };
        let ty = self.value_type(entry.ty);
        let place = Box::new(Place { kind, ty, span });
        match entry.value {
            Value::String(string) => Expr { kind: ExprKind::InitString { place, string }, ty: Ty::Void, span },
            Value::Expr(value) => Expr { kind: ExprKind::Assign(place, Box::new(value)), ty, span },
        }
    }

    /// Collects the entries of an initialiser and completes an array's length.
    pub(super) fn plan(&mut self, ty: Ty, init: &Init, plan: &mut Plan, span: Span) -> Ty {
        if ty == Ty::Error {
            if let Init::Expr(expr) = init {
                self.value(expr);
            }
            return ty;
        }
        let is_open = matches!(self.types.shape(ty), Type::Array { len: None, .. });
        if self.types.size(ty).is_none() && !is_open {
            self.report(span, Problem::IncompleteType { ty: self.spell(ty) });
            return Ty::Error;
        }
        let slot = Slot { ty, offset: 0, bits: None };
        let len = match init {
            Init::List(items, at) => self.braced(slot, items, *at, plan),
            Init::Expr(expr) => self.unbraced(slot, expr, plan),
        };
        match (*self.types.shape(ty)).clone() {
            Type::Array { of, len: None } => match len {
                Some(len) => self.completed(of, len, init_span(init)),
                None => Ty::Error,
            },
            _ => ty,
        }
    }

    fn completed(&mut self, of: Ty, len: u64, span: Span) -> Ty {
        let size = self.types.size(of).unwrap_or(1).checked_mul(len);
        if size.is_none_or(|size| size > super::declare::LARGEST) {
            self.report(span, Problem::TooLarge);
            return Ty::Error;
        }
        self.types.intern(Type::Array { of, len: Some(len) })
    }

    /// An initialiser without braces for a whole object. For an array, yields its length.
    fn unbraced(&mut self, slot: Slot, expr: &ast::Expr, plan: &mut Plan) -> Option<u64> {
        if let Some(len) = self.string(slot, expr, plan) {
            return Some(len);
        }
        let takes_literal = self.is_array(slot.ty) || plan.is_static && !self.types.is_pointer(slot.ty);
        if let (true, Some(items)) = (takes_literal, literal_items(expr)) {
            return self.braced(slot, items, expr.span, plan);
        }
        let value = self.value(expr);
        if self.is_array(slot.ty) {
            if value.ty != Ty::Error {
                self.report(expr.span, Problem::ArrayNeedsBraces { ty: self.spell(slot.ty) });
            }
            return None;
        }
        self.put(slot, value, plan);
        None
    }

    fn is_array(&self, ty: Ty) -> bool {
        matches!(self.types.shape(ty), Type::Array { .. })
    }

    fn put(&mut self, slot: Slot, value: Expr, plan: &mut Plan) {
        let value = self.convert(value, slot.ty, &Purpose::Initialise);
        if value.ty != Ty::Error {
            self.push(Entry { offset: slot.offset, ty: slot.ty, bits: slot.bits, value: Value::Expr(value) }, plan);
        }
    }

    fn push(&mut self, entry: Entry, plan: &mut Plan) {
        if plan.entries.len() < MOST_ENTRIES {
            plan.entries.push(entry);
        } else if let Value::Expr(value) = entry.value {
            self.report(value.span, Problem::TooLarge);
        }
    }

    /// A string literal for an array of characters; yields the length it asks for.
    fn string(&mut self, slot: Slot, expr: &ast::Expr, plan: &mut Plan) -> Option<u64> {
        let Type::Array { of, len } = *self.types.shape(slot.ty) else { return None };
        if !self.types.is_integer(of) {
            return None;
        }
        let literal = self.literal_text(expr)?;
        if self.types.size(of) != Some(literal.width as u64) {
            return None;
        }
        let needed = (literal.bytes.len() / literal.width) as u64 + 1;
        if len.is_some_and(|len| len + 1 < needed) {
            self.report(expr.span, Problem::StringTooLong { room: len.unwrap_or(0), len: needed - 1 });
        }
        if len == Some(needed - 1) && literal.width == 1 {
            self.report(expr.span, Problem::NoRoomForEnd { room: needed - 1 });
        }
        let string = self.intern_string(&literal);
        let ty = self.types.intern(Type::Array { of, len: Some(len.unwrap_or(needed)) });
        self.push(Entry { offset: slot.offset, ty, bits: None, value: Value::String(string) }, plan);
        Some(needed)
    }

    /// A string literal, parentheses ignored.
    fn literal_text(&self, expr: &ast::Expr) -> Option<Literal> {
        match &expr.kind {
            Ast::Str(text) => Some(Literal { bytes: text.clone(), of: Ty::Char, width: 1 }),
            Ast::WideStr { units, ty } => Some(self.wide_bytes(units, *ty)),
            Ast::Paren(inner) => self.literal_text(inner),
            _ => None,
        }
    }

    /// `{ … }` for one object. For an array, yields its length.
    fn braced(&mut self, slot: Slot, list: &[InitItem], span: Span, plan: &mut Plan) -> Option<u64> {
        let mut items = Items { list, next: 0 };
        if let [InitItem { designators, init: Init::Expr(only) }] = list
            && designators.is_empty()
            && let Some(len) = self.string(slot, only, plan)
        {
            return Some(len);
        }
        match self.types.shape(slot.ty) {
            Type::Array { .. } | Type::Record(_) => {
                let len = self.fill(slot, &mut items, &[], true, plan);
                Some(len)
            }
            _ => {
                self.braced_scalar(slot, list, span, plan);
                None
            }
        }
    }

    fn braced_scalar(&mut self, slot: Slot, list: &[InitItem], span: Span, plan: &mut Plan) {
        match list.first().map(|item| &item.init) {
            Some(Init::Expr(expr)) => {
                let value = self.value(expr);
                self.put(slot, value, plan);
            }
            Some(Init::List(inner, at)) => self.braced_scalar(slot, inner, *at, plan),
            None => {
                let zero = self.int(0, Ty::Int, span);
                self.put(slot, zero, plan);
            }
        }
        if list.len() > 1 {
            self.report(span, Problem::ExcessInitialisers);
        }
    }

    /// Fills an array or record from a list. `first` are designators of the next item that lead into this object. With
    /// braces of its own it takes all items, else as many as it has room for. Yields the number of elements reached.
    fn fill(
        &mut self,
        whole: Slot,
        items: &mut Items<'_>,
        first: &[Designator],
        is_braced: bool,
        plan: &mut Plan,
    ) -> u64 {
        let (mut index, mut reached, mut designators) = (0_u64, 0_u64, first);
        while let Some(item) = items.peek() {
            if designators.is_empty() && !item.designators.is_empty() {
                if !is_braced {
                    break;
                }
                designators = &item.designators;
            }
            let (at, rest, repeat) = match self.designated(whole.ty, designators) {
                Ok(Some(target)) => target,
                Ok(None) => (self.next_named(whole.ty, index), &[][..], 1),
                Err(()) => {
                    items.next += 1;
                    designators = &[];
                    continue;
                }
            };
            designators = &[];
            let Some(slot) = self.slot(whole, at) else {
                if !is_braced {
                    break;
                }
                self.report(init_span(&item.init), Problem::ExcessInitialisers);
                items.next = items.list.len();
                break;
            };
            let mark = plan.entries.len();
            if rest.is_empty() {
                self.place(slot, items, plan);
            } else {
                self.fill(slot, items, rest, false, plan);
            }
            self.repeat(mark, slot.ty, repeat, plan);
            index = at.saturating_add(repeat);
            reached = reached.max(index);
            if !is_braced && self.slot(whole, self.next_named(whole.ty, index)).is_none() {
                break;
            }
        }
        reached
    }

    /// The subobject that designators lead to: its index, the designators that go on inside it, and how many elements
    /// a range covers. None without designators.
    #[expect(clippy::type_complexity, reason = "three values with no life beyond the caller")]
    fn designated<'d>(
        &mut self,
        ty: Ty,
        designators: &'d [Designator],
    ) -> Result<Option<(u64, &'d [Designator], u64)>, ()> {
        let Some((first, rest)) = designators.split_first() else { return Ok(None) };
        match (first, (*self.types.shape(ty)).clone()) {
            (Designator::Member(name), Type::Record(id)) => match self.member(id, &name.name) {
                // The same designator leads on inside an anonymous member.
                Some(found) if found.is_nested => Ok(Some((found.index as u64, designators, 1))),
                Some(found) => Ok(Some((found.index as u64, rest, 1))),
                None => {
                    self.report_no_member(id, ty, name);
                    Err(())
                }
            },
            (Designator::Index(index), Type::Array { len, .. }) => {
                let at = self.designated_index(index, len)?;
                Ok(Some((at, rest, 1)))
            }
            (Designator::Range(low, high), Type::Array { len, .. }) => {
                let (low, high) = (self.designated_index(low, len)?, self.designated_index(high, len)?);
                Ok(Some((low, rest, (high.saturating_sub(low)).saturating_add(1))))
            }
            (Designator::Member(name), _) => {
                self.report(name.span, Problem::BadDesignator { ty: self.spell(ty) });
                Err(())
            }
            (Designator::Index(index) | Designator::Range(index, _), _) => {
                self.report(index.span, Problem::BadDesignator { ty: self.spell(ty) });
                Err(())
            }
        }
    }

    fn designated_index(&mut self, index: &ast::Expr, len: Option<u64>) -> Result<u64, ()> {
        let value = self.value(index);
        let at = self.required_constant(&value).ok_or(())?;
        match u64::try_from(at) {
            Ok(at) if len.is_none_or(|len| at < len) => Ok(at),
            _ => {
                self.report(index.span, Problem::DesignatorOutside { index: at });
                Err(())
            }
        }
    }

    /// The first member from `index` on that can be initialised: unnamed bit-fields cannot.
    fn next_named(&self, ty: Ty, index: u64) -> u64 {
        let Type::Record(id) = *self.types.shape(ty) else { return index };
        if self.types.record(id).is_union && index > 0 {
            return u64::MAX;
        }
        let members = self.types.record(id).body.as_ref().map_or(&[][..], |body| &body.members);
        let skipped = members
            .iter()
            .skip(usize::try_from(index).unwrap_or(usize::MAX))
            .take_while(|member| member.name.is_none() && member.bits.is_some())
            .count();
        index.saturating_add(skipped as u64)
    }

    /// The subobject with an index. A union has one at a time.
    fn slot(&self, whole: Slot, index: u64) -> Option<Slot> {
        match *self.types.shape(whole.ty) {
            Type::Array { of, len } => {
                if len.is_some_and(|len| index >= len) {
                    return None;
                }
                let offset = self.types.size(of)?.checked_mul(index)?.checked_add(whole.offset)?;
                (offset <= super::declare::LARGEST).then_some(Slot { ty: of, offset, bits: None })
            }
            Type::Record(id) => {
                let record = self.types.record(id);
                let member = record.body.as_ref()?.members.get(usize::try_from(index).ok()?)?;
                Some(Slot { ty: member.ty, offset: whole.offset + member.offset, bits: member.bits })
            }
            _ => None,
        }
    }

    /// Gives the next item to one subobject, which takes further items if it is an aggregate without braces.
    fn place(&mut self, slot: Slot, items: &mut Items<'_>, plan: &mut Plan) {
        let Some(item) = items.peek() else { return };
        if matches!(self.types.shape(slot.ty), Type::Array { len: None, .. }) {
            items.next += 1;
            return self.flexible(slot, &item.init, plan);
        }
        let expr = match &item.init {
            Init::List(inner, span) => {
                items.next += 1;
                self.braced(slot, inner, *span, plan);
                return;
            }
            Init::Expr(expr) => expr,
        };
        if self.string(slot, expr, plan).is_some() {
            items.next += 1;
            return;
        }
        if plan.is_static
            && self.is_record(slot.ty)
            && let Some(inner) = literal_items(expr)
        {
            items.next += 1;
            self.braced(slot, inner, expr.span, plan);
            return;
        }
        let value = match plan.looked_at.take() {
            Some(value) => value,
            None => self.value(expr),
        };
        let is_aggregate = matches!(self.types.shape(slot.ty), Type::Array { .. } | Type::Record(_));
        let is_whole = self.is_record(slot.ty) && self.is_compatible(slot.ty, value.ty);
        if is_aggregate && !is_whole && value.ty != Ty::Error {
            let at = items.next;
            plan.looked_at = Some(value);
            self.fill(slot, items, &[], false, plan);
            if items.next == at {
                // A record without members takes nothing.
                plan.looked_at = None;
                items.next += 1;
            }
            return;
        }
        items.next += 1;
        self.put(slot, value, plan);
    }

    /// A flexible array member: GCC gives an object with static storage the room that the initialiser asks for.
    fn flexible(&mut self, slot: Slot, init: &Init, plan: &mut Plan) {
        if !plan.is_static {
            return self.report(init_span(init), Problem::FlexibleInitialised);
        }
        match init {
            Init::List(inner, span) => drop(self.braced(slot, inner, *span, plan)),
            Init::Expr(expr) => drop(self.unbraced(slot, expr, plan)),
        }
        plan.has_tail = true;
    }

    /// Repeats what has been collected since `mark` for the further elements of a range.
    fn repeat(&mut self, mark: usize, of: Ty, count: u64, plan: &mut Plan) {
        let size = self.types.size(of).unwrap_or(0);
        let pattern: Vec<Entry> = plan.entries[mark..].to_vec();
        for step in 1..count {
            if plan.entries.len() >= MOST_ENTRIES || pattern.is_empty() {
                return pattern.first().map_or((), |entry| self.push(entry.clone(), plan));
            }
            let shifted = pattern.iter().map(|entry| Entry { offset: entry.offset + step * size, ..entry.clone() });
            plan.entries.extend(shifted);
        }
    }
}

/// The list of a compound literal, which GCC accepts where a braced list could stand.
fn literal_items(expr: &ast::Expr) -> Option<&[InitItem]> {
    match &expr.kind {
        Ast::CompoundLiteral { items, .. } => Some(items),
        Ast::Paren(inner) => literal_items(inner),
        _ => None,
    }
}
