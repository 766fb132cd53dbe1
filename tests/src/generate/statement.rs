//! Statements.

use super::Generator;
use super::types::{Scalar, Shape, Value, Variable};

impl Generator {
    /// Some statements, at most so many.
    pub(super) fn statements(&mut self, most: u32) {
        for _ in 0..self.rng.u32(1..=most) {
            if self.budget == 0 {
                return;
            }
            self.budget -= 1;
            self.statement();
        }
    }

    fn statement(&mut self) {
        match self.rng.u32(0..23) {
            0..=5 => self.assignment(),
            6 | 7 => self.compound_assignment(),
            8 | 9 => self.call(),
            10 | 11 => self.branch(),
            12 | 13 => self.count_up(),
            14 => self.count_down(),
            15 => self.switch(),
            16 if self.loops > 0 => self.leave(),
            17 => self.step(),
            18 => self.copy_struct(),
            19 => self.jump_over(),
            20 | 21 => self.unusual_statement(),
            _ => {
                let expression = self.integer_expression(2);
                self.line(&format!("mix((unsigned long long)({expression}));"));
            }
        }
    }

    fn assignment(&mut self) {
        if let Some((place, scalar)) = self.place(true) {
            let value = self.expression_for(scalar);
            self.line(&format!("{place} = {value};"));
        }
    }

    fn compound_assignment(&mut self) {
        let Some((place, scalar)) = self.place(true) else { return };
        if scalar.is_float() {
            let value = self.float_expression(2);
            self.line(&format!("{place} += {value};"));
            self.line(&format!("{place} = small({place});"));
            return;
        }
        let op = ["+=", "-=", "*=", "&=", "|=", "^=", "<<=", ">>="][self.rng.usize(0..8)];
        let value = if op.len() == 3 { format!("{}", self.rng.u32(0..8)) } else { self.integer_expression(2) };
        self.line(&format!("{place} {op} {value};"));
    }

    fn step(&mut self) {
        let Some((place, scalar)) = self.place(true) else { return };
        let Some((target, other)) = self.place(true) else { return };
        if scalar.is_float()
            || other.is_float()
            || place == target
            || place.contains('[')
            || target.contains('[')
            || place.contains('*')
            || target.contains('*')
        {
            return;
        }
        let text = match self.rng.u32(0..4) {
            0 => format!("{target} = {place}++;"),
            1 => format!("{target} = --{place};"),
            2 => format!("++{place};"),
            _ => format!("{place}--;"),
        };
        self.line(&text);
    }

    fn call(&mut self) {
        if self.functions.is_empty() {
            return self.assignment();
        }
        let function = self.functions[self.rng.usize(0..self.functions.len())].clone();
        let args: Vec<_> = function.params.iter().map(|&value| self.result(value)).collect();
        let call = format!("{}({})", function.name, args.join(", "));
        match function.ret {
            Value::Scalar(scalar) => match self.place(true) {
                Some((place, to)) if scalar.is_float() || to.is_float() => {
                    // Which comes first, what calls in the arguments do or the index, nobody says.
                    let name = self.name("r");
                    self.line(&format!("double {name} = small({call});"));
                    let value = if to.is_float() { name } else { format!("TO_INT({name})") };
                    self.line(&format!("{place} = {value};"));
                }
                Some((place, _)) => self.line(&format!("{place} = {call};")),
                None => self.line(&format!("{call};")),
            },
            Value::Struct(index) => {
                let is_it = |variable: &&Variable| variable.shape == Shape::Struct(index) && !variable.is_fixed;
                let name = self.globals.iter().chain(&self.locals).find(is_it).map(|variable| variable.name.clone());
                let member = self.structs[index].members[0].clone();
                match name {
                    Some(name) => self.line(&format!("{name} = {call};")),
                    None if member.len.is_none() => {
                        self.line(&format!("mix((unsigned long long)(long)TO_INT({call}.{}));", member.name));
                    }
                    None => self.line(&format!("(void){call};")),
                }
            }
            Value::Pointer(..) => self.line(&format!("{call};")),
        }
    }

    fn block(&mut self, most: u32) {
        self.depth += 1;
        let visible = self.locals.len();
        if self.one_in(3) {
            let scalar = self.scalar();
            let name = self.name("b");
            let value = self.expression_for(scalar);
            self.line(&format!("{} {name} = {value};", scalar.name()));
            self.locals.push(Variable { name, shape: Shape::Scalar(scalar), is_fixed: false });
        }
        self.statements(most);
        self.locals.truncate(visible);
        self.depth -= 1;
    }

    /// `if (…) goto after; … after:;`
    fn jump_over(&mut self) {
        let label = self.name("l");
        let condition = self.integer_expression(2);
        self.line(&format!("if ({condition})"));
        self.line(&format!("    goto {label};"));
        self.line("{");
        self.block(2);
        self.line("}");
        self.line(&format!("{label}:;"));
    }

    fn branch(&mut self) {
        let condition = self.integer_expression(3);
        self.line(&format!("if ({condition}) {{"));
        self.block(3);
        if self.rng.bool() {
            self.line("} else {");
            self.block(3);
        }
        self.line("}");
    }

    fn counted(&mut self, head: &str, counter: String, tail: &str) {
        self.line(head);
        self.locals.push(Variable { name: counter, shape: Shape::Scalar(Scalar::Int), is_fixed: true });
        self.loops += 1;
        // Nested loops multiply: the deeper, the shorter.
        self.block(if self.loops > 2 { 1 } else { 3 });
        self.loops -= 1;
        self.locals.pop();
        self.line(tail);
    }

    fn count_up(&mut self) {
        if self.loops > 2 {
            return self.assignment();
        }
        let counter = self.name("i");
        let end = self.rng.u32(1..9);
        let head = format!("for (int {counter} = 0; {counter} < {end}; {counter}++) {{");
        self.counted(&head, counter, "}");
    }

    fn count_down(&mut self) {
        if self.loops > 1 {
            return self.assignment();
        }
        let counter = self.name("n");
        let start = self.rng.u32(1..9);
        self.line("{");
        self.depth += 1;
        self.line(&format!("unsigned {counter} = {start};"));
        if self.rng.bool() {
            self.counted(&format!("while ({counter}-- > 0) {{"), counter, "}");
        } else {
            let tail = format!("}} while (--{counter} > 0);");
            // `continue` goes to the condition, so that the loop ends all the same.
            self.counted("do {", counter, &tail);
        }
        self.depth -= 1;
        self.line("}");
    }

    fn leave(&mut self) {
        let condition = self.integer_expression(2);
        let word = if self.rng.bool() { "break" } else { "continue" };
        self.line(&format!("if ({condition})"));
        self.line(&format!("    {word};"));
    }

    fn switch(&mut self) {
        let value = self.integer_expression(2);
        let cases = self.rng.u32(1..6);
        let stride = [1, 1, 3, 1000][self.rng.usize(0..4)];
        self.line(&format!("switch (({value}) & 7) {{"));
        // Inside, `break` would leave the switch and `continue` the loop: both are fine, and `leave` needs a loop.
        for case in 0..cases {
            self.line(&format!("case {}:", case * stride));
            self.block(2);
            if !self.one_in(3) {
                self.line("    break;");
            }
        }
        if self.rng.bool() {
            self.line("default:");
            self.line("    ;");
            self.block(2);
        }
        self.line("}");
    }

    fn copy_struct(&mut self) {
        let structs: Vec<_> = self
            .globals
            .iter()
            .chain(&self.locals)
            .filter_map(|variable| match variable.shape {
                Shape::Struct(index) => Some((index, variable.name.clone())),
                Shape::StructArray(index, _) => Some((index, format!("{}[1]", variable.name))),
                _ => None,
            })
            .collect();
        let Some((index, target)) = structs.get(self.rng.usize(0..structs.len().max(1))).cloned() else { return };
        let Some((_, source)) = structs.iter().find(|(other, name)| *other == index && *name != target) else { return };
        let text = match self.rng.u32(0..2) {
            0 => format!("{target} = {source};"),
            _ => format!("memcpy(&{target}, &{source}, sizeof {target});"),
        };
        self.line(&text);
    }
}
