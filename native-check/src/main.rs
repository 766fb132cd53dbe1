//! `native-check`: IPC Lab's scenarios on the command line, on the model and on real Linux, and the proof that both agree.
//!
//! What people touch is in [`cli`]; [`lockstep`] runs programs on real Linux under a schedule; [`sys`] is the only room
//! with `unsafe`.
#![deny(unsafe_code)]

mod load;
mod lockstep;
mod sys;
mod text;

fn main() {
    let _ = (load::one("x"), text::end);
}
