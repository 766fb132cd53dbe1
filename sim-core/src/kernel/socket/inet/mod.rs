//! Sockets of the internet protocol (`ip(7)`).

use crate::kernel::{Halt, Kernel, Pid, SysResult};

use super::SocketId;
use super::message::{Received, Receiving, Sending};

/// What only inet sockets have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InetState {}

fn refused() -> Halt {
    Halt::Unsupported("AF_INET sockets".to_owned())
}

impl Kernel {
    pub(in crate::kernel) fn inet_release(&mut self, _id: SocketId) {}
    pub(super) fn tcp_send(&mut self, _pid: Pid, _id: SocketId, _sending: &Sending) -> SysResult {
        Err(refused())
    }
    pub(super) fn udp_send(&mut self, _pid: Pid, _id: SocketId, _sending: &Sending) -> SysResult {
        Err(refused())
    }
    pub(super) fn tcp_receive(&mut self, _pid: Pid, _id: SocketId, _receiving: &Receiving) -> Result<Received, Halt> {
        Err(refused())
    }
    pub(super) fn udp_receive(&mut self, _pid: Pid, _id: SocketId, _receiving: &Receiving) -> Result<Received, Halt> {
        Err(refused())
    }
    pub(in crate::kernel) fn inet_bind(&mut self, _id: SocketId, _bytes: &[u8]) -> Result<(), Halt> {
        Err(refused())
    }
    pub(in crate::kernel) fn inet_connect(
        &mut self,
        _pid: Pid,
        _id: SocketId,
        _bytes: &[u8],
        _flags: u32,
    ) -> Result<(), Halt> {
        Err(refused())
    }
    pub(in crate::kernel) fn inet_listen(&mut self, _id: SocketId, _backlog: u32) -> Result<(), Halt> {
        Err(refused())
    }
    pub(in crate::kernel) fn inet_accept(&mut self, _pid: Pid, _id: SocketId, _flags: u32) -> Result<SocketId, Halt> {
        Err(refused())
    }
    pub(in crate::kernel) fn inet_shutdown(&mut self, _id: SocketId, _halves: super::Shutdown) -> Result<(), Halt> {
        Err(refused())
    }
}
