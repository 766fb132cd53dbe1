//! `ioctl(2)`: what programs ask and tell a terminal (`ioctl_tty(2)`).

use crate::abi::Errno;
use crate::kernel::console::{Console, TERMIOS_BYTES};
use crate::kernel::file::FileObject;
use crate::kernel::{Halt, SysResult};

use super::Call;

/// What terminals alone understand, but for the few numbers among it that mean something to all files.
const TERMINAL_ONLY: std::ops::RangeInclusive<u64> = 0x5401..=0x5460;
/// `FIONREAD`, `FIONBIO`, `FIONCLEX`, `FIOCLEX`, `FIOASYNC`, `FIOQSIZE`.
const FOR_ALL: [u64; 6] = [0x541b, 0x5421, 0x5450, 0x5451, 0x5452, 0x5460];

const TCGETS: u64 = 0x5401;
const TCSETS: u64 = 0x5402;
const TCSETSF: u64 = 0x5404;
const TCFLSH: u64 = 0x540b;
const TIOCGPGRP: u64 = 0x540f;
const TIOCSPGRP: u64 = 0x5410;
const TIOCGWINSZ: u64 = 0x5413;
const TIOCGSID: u64 = 0x5429;
const FIONREAD: u64 = 0x541b;

/// The window: 24 lines of 80 columns, as on the real side.
const WINDOW: [u8; 8] = [24, 0, 80, 0, 0, 0, 0, 0];

/// `ioctl(2)`
pub(super) fn ioctl(call: &mut Call<'_>) -> SysResult {
    let (_, file) = call.kernel.file(call.pid, call.int(0))?;
    let request = call.word(1) & 0xffff_ffff;
    match file.object {
        FileObject::Console(console) if console.is_terminal() => ask(call, console, request),
        _ if TERMINAL_ONLY.contains(&request) && !FOR_ALL.contains(&request) => Err(Errno::ENOTTY.into()),
        _ => Err(Halt::Unsupported(format!("ioctl {request:#x}"))),
    }
}

fn ask(call: &mut Call<'_>, console: Console, request: u64) -> SysResult {
    let at = call.word(2);
    match request {
        TCGETS => {
            let attributes = *call.kernel.terminal.attributes(console);
            call.copy_out(at, &attributes)?;
        }
        TCSETS..=TCSETSF => {
            let attributes = call.copy_in::<TERMIOS_BYTES>(at)?;
            call.kernel.terminal.set_attributes(console, attributes);
        }
        TIOCGWINSZ => call.copy_out(at, &WINDOW)?,
        FIONREAD => {
            let count = call.kernel.terminal.waiting(console) as u32;
            call.copy_out(at, &count.to_le_bytes())?;
        }
        // What is typed ahead is never thrown away: it stands for what somebody types when asked.
        TCFLSH => {}
        // It controls nobody's session.
        TIOCGPGRP | TIOCSPGRP | TIOCGSID => return Err(Errno::ENOTTY.into()),
        _ => return Err(Halt::Unsupported(format!("ioctl {request:#x} of a terminal"))),
    }
    Ok(0)
}
