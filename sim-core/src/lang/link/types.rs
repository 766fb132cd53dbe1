//! The types of all units, as a debugger needs them, in one table.

use std::collections::BTreeMap;

use crate::lang::spelling::spell;
use crate::lang::types::{Rank, RecordId, Ty, Type, Types};
use crate::machine::program::{MemberInfo, TypeInfo, TypeShape};

/// A growing table of types. Types whose name tells all are shared between units.
#[derive(Debug, Default)]
pub(super) struct TypeTable {
    pub(super) infos: Vec<TypeInfo>,
    by_unit: BTreeMap<(usize, Ty), u32>,
    by_name: BTreeMap<String, u32>,
}

impl TypeTable {
    /// The index of a unit's type.
    pub(super) fn index(&mut self, unit: usize, types: &Types, ty: Ty) -> u32 {
        if let Some(&known) = self.by_unit.get(&(unit, ty)) {
            return known;
        }
        let name = spell(types, ty);
        let is_universal = !["struct", "union", "enum"].iter().any(|word| name.contains(word));
        if let Some(&known) = self.by_name.get(&name).filter(|_| is_universal) {
            self.by_unit.insert((unit, ty), known);
            return known;
        }
        let index = self.infos.len() as u32;
        // Entered before its parts, which may lead back to it.
        self.by_unit.insert((unit, ty), index);
        if is_universal {
            self.by_name.insert(name.clone(), index);
        }
        self.infos.push(TypeInfo { name, size: types.size(ty).unwrap_or(0), shape: TypeShape::Void });
        let shape = self.shape(unit, types, ty);
        self.infos[index as usize].shape = shape;
        index
    }

    /// The index of `char[len]`, the type of a string literal.
    pub(super) fn string(&mut self, len: u64) -> u32 {
        let name = format!("char [{len}]");
        if let Some(&known) = self.by_name.get(&name) {
            return known;
        }
        let of = self.index(0, &Types::default(), Ty::Char);
        let index = self.infos.len() as u32;
        self.by_name.insert(name.clone(), index);
        self.infos.push(TypeInfo { name, size: len, shape: TypeShape::Array { of, len } });
        index
    }

    fn shape(&mut self, unit: usize, types: &Types, ty: Ty) -> TypeShape {
        match types.shape(ty) {
            Type::Void | Type::Function { .. } | Type::Error => TypeShape::Void,
            Type::Bool => TypeShape::Bool,
            Type::Int { bits: 8, rank: Rank::Char, .. } => TypeShape::Char,
            Type::Int { is_signed: true, .. } | Type::Enum { is_signed: true, .. } => TypeShape::Signed,
            Type::Int { .. } | Type::Enum { .. } => TypeShape::Unsigned,
            Type::Float | Type::Double | Type::LongDouble => TypeShape::Float,
            Type::Pointer { to, .. } if matches!(types.shape(*to), Type::Function { .. }) => TypeShape::FunctionPointer,
            Type::Pointer { to, .. } => TypeShape::Pointer(self.index(unit, types, *to)),
            Type::Array { of, len } => TypeShape::Array { of: self.index(unit, types, *of), len: len.unwrap_or(0) },
            Type::VariableArray { of, .. } => TypeShape::Pointer(self.index(unit, types, *of)),
            Type::Record(id) => self.record(unit, types, *id),
            Type::Atomic(of) => self.shape(unit, types, *of),
        }
    }

    fn record(&mut self, unit: usize, types: &Types, id: RecordId) -> TypeShape {
        let record = types.record(id);
        let members = record.body.iter().flat_map(|body| &body.members);
        let members = members.map(|member| MemberInfo {
            name: member.name.clone().unwrap_or_default(),
            offset: member.offset,
            ty: self.index(unit, types, member.ty),
            bits: member.bits,
        });
        TypeShape::Record { members: members.collect(), is_union: record.is_union }
    }
}
