//! Statements that fewer programs have: strings, walks over records, tables of functions, variables that stay.

use super::Generator;
use super::types::{Scalar, Shape};

/// Formats for an integer and a number that fits them; all of them print at most 40 characters.
const FORMATS: [(&str, Scalar); 14] = [
    ("%5d|%-7d|", Scalar::Int),
    ("%+.3d %08d ", Scalar::Int),
    ("%#o %x ", Scalar::UInt),
    ("%lu %#lx ", Scalar::ULong),
    ("%20ld|%-20ld|", Scalar::Long),
    ("% lld %llx ", Scalar::LongLong),
    ("%hd %hhd ", Scalar::Int),
    ("%hu %hhu ", Scalar::UInt),
    ("%.*d ", Scalar::Short),
    ("%*d ", Scalar::Char),
    ("%e ", Scalar::Double),
    ("%10.3f|%-12g|", Scalar::Double),
    ("%G %.0f ", Scalar::Float),
    ("%a ", Scalar::Double),
];

impl Generator {
    /// One of them.
    pub(super) fn unusual_statement(&mut self) {
        match self.rng.u32(0..7) {
            0 => self.format_text(),
            1 => self.change_text(),
            2 => self.judge_text(),
            3 => self.walk(),
            4 => self.pointer_to_function(),
            5 => self.staying(),
            _ => self.ranges(),
        }
    }

    /// Writes numbers into the text that every program has.
    fn format_text(&mut self) {
        let (format, scalar) = FORMATS[self.rng.usize(0..FORMATS.len())];
        let value = self.expression_for(scalar);
        let cast = format!("({})({value})", scalar.name());
        let args = match format.matches('%').count() {
            _ if format.contains('*') => format!("{}, {cast}", self.rng.u32(1..9)),
            1 => cast,
            _ => format!("{cast}, {cast}"),
        };
        self.line(&format!("snprintf(text, sizeof text, \"{format}\", {args});"));
        self.line("mix_text();");
    }

    /// Moves the text about inside its 128 bytes.
    fn change_text(&mut self) {
        let by = self.rng.u32(1..9);
        let line = match self.rng.u32(0..5) {
            0 => format!("memmove(text + {by}, text, 100); text[{by} - 1] = 'm'; text[120] = 0;"),
            1 => format!("memmove(text, text + {by}, 100); text[101] = 0;"),
            2 => format!("memset(text + {by}, 'a' + {by}, {}); text[90] = 0;", by * 3),
            3 => "if (strlen(text) < 60) strcat(text, \"-tail\"); else strcpy(text, \"short\");".to_owned(),
            _ => format!("strncpy(text, \"a longer text, cut somewhere\", {}); text[126] = 0;", by * 4),
        };
        self.line(&line);
        self.line("mix_text();");
    }

    fn judge_text(&mut self) {
        let letter = (b'a' + self.rng.u8(0..26)) as char;
        let expression = match self.rng.u32(0..6) {
            0 => format!("strchr(text, '{letter}') ? strchr(text, '{letter}') - text : -1"),
            1 => "(long)strlen(text)".to_owned(),
            2 => format!("strcmp(text, \"{letter}bc\") < 0"),
            3 => format!("strspn(text, \" 0123456789{letter}\")"),
            4 => "strtol(text, NULL, 0)".to_owned(),
            _ => format!("strstr(text, \"{letter}\") != NULL"),
        };
        self.line(&format!("mix((unsigned long long)({expression}));"));
    }

    /// `for (struct s *p = array; p < array + n; p++)`
    fn walk(&mut self) {
        let array = |variable: &super::Variable| match variable.shape {
            Shape::StructArray(index, len) => Some((variable.name.clone(), index, len)),
            _ => None,
        };
        let arrays: Vec<_> = self.globals.iter().chain(&self.locals).filter_map(array).collect();
        let Some((name, index, len)) = arrays.get(self.rng.usize(0..arrays.len().max(1))).cloned() else {
            return self.format_text();
        };
        let members = self.structs[index].members.clone();
        let member = &members[self.rng.usize(0..members.len())];
        if member.scalar.is_float() || member.len.is_some() || member.scalar == Scalar::Bool {
            return self.format_text();
        }
        let (record, pointer, value) = (self.structs[index].name.clone(), self.name("w"), self.rng.u32(1..50));
        let change = match self.rng.u32(0..5) {
            0 => format!("{pointer}->{}++", member.name),
            1 => format!("--(*{pointer}).{}", member.name),
            2 => format!("{pointer}->{} += {value}", member.name),
            3 => format!("{pointer}->{} ^= {pointer} - {name}", member.name),
            _ => format!("{pointer}->{} = {pointer}[0].{} * {value}u", member.name, member.name),
        };
        self.line(&format!("for ({record} *{pointer} = {name}; {pointer} < {name} + {len}; {pointer}++)"));
        self.line(&format!("    {change}, mix((unsigned long long){pointer}->{});", member.name));
    }

    fn pointer_to_function(&mut self) {
        let (name, which) = (self.name("o"), self.integer_expression(1));
        let (a, b) = (self.integer_expression(1), self.rng.i32(-99..99));
        self.line("{");
        self.line(&format!("    long long (*{name})(long long, long long) = ({which}) & 1 ? operations[2] : minus;"));
        self.line(&format!("    mix((unsigned long long)(*{name})({a}, {b}));"));
        self.line("}");
    }

    fn staying(&mut self) {
        let (name, scalar, start) = (self.name("y"), self.integer(), self.rng.u32(0..100));
        self.line("{");
        self.line(&format!("    static {} {name} = {start};", scalar.name()));
        self.line(&format!("    mix((unsigned long long)({name} += 3));"));
        self.line("}");
    }

    /// A switch with ranges, and cases that fall through.
    fn ranges(&mut self) {
        let (value, name, low) = (self.integer_expression(2), self.name("k"), self.rng.u32(2..90));
        self.line("{");
        self.line(&format!("    int {name} = 0;"));
        self.line(&format!("    switch ((signed char)({value})) {{"));
        self.line(&format!("    case -128 ... -{low}: {name} += 1;"));
        self.line(&format!("    case 0 ... 9: {name} += 2; break;"));
        self.line(&format!("    default: {name} = 7;"));
        self.line(&format!("    case 100: {name} *= 3;"));
        self.line("    }");
        self.line(&format!("    mix((unsigned long long){name});"));
        self.line("}");
    }
}
