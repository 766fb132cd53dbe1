//! What can be said of undefined behaviour: what the program did, and why its result cannot be relied on.

use crate::abi::event::AccessKind;
use crate::abi::{Slip, Undefined};

/// In English.
pub(super) fn english(undefined: &Undefined) -> String {
    let object = undefined.object.as_ref().map_or("a block from malloc".to_owned(), |name| format!("`{name}`"));
    let does = if undefined.access == AccessKind::Store { "writes to" } else { "reads" };
    match undefined.slip {
        Slip::Unassigned => format!(
            "reads {object} before anything was stored there: the value is whatever was in that place before. \
             C leaves open what happens then; give it a value first."
        ),
        Slip::Index { index, len } => format!(
            "uses element {index} of {object}, which has {len} (0 to {}). C leaves open what happens then; here \
             the neighbouring memory is touched.",
            len.saturating_sub(1)
        ),
        Slip::Outside { offset, size } => format!(
            "{does} byte {offset} of {object}, which has {size} bytes: memory that does not belong to it. C leaves open \
             what happens then; here the neighbouring memory is touched."
        ),
        Slip::Freed { offset, size } => format!(
            "{does} byte {offset} of a block of {size} bytes that was given back with free: it may belong to \
             somebody else by now. C leaves open what happens then."
        ),
    }
}

/// In Korean.
pub(super) fn korean(undefined: &Undefined) -> String {
    let object = undefined.object.as_ref().map_or("malloc으로 얻은 블록".to_owned(), |name| format!("`{name}`"));
    let does = if undefined.access == AccessKind::Store { "씁니다" } else { "읽습니다" };
    match undefined.slip {
        Slip::Unassigned => format!(
            "아무 값도 저장하지 않은 {object}을(를) 읽습니다. 그 자리에 전에 있던 것이 값이 됩니다. \
             C는 결과를 정하지 않으므로 먼저 값을 넣으세요."
        ),
        Slip::Index { index, len } => format!(
            "{object}의 {index}번 원소를 쓰지만 원소는 {len}개(0부터 {}까지)입니다. C는 결과를 정하지 않으며, \
             여기서는 이웃한 메모리를 건드립니다.",
            len.saturating_sub(1)
        ),
        Slip::Outside { offset, size } => format!(
            "{size}바이트인 {object}의 {offset}번째 바이트를 {does}. 그 객체에 속하지 않는 메모리입니다. C는 결과를 정하지 \
             않으며, 여기서는 이웃한 메모리를 건드립니다."
        ),
        Slip::Freed { offset, size } => format!(
            "free로 돌려준 {size}바이트 블록의 {offset}번째 바이트를 {does}. 이미 다른 곳에서 쓰고 있을 수 있습니다. \
             C는 결과를 정하지 않습니다."
        ),
    }
}
