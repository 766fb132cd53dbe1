//! Buttons that cannot be pressed just now. They say so and keep the focus: one that was really disabled would lose it,
//! and with it the keyboard its place.

use yew::{AttrValue, Callback};

/// What `aria-disabled` says of a button.
pub(super) const fn disabled(is_possible: bool) -> AttrValue {
    AttrValue::Static(if is_possible { "false" } else { "true" })
}

/// Hears a press only if it is possible.
pub(super) fn when<E: 'static>(is_possible: bool, press: Callback<E>) -> Callback<E> {
    if is_possible { press } else { Callback::noop() }
}
