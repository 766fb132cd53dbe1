//! Typed trees to byte code, one function at a time, in one pass: no intermediate form, no register allocator.
//!
//! A scalar whose address nobody takes has one register for its whole life; temporaries are a stack in the registers
//! above. Code is made for a destination, so that `c = a + b` is one instruction and arguments of calls are computed
//! where the callee finds them. Reading a variable in a register makes no code: the register is read when the operation
//! that needs it happens, which is also what GCC does (and what programs with unsequenced side effects show).
//!
//! Rooms: `frame` (where variables live), `code` (instructions, labels), `function` (what is known while a function is
//! being lowered), `stmt`, `switch`, `expr`, `arith`, `cond`, `cast`, `place`, `update`, `call`, `fold`,
//! `effects` (what decides about order), `suspect` (what to watch the program for), `range`, `assigned` (where there is nothing to watch for).

mod arith;
mod assigned;
mod call;
mod cast;
mod class;
mod code;
mod cond;
mod effects;
mod expr;
mod fold;
mod frame;
mod function;
mod place;
mod problem;
mod range;
mod stmt;
mod suspect;
mod switch;
mod update;
mod walk;

#[cfg(test)]
mod tests;

pub(in crate::lang) use code::is_jump;

use super::diag::Diagnostics;
use super::hir;
use super::object::{DataObject, Object, ObjectSymbol};
use super::source::{Origin, Span};
use super::types::Types;

/// Lowers a unit without errors. A user's program is watched for what C leaves undefined, the library is not.
#[must_use]
pub fn lower(unit: &hir::Unit, origin: Origin, diagnostics: &mut Diagnostics) -> Object {
    let mut uses = Uses { first: vec![None; unit.symbols.len()] };
    let functions =
        unit.functions.iter().map(|function| function::lower(unit, function, origin, &mut uses, diagnostics)).collect();
    let data = unit.objects.iter().map(|object| lower_object(object, &unit.types, &mut uses)).collect();
    let symbols = unit.symbols.iter().zip(uses.first).map(|(symbol, first_use)| ObjectSymbol {
        name: symbol.name.clone(),
        ty: symbol.ty,
        is_static: symbol.is_static,
        first_use,
        span: symbol.span,
    });
    Object { types: unit.types.clone(), symbols: symbols.collect(), functions, data, strings: unit.strings.clone() }
}

/// Where each symbol is needed first.
struct Uses {
    first: Vec<Option<Span>>,
}

impl Uses {
    fn note(&mut self, symbol: hir::SymbolId, span: Span) {
        if let Some(first) = self.first.get_mut(symbol.0 as usize) {
            first.get_or_insert(span);
        }
    }
}

fn lower_object(object: &hir::Object, types: &Types, uses: &mut Uses) -> DataObject {
    for (_, address) in &object.init.addresses {
        if let hir::StaticAddress::Symbol(symbol, _) = address {
            uses.note(*symbol, object.span);
        }
    }
    DataObject {
        symbol: object.symbol,
        ty: object.ty,
        size: types.size(object.ty).unwrap_or(0).max(object.init.bytes.len() as u64),
        align: object.align.max(1),
        is_const: object.is_const,
        is_thread_local: object.is_thread_local,
        is_tentative: object.is_tentative,
        init: object.init.clone(),
        span: object.span,
    }
}
