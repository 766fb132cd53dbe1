//! What the last step carried across the boundary, flying once from where it was to where it is now.
//!
//! The way is measured when it has been drawn, and the style sheet does the moving, so that whoever wants no motion has
//! none. Only a step forward carries something.

use std::rc::Rc;

use sim_core::view::{Transfer, View, Way};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::value::letters;
use crate::page::style::task_class;

/// Properties of [`Flights`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What is to be seen.
    pub(super) view: Rc<View>,
    /// The picture that they fly over.
    pub(super) frame: NodeRef,
}

/// Everything that flies.
#[component]
pub(super) fn Flights(props: &Props) -> Html {
    let field = use_node_ref();
    let step = props.view.position.step;
    let before = use_mut_ref(|| step);
    let is_forward = before.replace(step) + 1 == step;
    {
        let (field, frame, view) = (field.clone(), props.frame.clone(), props.view.clone());
        use_effect_with(step, move |_| {
            if let Some((field, frame)) = field.cast::<Element>().zip(frame.cast::<Element>()) {
                send_off(&field, &frame, &view);
            }
        });
    }
    let flight = |(index, transfer): (usize, &Transfer)| {
        html! {
            <span key={format!("{step}-{index}")} class={classes!("flight", task_class(transfer.task))}>{ letters(&transfer.bytes) }</span>
        }
    };
    let transfers = if is_forward { &props.view.transfers[..] } else { &[] };
    html! { <div ref={field} class="flights" aria-hidden="true">{ for transfers.iter().enumerate().map(flight) }</div> }
}

/// Tells each of them where it begins and where it ends; then it is seen.
fn send_off(field: &Element, frame: &Element, view: &View) {
    let children = field.children();
    for (index, transfer) in view.transfers.iter().enumerate() {
        let flight = children.item(u32::try_from(index).unwrap_or(u32::MAX));
        let Some(flight) = flight.and_then(|flight| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(flight).ok()) else {
            return;
        };
        let Some((process, object)) = ends(frame, view, transfer) else { continue };
        let (from, to) = if transfer.way == Way::In { (process, object) } else { (object, process) };
        let places = [("--from-x", from.0), ("--from-y", from.1), ("--to-x", to.0), ("--to-y", to.1)];
        let style = flight.style();
        for (name, value) in places {
            // A custom property takes any value.
            let _ = style.set_property(name, &format!("{}px", value.round() as i32));
        }
        let _ = style.set_property("--turn", &index.to_string());
        let _ = flight.class_list().add_1("flying");
    }
}

/// The middle of a process's end and that of the object, relative to the picture.
fn ends(frame: &Element, view: &View, transfer: &Transfer) -> Option<((f64, f64), (f64, f64))> {
    let origin = frame.get_bounding_client_rect();
    let middle = |selector: &str| {
        let place = frame.query_selector(selector).ok().flatten()?.get_bounding_client_rect();
        let (x, y) =
            (place.left() + place.width() / 2.0 - origin.left(), place.top() + place.height() / 2.0 - origin.top());
        (x > 0.0 && x < origin.width()).then_some((x, y))
    };
    let process = view.tasks.iter().find(|task| task.number == transfer.task)?.process;
    let descriptor = transfer.fd.and_then(|fd| middle(&format!("[data-wire-fd=\"{process}-{fd}\"]")));
    let card = || middle(&format!("[data-task=\"{}\"]", transfer.task));
    let object = middle(&format!("[data-wire-object=\"{}\"]", transfer.object))?;
    Some((descriptor.or_else(card)?, object))
}
