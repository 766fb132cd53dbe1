//! Types as C spells them, for messages and for the debugger's view.

use super::types::{Rank, Ty, Type, Types};

/// The type in C's spelling, such as `int (*)[3]`; a record or enumeration without a tag is `<anonymous>`, as GCC says.
pub(super) fn spell(types: &Types, ty: Ty) -> String {
    around(types, ty, String::new(), 0)
}

/// Types nest as deep as the parser allows; a message need not show all of it.
const DEEPEST: u32 = 40;

fn around(types: &Types, ty: Ty, inner: String, depth: u32) -> String {
    if depth > DEEPEST {
        return format!("… {inner}");
    }
    match types.shape(ty) {
        Type::Pointer { to, is_const } => pointer(types, *to, *is_const, &inner, depth),
        Type::Array { of, len } => {
            let len = len.map_or(String::new(), |len| len.to_string());
            around(types, *of, format!("{inner}[{len}]"), depth + 1)
        }
        Type::VariableArray { of, .. } => around(types, *of, format!("{inner}[*]"), depth + 1),
        Type::Function { ret, params, is_variadic, is_unprototyped } => {
            let mut list: Vec<String> =
                params.iter().map(|&param| around(types, param, String::new(), depth + 1)).collect();
            if *is_variadic {
                list.push("...".to_owned());
            }
            if list.is_empty() && !is_unprototyped {
                list.push("void".to_owned());
            }
            around(types, *ret, format!("{inner}({})", list.join(", ")), depth + 1)
        }
        _ => join(&name(types, ty), &inner),
    }
}

fn pointer(types: &Types, to: Ty, is_const: bool, inner: &str, depth: u32) -> String {
    let target = types.shape(to);
    let is_wrapped = matches!(target, Type::Array { .. } | Type::VariableArray { .. } | Type::Function { .. });
    let is_pointer = matches!(target, Type::Pointer { .. });
    let inner = match (is_wrapped, is_const && is_pointer) {
        (true, _) => format!("(*{inner})"),
        (false, true) => format!("const *{inner}"),
        (false, false) => format!("*{inner}"),
    };
    let text = around(types, to, inner, depth + 1);
    if is_const && !is_pointer { format!("const {text}") } else { text }
}

fn join(name: &str, inner: &str) -> String {
    if inner.is_empty() { name.to_owned() } else { format!("{name} {inner}") }
}

fn name(types: &Types, ty: Ty) -> String {
    match types.shape(ty) {
        Type::Void => "void".to_owned(),
        Type::Bool => "_Bool".to_owned(),
        Type::Int { rank, is_signed, .. } => integer(*rank, *is_signed).to_owned(),
        Type::Float => "float".to_owned(),
        Type::Double => "double".to_owned(),
        Type::LongDouble => "long double".to_owned(),
        Type::Enum { tag, .. } => format!("enum {}", tag.as_deref().unwrap_or("<anonymous>")),
        Type::Record(id) => {
            let record = types.record(*id);
            let kind = if record.is_union { "union" } else { "struct" };
            format!("{kind} {}", record.tag.as_deref().unwrap_or("<anonymous>"))
        }
        Type::Atomic(of) => format!("_Atomic {}", spell(types, *of)),
        _ => "<error>".to_owned(),
    }
}

const fn integer(rank: Rank, is_signed: bool) -> &'static str {
    match (rank, is_signed) {
        (Rank::Char, _) => "char",
        (Rank::SignedChar, true) => "signed char",
        (Rank::SignedChar, false) => "unsigned char",
        (Rank::Short, true) => "short",
        (Rank::Short, false) => "unsigned short",
        (Rank::Int, true) => "int",
        (Rank::Int, false) => "unsigned int",
        (Rank::Long, true) => "long",
        (Rank::Long, false) => "unsigned long",
        (Rank::LongLong, true) => "long long",
        (Rank::LongLong, false) => "unsigned long long",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarators_are_written_inside_out() {
        let mut types = Types::default();
        let array = types.intern(Type::Array { of: Ty::Int, len: Some(3) });
        let to_array = types.pointer_to(array);
        let text = types.intern(Type::Pointer { to: Ty::Char, is_const: true });
        let function = types.intern(Type::Function {
            ret: Ty::Void,
            params: vec![text],
            is_variadic: true,
            is_unprototyped: false,
        });
        let to_function = types.pointer_to(function);
        assert_eq!(spell(&types, array), "int [3]");
        assert_eq!(spell(&types, to_array), "int (*)[3]");
        assert_eq!(spell(&types, text), "const char *");
        assert_eq!(spell(&types, to_function), "void (*)(const char *, ...)");
    }
}
