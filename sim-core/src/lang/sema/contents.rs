//! The contents of objects with static storage: what an initialiser's entries are in bytes and addresses.

use crate::lang::ast::Init;
use crate::lang::hir::StaticInit;
use crate::lang::source::Span;
use crate::lang::types::Ty;

use super::constant::Constant;
use super::init::{Entry, Plan, Value};
use super::{Checker, Problem};

impl Checker<'_> {
    /// The contents of an object with static storage, and its type, completed.
    pub(super) fn static_initialiser(&mut self, ty: Ty, init: &Init, span: Span) -> (Ty, StaticInit) {
        let mut plan = Plan::of_static();
        let ty = self.plan(ty, init, &mut plan, span);
        let size = if plan.has_tail { super::declare::LARGEST } else { self.types.size(ty).unwrap_or(0) };
        let mut contents = StaticInit::default();
        for entry in plan.entries {
            self.write_static(&entry, size, &mut contents);
        }
        contents.addresses.sort_by_key(|&(offset, _)| offset);
        (ty, contents)
    }

    /// Writes one entry into the contents of an object with static storage.
    fn write_static(&mut self, entry: &Entry, object: u64, contents: &mut StaticInit) {
        let size = self.types.size(entry.ty).unwrap_or(0);
        let (start, end) = (entry.offset as usize, (entry.offset + size) as usize);
        if end as u64 > object {
            return;
        }
        let value = match &entry.value {
            Value::String(index) => {
                let text = self.unit.strings.get(*index as usize).cloned().unwrap_or_default();
                let text = &text[..text.len().min(size as usize)];
                clear(contents, start, start + text.len());
                contents.bytes[start..start + text.len()].copy_from_slice(text);
                return;
            }
            Value::Expr(value) => value,
        };
        let Some(constant) = self.constant(value) else {
            self.report(value.span, Problem::InitialiserNotConstant);
            return;
        };
        if let Some((first, width)) = entry.bits {
            return self.write_bits(constant, (start, end), first, width, contents);
        }
        clear(contents, start, end);
        let bytes = match constant {
            Constant::Int(value) => value.to_le_bytes(),
            Constant::Float(value) if entry.ty == Ty::Float => {
                let mut bytes = [0; 8];
                bytes[..4].copy_from_slice(&(value as f32).to_le_bytes());
                bytes
            }
            Constant::Float(value) => value.to_le_bytes(),
            Constant::Address(address) => {
                if size == 8 {
                    contents.addresses.push((entry.offset, address));
                } else {
                    self.report(value.span, Problem::InitialiserNotConstant);
                }
                return;
            }
        };
        let len = (size as usize).min(8);
        contents.bytes[start..start + len].copy_from_slice(&bytes[..len]);
    }

    fn write_bits(
        &self,
        value: Constant,
        (start, end): (usize, usize),
        first: u8,
        width: u8,
        contents: &mut StaticInit,
    ) {
        let Constant::Int(value) = value else { return };
        if contents.bytes.len() < end {
            contents.bytes.resize(end, 0);
        }
        let unit = &mut contents.bytes[start..end];
        for bit in 0..usize::from(width) {
            let at = usize::from(first) + bit;
            let Some(byte) = unit.get_mut(at / 8) else { return };
            let mask = 1 << (at % 8);
            *byte = if value >> bit & 1 == 1 { *byte | mask } else { *byte & !mask };
        }
    }
}

/// Makes room, and forgets what an earlier initialiser put there.
fn clear(contents: &mut StaticInit, start: usize, end: usize) {
    if contents.bytes.len() < end {
        contents.bytes.resize(end, 0);
    }
    contents.bytes[start..end].fill(0);
    contents.addresses.retain(|&(offset, _)| !(start as u64..end as u64).contains(&offset));
}
