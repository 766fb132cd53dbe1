//! Declarations and functions.

use super::types::{Member, Scalar, Shape, Struct, Value, Variable};
use super::{Generator, Signature};

impl Generator {
    pub(super) fn struct_definition(&mut self) {
        let tag = self.name("s");
        let is_union = self.one_in(5);
        // Packed by an attribute (0) or by a pragma (1), or as the ABI has it.
        let packing = self.rng.u32(0..8);
        let mut members = Vec::new();
        for _ in 0..self.rng.u32(2..6) {
            members.push(self.member_definition(is_union, packing > 1));
        }
        let name = format!("{} {tag}", if is_union { "union" } else { "struct" });
        if packing == 1 {
            let most = [1, 2, 4][self.rng.usize(0..3)];
            self.line(&format!("#pragma pack(push, {most})"));
        }
        self.line(&format!("{name} {{"));
        for member in &members {
            let tail = match (member.len, member.bits) {
                (Some(len), _) => format!("[{len}]"),
                (_, Some(bits)) => format!(" : {bits}"),
                _ => String::new(),
            };
            self.line(&format!("    {} {}{tail};", member.scalar.name(), member.name));
        }
        self.line(if packing == 0 { "} __attribute__((packed));\n" } else { "};\n" });
        if packing == 1 {
            self.line("#pragma pack(pop)");
        }
        self.structs.push(Struct { name, members });
    }

    /// A member; floating numbers and `_Bool` stay out of unions, where other members would make them any pattern of bits,
    /// and bit-fields out of packed records, where the lab refuses some of them.
    fn member_definition(&mut self, is_union: bool, may_have_bits: bool) -> Member {
        let name = self.name("m");
        let scalar = match self.scalar() {
            Scalar::Bool | Scalar::Float | Scalar::Double if is_union => Scalar::Int,
            scalar => scalar,
        };
        match self.rng.u32(0..6) {
            0 => Member { name, scalar, len: Some(self.rng.usize(1..5)), bits: None },
            1 | 2 if !scalar.is_float() && may_have_bits => {
                Member { name, scalar, len: None, bits: Some(self.rng.u32(1..=scalar.most_bits())) }
            }
            _ => Member { name, scalar, len: None, bits: None },
        }
    }

    fn shape(&mut self) -> Shape {
        let scalar = self.scalar();
        match self.rng.u32(0..10) {
            0 | 1 => Shape::Array(scalar, self.rng.usize(2..8)),
            2 => Shape::Matrix(scalar, self.rng.usize(2..4), self.rng.usize(2..4)),
            3 => Shape::Struct(self.rng.usize(0..self.structs.len())),
            4 => Shape::StructArray(self.rng.usize(0..self.structs.len()), self.rng.usize(2..4)),
            _ => Shape::Scalar(scalar),
        }
    }

    fn declare(&mut self, prefix: &str, shape: Shape) -> (String, String) {
        let name = self.name(prefix);
        let text = match shape {
            Shape::Scalar(scalar) => format!("{} {name}", scalar.name()),
            Shape::Array(scalar, len) => format!("{} {name}[{len}]", scalar.name()),
            Shape::Matrix(scalar, rows, columns) => format!("{} {name}[{rows}][{columns}]", scalar.name()),
            Shape::Struct(index) => format!("{} {name}", self.structs[index].name),
            Shape::StructArray(index, len) => format!("{} {name}[{len}]", self.structs[index].name),
            Shape::Pointer(scalar, _) => format!("{} *{name}", scalar.name()),
        };
        (name, text)
    }

    /// A braced or plain initialiser of constants; fewer than there are elements is fine.
    fn initialiser(&mut self, shape: Shape) -> String {
        let list = |generator: &mut Self, scalar: Scalar, len: usize| {
            let most = generator.rng.usize(1..=len);
            let constants: Vec<_> = (0..most).map(|_| generator.constant(scalar)).collect();
            format!("{{ {} }}", constants.join(", "))
        };
        match shape {
            Shape::Scalar(scalar) => self.constant(scalar),
            Shape::Array(scalar, len) => list(self, scalar, len),
            Shape::Matrix(scalar, rows, columns) => {
                let rows: Vec<_> = (0..rows).map(|_| list(self, scalar, columns)).collect();
                format!("{{ {} }}", rows.join(", "))
            }
            Shape::Struct(index) => self.struct_initialiser(index),
            Shape::StructArray(index, len) => {
                let elements: Vec<_> = (0..self.rng.usize(1..=len)).map(|_| self.struct_initialiser(index)).collect();
                format!("{{ {} }}", elements.join(", "))
            }
            Shape::Pointer(..) => "0".to_owned(),
        }
    }

    fn struct_initialiser(&mut self, index: usize) -> String {
        let members = self.structs[index].members.clone();
        let is_designated = self.rng.bool();
        // Of a union, the first member.
        let members = if self.structs[index].is_union() { members[..1].to_vec() } else { members };
        let mut parts = Vec::new();
        for member in members {
            let value = match member.len {
                Some(len) => {
                    let constants: Vec<_> =
                        (0..self.rng.usize(1..=len)).map(|_| self.constant(member.scalar)).collect();
                    format!("{{ {} }}", constants.join(", "))
                }
                None => self.constant(member.scalar),
            };
            match is_designated {
                true if self.one_in(3) => {}
                true => parts.push(format!(".{} = {value}", member.name)),
                false => parts.push(value),
            }
        }
        if parts.is_empty() { "{ 0 }".to_owned() } else { format!("{{ {} }}", parts.join(", ")) }
    }

    pub(super) fn global(&mut self) {
        let shape = self.shape();
        let (name, text) = self.declare("g", shape);
        let storage = if self.rng.bool() { "static " } else { "" };
        // A constant out of a type's range is converted, as in any initialiser.
        let text = if self.one_in(4) {
            format!("{storage}{text};")
        } else {
            format!("{storage}{text} = {};", self.initialiser(shape))
        };
        self.line(&text);
        self.globals.push(Variable { name, shape, is_fixed: false });
    }

    /// The variables at the start of a function's body.
    pub(super) fn declarations(&mut self) {
        for _ in 0..self.rng.u32(2..6) {
            let shape = self.shape();
            let (name, text) = self.declare("v", shape);
            let value = match shape {
                Shape::Scalar(scalar) if self.rng.bool() => self.expression_for(scalar),
                shape => self.initialiser(shape),
            };
            self.line(&format!("{text} = {value};"));
            self.locals.push(Variable { name, shape, is_fixed: false });
        }
        self.pointer();
    }

    /// A pointer to an array in scope.
    fn pointer(&mut self) {
        let array = |variable: &Variable| match variable.shape {
            Shape::Array(scalar, len) => Some((variable.name.clone(), scalar, len)),
            _ => None,
        };
        let arrays: Vec<_> = self.globals.iter().chain(&self.locals).filter_map(array).collect();
        if arrays.is_empty() {
            return;
        }
        let (target, scalar, len) = arrays[self.rng.usize(0..arrays.len())].clone();
        let skipped = self.rng.usize(0..len);
        let name = self.name("p");
        self.line(&format!("{} *{name} = &{target}[{skipped}];", scalar.name()));
        self.locals.push(Variable { name, shape: Shape::Pointer(scalar, len - skipped), is_fixed: false });
    }

    fn value(&mut self) -> Value {
        match self.rng.u32(0..8) {
            0 => Value::Struct(self.rng.usize(0..self.structs.len())),
            1 => Value::Pointer(self.scalar(), self.rng.usize(2..5)),
            _ => Value::Scalar(self.scalar()),
        }
    }

    pub(super) fn value_type(&self, value: Value) -> String {
        match value {
            Value::Scalar(scalar) => scalar.name().to_owned(),
            Value::Struct(index) => self.structs[index].name.clone(),
            Value::Pointer(scalar, _) => format!("{} *", scalar.name()),
        }
    }

    pub(super) fn function(&mut self) {
        let name = self.name("f");
        let ret = match self.value() {
            Value::Pointer(scalar, _) => Value::Scalar(scalar),
            value => value,
        };
        self.locals.clear();
        let mut params = Vec::new();
        let mut texts = Vec::new();
        for _ in 0..self.rng.u32(0..6) {
            let value = self.value();
            let shape = match value {
                Value::Scalar(scalar) => Shape::Scalar(scalar),
                Value::Struct(index) => Shape::Struct(index),
                Value::Pointer(scalar, len) => Shape::Pointer(scalar, len),
            };
            let (name, text) = self.declare("a", shape);
            texts.push(text);
            params.push(value);
            self.locals.push(Variable { name, shape, is_fixed: false });
        }
        let list = if texts.is_empty() { "void".to_owned() } else { texts.join(", ") };
        let ret_type = self.value_type(ret);
        self.line(&format!("static {ret_type} {name}({list})\n{{"));
        self.depth = 1;
        self.budget = 14;
        self.declarations();
        self.statements(5);
        let result = self.result(ret);
        self.line(&format!("return {result};"));
        self.depth = 0;
        self.line("}\n");
        self.functions.push(Signature { name, ret, params });
    }

    /// An expression of a function's result type.
    pub(super) fn result(&mut self, value: Value) -> String {
        match value {
            Value::Scalar(scalar) => self.expression_for(scalar),
            Value::Struct(index) => {
                let is_it = |variable: &&Variable| variable.shape == Shape::Struct(index);
                let name = self.globals.iter().chain(&self.locals).find(is_it).map(|variable| variable.name.clone());
                name.unwrap_or_else(|| {
                    let name = self.structs[index].name.clone();
                    format!("({name}){}", self.struct_initialiser(index))
                })
            }
            Value::Pointer(scalar, len) => {
                let fits = |variable: &&Variable| matches!(variable.shape, Shape::Array(s, l) | Shape::Pointer(s, l) if s == scalar && l >= len);
                let name = self.globals.iter().chain(&self.locals).find(fits).map(|variable| variable.name.clone());
                name.unwrap_or_else(|| format!("({}[{len}]){{ 1, 2 }}", scalar.name()))
            }
        }
    }
}
