//! Random C programs that are well defined (with wrapping signed arithmetic, as `gcc -fwrapv` has it), so that every
//! correct compiler prints the same.
//!
//! How undefined and unspecified behaviour is kept out: divisors, shift counts and indices are guarded in the text;
//! every variable is initialised; loops count to a constant; a function calls only earlier ones; an expression
//! contains no side effect, and a call stands alone on the right of an assignment.

mod expression;
mod function;
mod statement;
mod texts;
mod types;

use std::fmt::Write;

use fastrand::Rng;

use types::{Scalar, Struct, Variable};

/// The text of the program that belongs to a seed.
#[must_use]
pub fn program(seed: u64) -> String {
    let mut generator = Generator { rng: Rng::with_seed(seed), ..Generator::default() };
    generator.program(seed)
}

/// A function that later ones may call.
#[derive(Clone, Debug)]
struct Signature {
    name: String,
    ret: types::Value,
    params: Vec<types::Value>,
}

/// What has been generated so far, and what is in scope.
#[derive(Default)]
struct Generator {
    rng: Rng,
    out: String,
    depth: usize,
    names: u32,
    structs: Vec<Struct>,
    globals: Vec<Variable>,
    locals: Vec<Variable>,
    functions: Vec<Signature>,
    /// The expression being made is an index.
    is_index: bool,
    /// How many loops surround this place: `break` and `continue` are possible.
    loops: u32,
    /// Statements that this function may still have.
    budget: u32,
}

/// Guards that the generated text uses.
const PRELUDE: &str = "\
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIV(type, a, b) ((b) == 0 || (b) == (type)-1 ? (type)(a) : (type)((a) / (b)))
#define REM(type, a, b) ((b) == 0 || (b) == (type)-1 ? (type)(a) : (type)((a) % (b)))
#define FDIV(a, b) ((b) == 0 ? 1.0 : (a) / (b))
#define TO_INT(x) ((x) > -2e9 && (x) < 2e9 ? (int)(x) : 77)

static unsigned long long sum = 14695981039346656037ull;

static void mix(unsigned long long x)
{
    for (int i = 0; i < 8; i++) {
        sum ^= x & 0xff;
        sum *= 1099511628211ull;
        x >>= 8;
    }
}

static char text[128] = \"begin\";

static void mix_text(void)
{
    for (const char *at = text; *at; at++)
        mix((unsigned char)*at);
}

static double small(double x)
{
    return x > -1e6 && x < 1e6 ? x : 0.5;
}

static long long plus(long long a, long long b)
{
    return a + b;
}

static long long minus(long long a, long long b)
{
    return a - b;
}

static long long times(long long a, long long b)
{
    return a * b;
}

static long long either(long long a, long long b)
{
    return a ? a : b;
}

static long long (*const operations[4])(long long, long long) = { plus, minus, times, either };

static long long gather(const char *kinds, ...)
{
    va_list list;
    long long sum = 0;

    va_start(list, kinds);
    for (; *kinds; kinds++)
        switch (*kinds) {
        case 'i':
        case 'c':
            sum = sum * 31 + va_arg(list, int);
            break;
        case 'l':
            sum = sum * 31 + va_arg(list, long);
            break;
        case 'd':
            sum = sum * 31 + (long long)(va_arg(list, double) * 16);
            break;
        }
    va_end(list);
    return sum;
}

";

impl Generator {
    fn program(&mut self, seed: u64) -> String {
        let _ = writeln!(self.out, "/* random program {seed} */");
        self.out.push_str(PRELUDE);
        for _ in 0..self.rng.u32(1..4) {
            self.struct_definition();
        }
        for _ in 0..self.rng.u32(3..9) {
            self.global();
        }
        self.out.push('\n');
        for _ in 0..self.rng.u32(2..7) {
            self.function();
        }
        self.main();
        std::mem::take(&mut self.out)
    }

    /// Writes an indented line.
    fn line(&mut self, text: &str) {
        for _ in 0..self.depth {
            self.out.push_str("    ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn name(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}{}", self.names)
    }

    fn one_in(&mut self, n: u32) -> bool {
        self.rng.u32(0..n) == 0
    }

    fn scalar(&mut self) -> Scalar {
        // Plain int is what real programs use most.
        if self.one_in(3) { Scalar::Int } else { Scalar::ALL[self.rng.usize(0..Scalar::ALL.len())] }
    }

    fn integer(&mut self) -> Scalar {
        loop {
            let scalar = self.scalar();
            if !scalar.is_float() {
                return scalar;
            }
        }
    }

    /// Prints what a variable holds and mixes it into the checksum.
    fn report(&mut self, variable: &Variable) {
        for (path, scalar) in variable.places(&self.structs) {
            let text = match scalar {
                Scalar::Float | Scalar::Double => {
                    format!("printf(\"{path} %.5g %.3f\\n\", (double){path}, small({path}));")
                }
                // A bit-field may be promoted to less than its type.
                _ => format!("printf(\"{path} {}\\n\", ({}){path});", scalar.format(), scalar.name()),
            };
            self.line(&text);
        }
    }

    fn main(&mut self) {
        self.out.push_str("int main(void)\n{\n");
        self.depth = 1;
        self.budget = 25;
        self.locals.clear();
        self.declarations();
        self.statements(8);
        for variable in self.globals.clone().iter().chain(&self.locals.clone()) {
            self.report(variable);
        }
        self.line("printf(\"%llu\\n\", sum);");
        self.line("return (int)(sum & 0x3f);");
        self.out.push_str("}\n");
    }
}
