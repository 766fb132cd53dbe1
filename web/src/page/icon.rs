//! Signs as drawings: not every system has a letter for "to the end", and those that have draw it differently.

use yew::prelude::*;

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Icon {
    /// To the start.
    ToStart,
    /// One back.
    Back,
    /// One forward.
    Step,
    /// To the end.
    ToEnd,
    /// To the next breakpoint.
    Run,
    /// Back to the last breakpoint.
    RunBack,
    /// To the next event of a task.
    NextEvent,
    /// Take something away.
    Share,
    /// Leave for a larger view.
    Leave,
    /// Run by itself.
    Play,
    /// Stop running by itself, and a task that sleeps.
    Pause,
    /// Stop; a task that is stopped.
    Stop,
    /// A task that runs.
    Running,
    /// A task that can run.
    Ready,
    /// A task that has ended and is not yet gone.
    Zombie,
    /// A task that is gone.
    Gone,
}

impl Icon {
    /// Its outline on a grid of 16, as SVG path data.
    const fn path(self) -> &'static str {
        match self {
            Self::ToStart => "M3 3v10M13 3v10L6 8z",
            Self::Back => "M11 3v10L4 8z",
            Self::Step | Self::Running => "M5 3v10l7-5z",
            Self::ToEnd => "M13 3v10M3 3v10l7-5z",
            Self::Run => "M2 3v10l6-5zM10.5 8a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z",
            Self::RunBack => "M14 3v10L8 8zM.5 8a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z",
            Self::NextEvent => "M2 8h8M7 4.5L10.5 8L7 11.5M13.5 3v10",
            Self::Share => "M8 10V2M5 5l3-3 3 3M3 8v6h10V8",
            Self::Leave => "M6 3H3v10h10v-3M9 3h4v4M13 3L7 9",
            Self::Play => "M3 3v10l5-5zM8 3v10l5-5z",
            Self::Pause => "M5 3v10M11 3v10",
            Self::Stop => "M4 4h8v8H4z",
            Self::Ready => "M5 3v10l7-5z",
            Self::Zombie => "M8 3a5 5 0 1 0 .01 0z",
            Self::Gone => "M3 8.5l3.5 3.5L13 4.5",
        }
    }

    /// Whether it is drawn in outline only.
    const fn is_hollow(self) -> bool {
        matches!(
            self,
            Self::Ready | Self::Zombie | Self::Gone | Self::Play | Self::NextEvent | Self::Share | Self::Leave
        )
    }
}

/// A sign, for the eye only: the words stand beside it or in the element's label.
pub(super) fn icon(icon: Icon) -> Html {
    let class = classes!("icon", icon.is_hollow().then_some("hollow"));
    html! { <svg {class} viewBox="0 0 16 16" aria-hidden="true"><path d={icon.path()} /></svg> }
}
