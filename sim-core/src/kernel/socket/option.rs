//! Settings of a socket (`socket(7)`, "Socket options").

use super::{Domain, Kind};

/// Memory for packets that have not been read (`/proc/sys/net/core/wmem_default`, `rmem_default`).
pub(super) const BUFFER_DEFAULT: u64 = 212_992;

/// The settings that `setsockopt` changes and that the model heeds or keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `SO_SNDBUF`
    pub send_buffer: u64,
    /// `SO_RCVBUF`
    pub receive_buffer: u64,
    /// `SO_RCVTIMEO`; 0 is for ever.
    pub receive_timeout_ns: u64,
    /// `SO_SNDTIMEO`
    pub send_timeout_ns: u64,
    /// `SO_RCVLOWAT`
    pub receive_low: i32,
    /// `SO_LINGER`: whether it is on, and its seconds.
    pub linger: Option<i32>,
    /// `SO_PASSCRED`
    pub passes_credentials: bool,
    /// `SO_REUSEADDR`
    pub reuses_address: bool,
    /// `SO_REUSEPORT`
    pub reuses_port: bool,
    /// `SO_BROADCAST`
    pub broadcasts: bool,
    /// `SO_KEEPALIVE`
    pub keeps_alive: bool,
    /// `SO_OOBINLINE`
    pub inlines_urgent: bool,
    /// `SO_DONTROUTE`
    pub is_local_only: bool,
    /// `TCP_NODELAY`
    pub has_no_delay: bool,
    /// `IP_TTL`; none is the default.
    pub ttl: i32,
    /// `IP_TOS`
    pub tos: i32,
}

/// The most that `SO_SNDBUF` and `SO_RCVBUF` take (`/proc/sys/net/core/wmem_max`, `rmem_max`); Linux doubles it.
const BUFFER_MAX: u64 = 212_992;
/// The least that `SO_SNDBUF` leaves (`SOCK_MIN_SNDBUF`).
const SEND_MIN: u64 = 4608;
/// The least that `SO_RCVBUF` leaves (`SOCK_MIN_RCVBUF`).
const RECEIVE_MIN: u64 = 2304;

impl Options {
    /// `SO_SNDBUF`: doubled, for what the kernel needs beside the bytes. A negative number is a large one.
    pub(in crate::kernel) fn set_send_buffer(&mut self, number: i32) {
        self.send_buffer = (2 * u64::from(number as u32).min(BUFFER_MAX)).max(SEND_MIN);
    }

    /// `SO_RCVBUF`
    pub(in crate::kernel) fn set_receive_buffer(&mut self, number: i32) {
        self.receive_buffer = (2 * u64::from(number as u32).min(BUFFER_MAX)).max(RECEIVE_MIN);
    }

    /// A time limit in nanoseconds; 0 is none.
    pub(in crate::kernel) const fn timeout_ns(seconds: u64, micros: u64) -> u64 {
        seconds.saturating_mul(1_000_000_000).saturating_add(micros * 1000)
    }

    /// Those of a new socket. TCP sizes its buffers itself (`tcp(7)`).
    pub(super) const fn new(domain: Domain, kind: Kind) -> Self {
        let (send_buffer, receive_buffer) = match (domain, kind) {
            (Domain::Inet, Kind::Stream) => (16_384, 131_072),
            _ => (BUFFER_DEFAULT, BUFFER_DEFAULT),
        };
        Self {
            send_buffer,
            receive_buffer,
            receive_timeout_ns: 0,
            send_timeout_ns: 0,
            receive_low: 1,
            linger: None,
            passes_credentials: false,
            reuses_address: false,
            reuses_port: false,
            broadcasts: false,
            keeps_alive: false,
            inlines_urgent: false,
            is_local_only: false,
            has_no_delay: false,
            ttl: 64,
            tos: 0,
        }
    }
}
