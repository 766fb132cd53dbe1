//! How much of the kernel's memory a packet takes, and how much a sender may take at a time.
//!
//! Linux counts not bytes but `truesize`: the packet's head (`struct sk_buff`), the block that its allocator rounds the
//! bytes up to, and whole pages for what does not lie there (`net/core/skbuff.c`; checked with `SIOCOUTQ` on Linux 6.18).

use crate::kernel::Kernel;
use crate::kernel::socket::{Socket, SocketId, State};

/// A `struct sk_buff`.
const HEAD: u64 = 256;
/// The `struct skb_shared_info` behind the bytes.
const SHARED_INFO: u64 = 320;
/// The smallest block that holds it.
const LEAST_BLOCK: u64 = 512;
/// Bytes are aligned to cache lines.
const LINE: u64 = 64;
/// A page.
const PAGE: u64 = 4096;
/// What fits into a block of one page (`SKB_MAX_HEAD(0)`).
const STREAM_HEAD: u64 = PAGE - SHARED_INFO;
/// What fits into a block of four pages (`SKB_MAX_ALLOC`).
const PACKET_HEAD: u64 = 4 * PAGE - SHARED_INFO;
/// What a packet of a stream may have in pages (`UNIX_SKB_FRAGS_SZ`).
const STREAM_PAGES: u64 = 32_768;
/// What a datagram may have in pages (`MAX_SKB_FRAGS`).
const PACKET_PAGES: u64 = 17 * PAGE;

/// Memory of a packet with `linear` bytes in its block and `paged` bytes in pages.
const fn truesize(linear: u64, paged: u64) -> u64 {
    let block = (linear.next_multiple_of(LINE) + SHARED_INFO).next_power_of_two();
    let block = if block < LEAST_BLOCK { LEAST_BLOCK } else { block };
    HEAD + block + paged.next_multiple_of(PAGE)
}

/// How many of `len` bytes go into the next packet of a stream, by the sender's `SO_SNDBUF`: two shall fit.
pub(super) fn stream_chunk(len: u64, send_buffer: u64) -> u64 {
    len.min((send_buffer >> 1).saturating_sub(64)).min(STREAM_HEAD + STREAM_PAGES)
}

/// Memory of a stream's packet of `len` bytes.
pub(super) fn stream_truesize(len: u64) -> u64 {
    let paged = len.saturating_sub(STREAM_HEAD).next_multiple_of(PAGE).min(len);
    truesize(len - paged, paged)
}

/// Memory of a datagram of `len` bytes.
pub(super) fn packet_truesize(len: u64) -> u64 {
    let paged = len.saturating_sub(PACKET_HEAD).min(PACKET_PAGES).next_multiple_of(PAGE);
    truesize(len - paged.min(len), paged)
}

impl Socket {
    /// Whether enough memory is free that a sender is woken or told to write (`unix_writable`). The kernel's count is
    /// higher by `bias`.
    pub(in crate::kernel::socket) fn is_unix_writable(&self, bias: u64) -> bool {
        self.state != State::Listening && (self.sent + bias) * 4 <= self.options.send_buffer
    }

    /// Whether a sender finds memory for one more packet, however large.
    pub(super) const fn has_send_memory(&self) -> bool {
        self.sent < self.options.send_buffer
    }
}

impl Kernel {
    /// `SO_SNDBUF` was set: Linux wakes those who wait, whatever it is now.
    pub(in crate::kernel) fn unix_write_space_changed(&mut self, id: SocketId) {
        self.unix_write_space(id);
    }

    /// Memory has come back to a sender (`unix_write_space`). Those who wait for it are woken when a good part is free.
    pub(in crate::kernel::socket) fn unix_write_space(&mut self, id: SocketId) {
        if self.sockets.get(id).is_ok_and(|socket| socket.is_unix_writable(2)) {
            self.socket_wake_writers(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_take_what_linux_says_they_take() {
        let stream = [1, 192, 193, 704, 705, 3776, 3777, 5000, 8000, 10_000, 16_065, 20_000, 32_449, 36_544];
        let taken = stream.map(stream_truesize);
        let seen = [768, 768, 1280, 1280, 2304, 4352, 4864, 6400, 8960, 12_544, 17_152, 20_736, 33_536, 37_120];
        assert_eq!(taken, seen);
        let packets = [0, 704, 3776, 3777, 16_064, 16_065, 65_536, 100_000, 150_000, 212_960];
        let seen = [768, 1280, 4352, 8448, 16_640, 20_736, 69_888, 102_656, 200_960, 332_032];
        assert_eq!(packets.map(packet_truesize), seen);
    }
}
