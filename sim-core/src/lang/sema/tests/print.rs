//! The typed tree as text, for expectations: `name = (int)(a + 1)`.

use crate::lang::hir::{BinaryOp, Callee, CompareOp, Expr, ExprKind, Function, Place, PlaceKind, Stmt, StmtKind, Unit};
use crate::lang::spelling::spell;

/// A function's body, statements separated by `; `.
pub(super) fn body(unit: &Unit, function: &Function) -> String {
    stmts(&Printer { unit, function }, &function.body)
}

/// A value outside any function.
struct Printer<'a> {
    unit: &'a Unit,
    function: &'a Function,
}

fn stmts(printer: &Printer<'_>, list: &[Stmt]) -> String {
    list.iter().map(|stmt| printer.stmt(stmt)).collect::<Vec<_>>().join("; ")
}

impl Printer<'_> {
    fn stmt(&self, stmt: &Stmt) -> String {
        match &stmt.kind {
            StmtKind::Expr(expr) => self.expr(expr),
            StmtKind::Init(expr) => format!("init {}", self.expr(expr)),
            StmtKind::Block(list) => format!("{{{}}}", stmts(self, list)),
            StmtKind::If { cond, then, otherwise } => {
                let otherwise = otherwise.as_ref().map_or(String::new(), |stmt| format!(" else {}", self.stmt(stmt)));
                format!("if ({}) {}{otherwise}", self.expr(cond), self.stmt(then))
            }
            StmtKind::While { cond, body } => format!("while ({}) {}", self.expr(cond), self.stmt(body)),
            StmtKind::DoWhile { body, cond } => format!("do {} while ({})", self.stmt(body), self.expr(cond)),
            StmtKind::For { init, cond, step, body } => {
                let part = |part: &Option<Expr>| part.as_ref().map_or(String::new(), |expr| self.expr(expr));
                format!("for ({} | {} | {}) {}", stmts(self, init), part(cond), part(step), self.stmt(body))
            }
            StmtKind::Switch { value, cases, default, body } => {
                let cases: Vec<String> =
                    cases.iter().map(|case| format!("{}..{}:L{}", case.low, case.high, case.label.0)).collect();
                let default = default.map_or(String::new(), |label| format!(" default:L{}", label.0));
                format!("switch ({}) [{}{default}] {}", self.expr(value), cases.join(" "), self.stmt(body))
            }
            StmtKind::Label(label) => format!("L{}:", label.0),
            StmtKind::GotoValue(value) => format!("goto {}", self.expr(value)),
            StmtKind::Goto(label) => format!("goto L{}", label.0),
            StmtKind::Continue => "continue".to_owned(),
            StmtKind::Break => "break".to_owned(),
            StmtKind::Return(None) => "return".to_owned(),
            StmtKind::Return(Some(value)) => format!("return {}", self.expr(value)),
            StmtKind::VariableArray { local, size } => format!("allocate {} {}", self.local(local.0), self.expr(size)),
        }
    }

    fn local(&self, index: u32) -> String {
        let name = self.function.locals.get(index as usize).and_then(|local| local.name.clone());
        name.unwrap_or_else(|| format!("${index}"))
    }

    fn symbol(&self, index: u32) -> &str {
        self.unit.symbols.get(index as usize).map_or("?", |symbol| &symbol.name)
    }

    fn place(&self, place: &Place) -> String {
        match &place.kind {
            PlaceKind::Local(id) => self.local(id.0),
            PlaceKind::Global(symbol) | PlaceKind::Thread(symbol) => self.symbol(symbol.0).to_owned(),
            PlaceKind::Deref(pointer) => format!("*{}", self.expr(pointer)),
            PlaceKind::Member { base, offset, bits } => {
                let bits = bits.map_or(String::new(), |(first, width)| format!(":{first}+{width}"));
                format!("{}@{offset}{bits}", self.place(base))
            }
            PlaceKind::Value { temp, value } => format!("[{} in {}]", self.expr(value), self.local(temp.0)),
        }
    }

    fn list(&self, args: &[Expr]) -> String {
        args.iter().map(|arg| self.expr(arg)).collect::<Vec<_>>().join(", ")
    }

    fn expr(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Int(value) => value.to_string(),
            ExprKind::Float(value) => format!("{value:?}"),
            ExprKind::StringAddr(index) => {
                let text = self.unit.strings.get(*index as usize).map_or(&[][..], Vec::as_slice);
                format!("\"{}\"", String::from_utf8_lossy(text.strip_suffix(&[0]).unwrap_or(text)))
            }
            ExprKind::FunctionAddr(symbol) => format!("&{}", self.symbol(symbol.0)),
            ExprKind::Load(place) => self.place(place),
            ExprKind::AddressOf(place) => format!("&{}", self.place(place)),
            ExprKind::Assign(place, value) => format!("{} = {}", self.place(place), self.expr(value)),
            ExprKind::AssignOp { place, op, value, compute } => {
                let compute = spell(&self.unit.types, *compute);
                format!("{} {}=[{compute}] {}", self.place(place), binary(*op), self.expr(value))
            }
            ExprKind::IncDec { place, by, is_prefix: true } => format!("({by:+}){}", self.place(place)),
            ExprKind::IncDec { place, by, is_prefix: false } => format!("{}({by:+})", self.place(place)),
            ExprKind::Neg(inner) => format!("-{}", self.expr(inner)),
            ExprKind::BitNot(inner) => format!("~{}", self.expr(inner)),
            ExprKind::Not(inner) => format!("!{}", self.expr(inner)),
            ExprKind::Binary(op, a, b) => format!("({} {} {})", self.expr(a), binary(*op), self.expr(b)),
            ExprKind::Compare(op, a, b) => format!("({} {} {})", self.expr(a), compare(*op), self.expr(b)),
            ExprKind::PointerAdd(a, b) => format!("({} +b {})", self.expr(a), self.expr(b)),
            ExprKind::PointerDiff { left, right, size } => {
                format!("({} - {})/{size}", self.expr(left), self.expr(right))
            }
            ExprKind::And(a, b) => format!("({} && {})", self.expr(a), self.expr(b)),
            ExprKind::Or(a, b) => format!("({} || {})", self.expr(a), self.expr(b)),
            ExprKind::Cond { cond, then, otherwise } => {
                format!("({} ? {} : {})", self.expr(cond), self.expr(then), self.expr(otherwise))
            }
            ExprKind::Elvis(a, b) => format!("({} ?: {})", self.expr(a), self.expr(b)),
            ExprKind::Comma(a, b) => format!("({}, {})", self.expr(a), self.expr(b)),
            ExprKind::Cast(inner) => format!("({}){}", spell(&self.unit.types, expr.ty), self.expr(inner)),
            ExprKind::Call { callee, args, .. } => {
                let callee = match callee {
                    Callee::Direct(symbol) => self.symbol(symbol.0).to_owned(),
                    Callee::Indirect(pointer) => format!("(*{})", self.expr(pointer)),
                };
                format!("{callee}({})", self.list(args))
            }
            ExprKind::Stmts(list, value) => {
                let value = value.as_ref().map_or(String::new(), |value| self.expr(value));
                format!("({{{}; {value}}})", stmts(self, list))
            }
            ExprKind::Zero(place) => format!("zero {}", self.place(place)),
            ExprKind::InitString { place, string } => {
                let text = self.unit.strings.get(*string as usize).map_or(&[][..], Vec::as_slice);
                let text = text.strip_suffix(&[0]).unwrap_or(text);
                format!("{} = \"{}\"", self.place(place), String::from_utf8_lossy(text))
            }
            ExprKind::VaStart(list) => format!("va_start({})", self.expr(list)),
            ExprKind::VaArg(list) => format!("va_arg({}, {})", self.expr(list), spell(&self.unit.types, expr.ty)),
            ExprKind::VaCopy(to, from) => format!("va_copy({}, {})", self.expr(to), self.expr(from)),
            ExprKind::Intrinsic { name, args } => format!("#{name}({})", self.list(args)),
            ExprKind::Syscall(args) => format!("syscall({})", self.list(args)),
        }
    }
}

const fn binary(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Rem => "%",
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Shl => "<<",
        BinaryOp::Shr => ">>",
        BinaryOp::And => "&",
        BinaryOp::Xor => "^",
        BinaryOp::Or => "|",
    }
}

const fn compare(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Gt => ">",
        CompareOp::Ge => ">=",
        CompareOp::Eq => "==",
        CompareOp::Ne => "!=",
    }
}
