//! Expressions without side effects.

use super::Generator;
use super::types::{Scalar, Shape};

impl Generator {
    /// A constant of a type.
    pub(super) fn constant(&mut self, scalar: Scalar) -> String {
        if scalar.is_float() {
            let value = f64::from(self.rng.i32(-4000..4000)) / 16.0;
            return if scalar == Scalar::Float { format!("{value:?}f") } else { format!("{value:?}") };
        }
        let value: i64 = match self.rng.u32(0..6) {
            0 => self.rng.i64(-5..6),
            1 => i64::from(self.rng.i8(..)),
            2 => i64::from(self.rng.i16(..)),
            3 => i64::from(self.rng.i32(i32::MIN + 1..)),
            4 => [127, 128, 255, 256, 32767, 65535, 2_147_483_647][self.rng.usize(0..7)],
            _ => self.rng.i64(0..100),
        };
        match self.rng.u32(0..8) {
            0 if value >= 0 => format!("{value:#x}"),
            1 if value >= 0 => format!("{value}u"),
            2 => format!("{value}L"),
            3 if (32..127).contains(&value) && value != 39 && value != 92 => format!("'{}'", value as u8 as char),
            _ => format!("{value}"),
        }
    }

    /// An index into an array of a length, in range whatever the variables hold.
    pub(super) fn index(&mut self, len: usize) -> String {
        let counters: Vec<_> =
            self.locals.iter().filter(|local| local.is_fixed).map(|local| local.name.clone()).collect();
        if !counters.is_empty() && !self.one_in(3) {
            let counter = &counters[self.rng.usize(0..counters.len())];
            return format!("{counter} % {len}");
        }
        // Not in an index: that would have no end.
        if !self.is_index && self.one_in(4) {
            // Without a call: when it is made, seen from a call on the other side of an assignment, nobody says.
            self.is_index = true;
            let expression = self.integer_expression(1);
            self.is_index = false;
            return format!("(unsigned)({expression}) % {len}");
        }
        self.rng.usize(0..len).to_string()
    }

    /// A scalar place in scope that satisfies a condition, as an expression and its type.
    pub(super) fn place(&mut self, is_to_be_assigned: bool) -> Option<(String, Scalar)> {
        let all: Vec<_> =
            self.globals.iter().chain(&self.locals).filter(|v| !(is_to_be_assigned && v.is_fixed)).cloned().collect();
        if all.is_empty() {
            return None;
        }
        let variable = &all[self.rng.usize(0..all.len())];
        let name = &variable.name;
        Some(match variable.shape {
            Shape::Scalar(scalar) => (name.clone(), scalar),
            Shape::Array(scalar, len) => (format!("{name}[{}]", self.index(len)), scalar),
            Shape::Pointer(scalar, len) => match self.rng.u32(0..3) {
                0 => (format!("*{name}"), scalar),
                1 => (format!("*({name} + {})", self.index(len)), scalar),
                _ => (format!("{name}[{}]", self.index(len)), scalar),
            },
            Shape::Matrix(scalar, rows, columns) => {
                (format!("{name}[{}][{}]", self.index(rows), self.index(columns)), scalar)
            }
            Shape::Struct(index) => self.member(name.clone(), index),
            Shape::StructArray(index, len) => {
                let element = self.index(len);
                if self.one_in(3) {
                    let (path, scalar) = self.member(String::new(), index);
                    (format!("(&{name}[{element}])->{}", &path[1..]), scalar)
                } else {
                    self.member(format!("{name}[{element}]"), index)
                }
            }
        })
    }

    fn member(&mut self, base: String, index: usize) -> (String, Scalar) {
        let which = self.rng.usize(0..self.structs[index].members.len());
        let member = self.structs[index].members[which].clone();
        match member.len {
            None => (format!("{base}.{}", member.name), member.scalar),
            Some(len) => (format!("{base}.{}[{}]", member.name, self.index(len)), member.scalar),
        }
    }

    /// An expression of integer type.
    pub(super) fn integer_expression(&mut self, depth: u32) -> String {
        if depth == 0 || self.one_in(5) {
            for _ in 0..4 {
                if let Some((place, scalar)) = self.place(false)
                    && !scalar.is_float()
                {
                    return place;
                }
            }
            let scalar = self.integer();
            return self.constant(scalar);
        }
        if !self.is_index && self.one_in(8) {
            return self.unusual_expression(depth - 1);
        }
        let a = self.integer_expression(depth - 1);
        match self.rng.u32(0..20) {
            0..=8 => {
                let b = self.integer_expression(depth - 1);
                let op = ["+", "-", "*", "&", "|", "^", "+", "-", "*"][self.rng.usize(0..9)];
                format!("({a} {op} {b})")
            }
            9 => {
                let (b, scalar) = (self.integer_expression(depth - 1), self.integer());
                let guard = if self.rng.bool() { "DIV" } else { "REM" };
                let name = scalar.name();
                format!("{guard}({name}, ({name})({a}), ({name})({b}))")
            }
            10 => format!("({a} / {})", self.rng.i32(2..90)),
            11 => format!("({a} % {})", self.rng.i32(2..90)),
            12 => {
                let b = self.integer_expression(depth - 1);
                let op = if self.rng.bool() { "<<" } else { ">>" };
                format!("({a} {op} (({b}) & {}))", self.rng.u32(1..8).min(7) * 3 % 8)
            }
            13 => format!("({} {a})", ["-", "~", "!", "+"][self.rng.usize(0..4)]),
            14 => {
                let scalar = self.integer();
                format!("({})({a})", scalar.name())
            }
            15 | 16 => {
                let b = self.integer_expression(depth - 1);
                let op = ["<", "<=", ">", ">=", "==", "!=", "&&", "||"][self.rng.usize(0..8)];
                format!("({a} {op} {b})")
            }
            17 => {
                let (b, c) = (self.integer_expression(depth - 1), self.integer_expression(depth - 1));
                format!("({a} ? {b} : {c})")
            }
            18 => {
                let b = self.float_expression(depth - 1);
                format!("TO_INT({b})")
            }
            _ => {
                let b = self.integer_expression(depth - 1);
                format!("(({a}), {b})")
            }
        }
    }

    /// What fewer programs have: calls through a table, variadic calls, literals of arrays and records, statements.
    fn unusual_expression(&mut self, depth: u32) -> String {
        let a = self.integer_expression(depth);
        let b = self.integer_expression(depth);
        match self.rng.u32(0..5) {
            0 => format!("operations[({a}) & 3]({b}, {})", self.rng.i32(-9..9)),
            1 => {
                let float = self.float_expression(depth);
                let c = self.integer_expression(depth);
                format!("gather(\"idlc\", (int)({a}), (double)small({float}), (long)({b}), (signed char)({c}))")
            }
            2 => {
                let scalar = self.integer();
                let name = scalar.name();
                let c = self.integer_expression(depth);
                format!("(({name}[]){{ ({name})({a}), ({name})({b}) }})[({c}) & 1]")
            }
            3 => {
                let scalar = self.integer();
                let name = self.name("t");
                format!("({{ {} {name} = {a}; {name} ^ {b}; }})", scalar.name())
            }
            _ => {
                let index = self.rng.usize(0..self.structs.len().max(1));
                let Some(record) = self.structs.get(index) else { return a };
                let plain = record.members[0].clone();
                let is_fit = plain.len.is_none() && !plain.scalar.is_float();
                let name = record.name.clone();
                if !is_fit { a } else { format!("(({name}){{ .{0} = {a} }}).{0}", plain.name) }
            }
        }
    }

    /// An expression of floating type.
    pub(super) fn float_expression(&mut self, depth: u32) -> String {
        if depth == 0 || self.one_in(4) {
            if let Some((place, scalar)) = self.place(false)
                && scalar.is_float()
            {
                return format!("small({place})");
            }
            let scalar = if self.rng.bool() { Scalar::Double } else { Scalar::Float };
            return self.constant(scalar);
        }
        let a = self.float_expression(depth - 1);
        match self.rng.u32(0..8) {
            0..=4 => {
                let b = self.float_expression(depth - 1);
                format!("({a} {} {b})", ["+", "-", "*"][self.rng.usize(0..3)])
            }
            5 => {
                let b = self.float_expression(depth - 1);
                format!("FDIV({a}, {b})")
            }
            6 => {
                let b = self.integer_expression(depth - 1);
                format!("({a} + (short)({b}))")
            }
            _ => format!("(- {a})"),
        }
    }

    /// An expression to be assigned to a place of a type.
    pub(super) fn expression_for(&mut self, scalar: Scalar) -> String {
        if scalar.is_float() {
            let expression = self.float_expression(3);
            return format!("small({expression})");
        }
        self.integer_expression(3)
    }
}
