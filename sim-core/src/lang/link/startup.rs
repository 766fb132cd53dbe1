//! What runs before and after `main`: the lists of constructors and destructors, which the library's start and `exit`
//! go through (System V ABI, `.init_array` and `.fini_array`).

use std::sync::Arc;

use crate::lang::hir::{StaticAddress, StaticInit, SymbolId};
use crate::lang::object::{DataObject, Object, ObjectSymbol};
use crate::lang::source::{SourceMap, Span};
use crate::lang::types::{Ty, Type, Types};

use super::LibraryObject;
use super::resolve::{Definition, Resolver};

/// The lists' names in the library.
const NAMES: [&str; 2] = ["__init_array", "__fini_array"];

impl Resolver<'_> {
    /// Makes the two lists of all units added so far, each ending in 0.
    pub(super) fn add_startup_lists(&mut self) {
        let constructors = self.in_order(|startup| startup.constructor);
        let mut destructors = self.in_order(|startup| startup.destructor);
        destructors.reverse();
        let lists = [constructors, destructors];
        let object = Arc::new(object(&lists));
        let library = Arc::new(LibraryObject { object: Arc::clone(&object), sources: SourceMap::default() });
        self.add(object, Some(library));
        if let Some(unit) = self.units.last_mut() {
            for (symbol, definition) in lists.into_iter().flatten().enumerate() {
                unit.own[NAMES.len() + symbol] = Some(definition);
            }
        }
    }

    /// The functions with a priority, by it and then in the order of the text.
    fn in_order(&self, priority: impl Fn(crate::lang::ast::Startup) -> Option<u16>) -> Vec<Definition> {
        let mut list: Vec<(u16, Definition)> = Vec::new();
        for (number, unit) in self.units.iter().enumerate() {
            for (index, function) in unit.object.functions.iter().enumerate() {
                if let Some(priority) = priority(function.startup) {
                    list.push((priority, Definition::Function(number, index)));
                }
            }
        }
        list.sort_by_key(|&(priority, _)| priority);
        list.into_iter().map(|(_, definition)| definition).collect()
    }
}

/// An object with the two lists; the symbols behind theirs are the functions, list by list.
fn object(lists: &[Vec<Definition>; 2]) -> Object {
    let mut types = Types::default();
    let function =
        types.intern(Type::Function { ret: Ty::Void, params: Vec::new(), is_variadic: false, is_unprototyped: true });
    let pointer = types.pointer_to(function);
    let mut symbols = Vec::new();
    let mut data = Vec::new();
    let mut next = NAMES.len() as u32;
    for (name, list) in NAMES.iter().zip(lists) {
        let len = list.len() as u64 + 1;
        let ty = types.intern(Type::Array { of: pointer, len: Some(len) });
        let addresses = (0..list.len() as u32)
            .map(|at| (u64::from(at) * 8, StaticAddress::Symbol(SymbolId(next + at), 0)))
            .collect();
        next += list.len() as u32;
        data.push(DataObject {
            symbol: SymbolId(symbols.len() as u32),
            ty,
            size: len * 8,
            align: 8,
            is_const: true,
            is_thread_local: false,
            is_tentative: false,
            init: StaticInit { bytes: vec![0; len as usize * 8], addresses },
            span: Span::NONE,
        });
        symbols.push(symbol((*name).to_owned(), ty, false));
    }
    let functions = lists.iter().flatten().map(|_| symbol(String::new(), function, true));
    symbols.extend(functions);
    Object { types, symbols, functions: Vec::new(), data, strings: Vec::new() }
}

fn symbol(name: String, ty: Ty, is_static: bool) -> ObjectSymbol {
    ObjectSymbol { name, ty, is_static, first_use: None, span: Span::NONE }
}
