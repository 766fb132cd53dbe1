//! Socket calls that are not passed on as they are: what the kernel would choose at random is chosen here as on the
//! model, what depends on the machine's settings is made equal, and time limits are kept in virtual time.

use sim_core::abi::{Errno, Spec, Sysno};

use crate::sys::{access, calls, sockets};

/// `AF_UNIX` as an address begins.
const AF_UNIX: [u8; 2] = [1, 0];
/// How many names the kernel can choose.
const CHOSEN_NAMES: u32 = 1 << 20;
/// The largest buffer that a program may ask for (`net.core.wmem_max` as Linux has it unless told otherwise).
const BUFFER_MAX: u32 = 212_992;
/// A real time limit is so much longer than the program's, so that it never ends a call by itself: the controller does.
const STRETCH: i64 = 1000;
/// Bytes of a `struct timeval`.
const TIMEVAL: usize = 16;

/// Whether a call is one of those.
pub(super) fn is_special(nr: Sysno, args: &[u64; 6]) -> bool {
    match nr {
        Sysno::SENDMSG | Sysno::RECVMSG => true,
        Sysno::BIND => args[2] as i32 == 2,
        Sysno::SETSOCKOPT | Sysno::GETSOCKOPT => args[1] as i32 == libc::SOL_SOCKET,
        _ => false,
    }
}

/// Makes it.
pub(super) fn perform(spec: &Spec, args: &[u64; 6]) -> u64 {
    match spec.nr {
        Sysno::SENDMSG | Sysno::RECVMSG => sockets::message(spec.nr, args),
        Sysno::BIND => bind_chosen(spec, args),
        Sysno::SETSOCKOPT => set_option(spec, args),
        _ => option(spec, args),
    }
}

/// A name that the kernel chooses, drawn at random by Linux: the lowest free one, as on the model.
fn bind_chosen(spec: &Spec, args: &[u64; 6]) -> u64 {
    let is_unnamed = sockets::name(args[0]) == AF_UNIX;
    if !is_unnamed || access::load::<2>(args[1]).ok() != Some(AF_UNIX) {
        return calls::perform(spec, args);
    }
    for number in 0..CHOSEN_NAMES {
        let address = [&AF_UNIX[..], &[0], format!("{number:05x}").as_bytes()].concat();
        let ret = sockets::bind(args[0], &address);
        if ret != Errno::EADDRINUSE.as_ret() {
            return ret;
        }
    }
    Errno::ENOSPC.as_ret()
}

/// Buffers are bounded as on most machines, and time limits stretched.
fn set_option(spec: &Spec, args: &[u64; 6]) -> u64 {
    let is_long = |least: usize| args[4] as i32 >= least as i32;
    match args[2] as i32 {
        libc::SO_SNDBUF | libc::SO_RCVBUF if is_long(4) => match access::load::<4>(args[3]) {
            Ok(bytes) => {
                let bounded = u32::from_le_bytes(bytes).min(BUFFER_MAX);
                sockets::set_option(args, &bounded.to_le_bytes())
            }
            Err(_) => calls::perform(spec, args),
        },
        libc::SO_RCVTIMEO | libc::SO_SNDTIMEO if is_long(TIMEVAL) => match access::load::<TIMEVAL>(args[3]) {
            Ok(bytes) => sockets::set_option(args, &stretched(timeval(&bytes))),
            Err(_) => calls::perform(spec, args),
        },
        _ => calls::perform(spec, args),
    }
}

/// The value of an option; time limits as the program has set them.
fn option(spec: &Spec, args: &[u64; 6]) -> u64 {
    let ret = calls::perform(spec, args);
    let is_time = matches!(args[2] as i32, libc::SO_RCVTIMEO | libc::SO_SNDTIMEO);
    if ret != 0 || !is_time {
        return ret;
    }
    let Some(whole) = sockets::option::<TIMEVAL>(args[0], libc::SOL_SOCKET, args[2] as i32) else { return ret };
    let told = u32::from_le_bytes(access::load::<4>(args[4]).unwrap_or_default()) as usize;
    let micros = micros(timeval(&whole)) / STRETCH;
    let bytes = encode([micros / 1_000_000, micros % 1_000_000]);
    match access::write(args[3], &bytes[..told.min(TIMEVAL)]) {
        Ok(()) => ret,
        Err(_) => Errno::EFAULT.as_ret(),
    }
}

/// How long a call may wait at a socket, in virtual nanoseconds, and the error when that is over; `None` if for ever, or
/// if it does not wait at one.
pub(super) fn time_limit(nr: Sysno, fd: u64) -> Option<(u64, Errno)> {
    let (name, errno) = match nr {
        Sysno::READ | Sysno::READV | Sysno::RECVFROM | Sysno::RECVMSG | Sysno::ACCEPT | Sysno::ACCEPT4 => {
            (libc::SO_RCVTIMEO, Errno::EAGAIN)
        }
        Sysno::WRITE | Sysno::WRITEV | Sysno::SENDTO | Sysno::SENDMSG => (libc::SO_SNDTIMEO, Errno::EAGAIN),
        Sysno::CONNECT => (libc::SO_SNDTIMEO, Errno::EINPROGRESS),
        _ => return None,
    };
    let whole = sockets::option::<TIMEVAL>(fd, libc::SOL_SOCKET, name)?;
    let micros = u64::try_from(micros(timeval(&whole)) / STRETCH).ok()?;
    let is_unix = || sockets::option::<4>(fd, libc::SOL_SOCKET, libc::SO_DOMAIN) == Some([1, 0, 0, 0]);
    let errno = if nr == Sysno::CONNECT && is_unix() { Errno::EAGAIN } else { errno };
    (micros > 0).then_some((micros * 1000, errno))
}

fn timeval(bytes: &[u8; TIMEVAL]) -> [i64; 2] {
    std::array::from_fn(|index| {
        let mut word = [0; 8];
        word.copy_from_slice(&bytes[8 * index..8 * index + 8]);
        i64::from_le_bytes(word)
    })
}

fn micros([seconds, micros]: [i64; 2]) -> i64 {
    seconds.saturating_mul(1_000_000).saturating_add(micros)
}

fn encode(words: [i64; 2]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A longer time; what makes no sense stays as it is, for the kernel to say so.
fn stretched(time: [i64; 2]) -> Vec<u8> {
    let [seconds, rest] = time;
    if seconds < 0 || !(0..1_000_000).contains(&rest) {
        return encode(time);
    }
    let all = micros(time).saturating_mul(STRETCH);
    encode([all / 1_000_000, all % 1_000_000])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretched_time_is_a_thousand_times_as_long() {
        assert_eq!(stretched([1, 500_000]), encode([1500, 0]));
        assert_eq!(stretched([0, 1_000_000]), encode([0, 1_000_000]));
    }
}
