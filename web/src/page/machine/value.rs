//! What a variable holds, drawn by its kind: numbers plain, text quoted with its bytes, pointers with their target.

use sim_core::view::{PointerTarget, Value};
use yew::prelude::*;

use crate::page::style::address;
use crate::text::Text;

/// At most this many bytes are written out.
const MOST_BYTES: usize = 12;

/// A value.
pub(super) fn value(value: &Value, text: &'static Text) -> Html {
    match value {
        Value::Number { text } | Value::Composite { text } => html! { { text } },
        Value::Character { code, text } => html! { <>{ text }<span class="bytes">{ code }</span></> },
        Value::Text { text, bytes, is_terminated } => html! {
            <>
                <span class={classes!("string", (!is_terminated).then_some("open-ended"))}>{ format!("\"{text}\"") }</span>
                <span class="bytes">{ hex(bytes) }</span>
            </>
        },
        Value::Pointer { addr, target } => pointer(*addr, target, text),
        Value::ReturnAddress { addr, function } => {
            let label = function.as_ref().map_or_else(|| text.invalid.to_owned(), |function| format!("{function}()"));
            target(*addr, &label, None, function.is_none())
        }
        Value::Bytes { bytes } => html! { <span class="bytes">{ hex(bytes) }</span> },
        Value::Statement { line, text: statement } => html! {
            <><span class="line-number">{ line }</span><span class="statement">{ statement.trim() }</span></>
        },
        Value::Unassigned => html! { <i>{ text.not_assigned }</i> },
        Value::Unreadable => html! { <i>{ text.not_read }</i> },
    }
}

fn pointer(addr: u64, target: &PointerTarget, text: &'static Text) -> Html {
    let (label, string, is_bad) = match target {
        PointerTarget::Null => return html! { <span class="pointer">{ text.null }</span> },
        PointerTarget::Invalid => (text.invalid.to_owned(), None, true),
        PointerTarget::Named { name, text } => (name.clone(), text.as_ref(), false),
        PointerTarget::Section { kind, text: string } => (text.section(*kind).to_owned(), string.as_ref(), false),
    };
    self::target(addr, &label, string, is_bad)
}

/// An address, and what is there.
fn target(addr: u64, label: &str, string: Option<&String>, is_bad: bool) -> Html {
    html! {
        <span class={classes!("pointer", is_bad.then_some("bad"))}>
            <span class="arrow" aria-hidden="true">{ "→" }</span>
            { address(addr) }
            <span class="target">{ label }</span>
            if let Some(string) = string { <span class="string">{ format!("\"{string}\"") }</span> }
        </span>
    }
}

/// Bytes in hexadecimal, cut.
pub(super) fn hex(bytes: &[u8]) -> String {
    let shown: Vec<String> = bytes.iter().take(MOST_BYTES).map(|byte| format!("{byte:02x}")).collect();
    let more = if bytes.len() > MOST_BYTES { " …" } else { "" };
    format!("{}{more}", shown.join(" "))
}

/// Bytes as a reader wants to see them in a channel: text as it is, a space as `␣`, what cannot be seen as in C or as a
/// dot.
pub(super) fn letters(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.chars().map(letter).collect(),
        Err(_) => {
            bytes.iter().map(|&byte| if byte.is_ascii() { letter(char::from(byte)) } else { "·".into() }).collect()
        }
    }
}

fn letter(letter: char) -> String {
    match letter {
        ' ' => "␣".to_owned(),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        '\0' => "\\0".to_owned(),
        _ if letter.is_control() => "·".to_owned(),
        _ => letter.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_a_channel_can_be_read() {
        assert_eq!(letters(b"Hello Child!\n\0\x01\xff"), "Hello␣Child!\\n\\0··");
        assert_eq!(letters("안녕 a".as_bytes()), "안녕␣a");
    }

    #[test]
    fn long_bytes_are_cut() {
        assert_eq!(hex(&[1, 0xff]), "01 ff");
        assert!(hex(&[0; 40]).ends_with("00 …"));
    }
}
