//! What stdio holds back in a process: written and not yet in the kernel, or read ahead.

use sim_core::view::{Buffering, StreamView};
use yew::prelude::*;

use super::value::letters;
use crate::text::Text;

/// The streams that hold something.
pub(super) fn streams(streams: &[StreamView], text: &'static Text) -> Html {
    html! {
        <div class="stdio">
            <span class="caption">{ text.stdio }</span>
            <ul>{ for streams.iter().map(|each| stream(each, text)) }</ul>
        </div>
    }
}

fn stream(stream: &StreamView, text: &'static Text) -> Html {
    let buffering = match stream.buffering {
        Buffering::Full => text.buffered_fully,
        Buffering::Line => text.buffered_by_line,
        Buffering::None => text.unbuffered,
    };
    let (word, title) = if stream.is_unwritten {
        (text.unwritten, format!("{}, {buffering}", (text.bytes_of)(stream.len, stream.size)))
    } else {
        (text.unread, (text.bytes)(stream.len))
    };
    let more = if stream.len > stream.bytes.len() as u64 { " …" } else { "" };
    html! {
        <li key={stream.fd} {title}>
            <b>{ name(stream.fd) }</b>
            <span class="held">{ letters(&stream.bytes) }{ more }</span>
            <span class="held-word">{ word }</span>
        </li>
    }
}

fn name(fd: i32) -> String {
    match fd {
        0 => "stdin".to_owned(),
        1 => "stdout".to_owned(),
        2 => "stderr".to_owned(),
        _ => format!("fd {fd}"),
    }
}
