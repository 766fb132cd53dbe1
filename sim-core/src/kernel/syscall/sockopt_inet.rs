//! Options of IP, TCP and UDP (`ip(7)`, `tcp(7)`).

use crate::kernel::Halt;
use crate::kernel::socket::SocketId;

use super::Call;

/// Sets one.
pub(super) fn set(_call: &mut Call<'_>, _id: SocketId, level: i32, name: i32) -> Result<(), Halt> {
    Err(Halt::Unsupported(format!("setsockopt of level {level}, option {name}")))
}

/// Its value.
pub(super) fn get(_call: &mut Call<'_>, _id: SocketId, level: i32, name: i32) -> Result<Vec<u8>, Halt> {
    Err(Halt::Unsupported(format!("getsockopt of level {level}, option {name}")))
}
