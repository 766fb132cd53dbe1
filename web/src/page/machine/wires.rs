//! The lines across the boundary: from each descriptor to its open file, from each attached segment to its object.
//!
//! Only the browser knows where things have come to stand, so the lines are measured after each drawing, and again
//! when the picture changes its size or is scrolled.

use std::rc::Rc;

use sim_core::view::{ObjectKind, SectionKind, View};
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

use crate::page::style::task_class;

/// Properties of [`Wires`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What is to be seen.
    pub(super) view: Rc<View>,
    /// The picture that the lines lie over.
    pub(super) frame: NodeRef,
}

/// A line to be drawn.
#[derive(Clone, Debug, PartialEq)]
struct Wire {
    /// What it belongs to.
    key: String,
    /// Style classes.
    class: Classes,
    /// SVG path data.
    path: String,
}

/// The lines.
#[component]
pub(super) fn Wires(props: &Props) -> Html {
    let wires = use_state(Vec::<Wire>::new);
    let measured = use_state(|| 0_u32);
    {
        let (wires, view, frame) = (wires.setter(), props.view.clone(), props.frame.clone());
        let previous = use_mut_ref(Vec::<Wire>::new);
        use_effect_with((props.view.clone(), *measured), move |_| {
            let now = frame.cast::<Element>().map(|frame| measure(&view, &frame)).unwrap_or_default();
            if *previous.borrow() != now {
                previous.borrow_mut().clone_from(&now);
                wires.set(now);
            }
        });
    }
    {
        let (frame, measured) = (props.frame.clone(), measured.clone());
        use_effect_with((), move |()| {
            let count = std::cell::Cell::new(0_u32);
            let setter = measured.setter();
            let again = Closure::<dyn FnMut()>::new(move || {
                count.set(count.get() + 1);
                setter.set(count.get());
            });
            let watched = frame.cast::<Element>().map(|frame| watch(&frame, &again));
            move || {
                if let Some(Some(observer)) = watched {
                    observer.disconnect();
                }
                drop(again);
            }
        });
    }
    html! {
        <svg class="wires" aria-hidden="true">
            { for wires.iter().map(|wire| html! { <path key={wire.key.clone()} class={wire.class.clone()} d={wire.path.clone()} /> }) }
        </svg>
    }
}

/// Calls `again` whenever the picture changes its size or something in it is scrolled.
fn watch(frame: &Element, again: &Closure<dyn FnMut()>) -> Option<ResizeObserver> {
    let function: &js_sys::Function = again.as_ref().unchecked_ref();
    let observer = ResizeObserver::new(function).ok()?;
    observer.observe(frame);
    // Scroll events do not bubble; capturing hears them all.
    frame.add_event_listener_with_callback_and_bool("scroll", function, true).ok()?;
    Some(observer)
}

fn measure(view: &View, frame: &Element) -> Vec<Wire> {
    let place = Place { frame };
    let mut wires = Vec::new();
    for task in &view.tasks {
        for descriptor in &task.descriptors {
            let Some(file) = view.files.iter().find(|file| file.id == descriptor.file) else { continue };
            // Everybody has the standard descriptors; only what they were redirected to is worth a line.
            if descriptor.fd <= 2 && is_stream(view, file.object) {
                continue;
            }
            let from = format!("[data-wire-fd=\"{}-{}\"]", task.number, descriptor.fd);
            let to = format!("[data-wire-file=\"{}\"]", file.id);
            let Some(path) = place.path(&from, &to) else { continue };
            let class = classes!("wire", task_class(task.number));
            wires.push(Wire { key: format!("f{}-{}", task.number, descriptor.fd), class, path });
        }
        for section in task.sections.iter().filter(|section| section.kind == SectionKind::Shm) {
            let Some(object) = section.object else { continue };
            let from = format!("[data-wire-map=\"{}-{}\"]", task.number, section.start);
            let Some(path) = place.path(&from, &format!("[data-wire-object=\"{object}\"]")) else { continue };
            let class = classes!("wire", "mapping", task_class(task.number));
            wires.push(Wire { key: format!("m{}-{}", task.number, section.start), class, path });
        }
    }
    wires
}

/// Whether an object is one of the standard streams.
fn is_stream(view: &View, object: u32) -> bool {
    let kind = view.objects.iter().find(|each| each.id == object).map(|object| &object.kind);
    matches!(kind, Some(ObjectKind::Console { .. } | ObjectKind::Input { .. }))
}

/// Where things are, relative to the picture.
struct Place<'a> {
    frame: &'a Element,
}

impl Place<'_> {
    /// A curve from the lower edge of one element to the upper edge of another; none if either is out of sight.
    fn path(&self, from: &str, to: &str) -> Option<String> {
        let origin = self.frame.get_bounding_client_rect();
        let from = self.find(from)?.get_bounding_client_rect();
        let to = self.find(to)?.get_bounding_client_rect();
        let (x1, y1) = (from.left() + from.width() / 2.0 - origin.left(), from.bottom() - origin.top());
        let (x2, y2) = (to.left() + to.width() / 2.0 - origin.left(), to.top() - origin.top());
        let is_inside = |x: f64| x > 0.0 && x < origin.width();
        let bend = ((y2 - y1) / 2.0).max(12.0);
        let (above, below) = (y1 + bend, y2 - bend);
        // Whole pixels, that no code for writing fractions has to travel.
        let [x1_px, y1_px, x2_px, y2_px, above, below] = [x1, y1, x2, y2, above, below].map(|at| at.round() as i32);
        let curve = format!("M{x1_px} {y1_px}C{x1_px} {above} {x2_px} {below} {x2_px} {y2_px}");
        (is_inside(x1) && is_inside(x2)).then_some(curve)
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.frame.query_selector(selector).ok().flatten()
    }
}
