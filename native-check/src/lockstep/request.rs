//! Requests for connections that nobody has taken: the kernel makes them again every second of its own time. In virtual time
//! that second passes when nobody can run; then the controller waits until the real one has passed too.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use sim_core::abi::{ArgValue, Sysno};
use sim_core::network::request_timeout_ns;

use super::LockstepError;
use super::controller::Controller;
use super::protocol::Wish;

/// `AF_INET` as an address begins.
const AF_INET: [u8; 2] = [2, 0];
/// A little more than the real second.
const A_SECOND: Duration = Duration::from_millis(1100);
/// So often the kernel asks again after a second; later it takes longer, and longer than a run may take.
const IN_SECONDS: u32 = 4;
/// How long the controller sleeps between looks.
const PAUSE: Duration = Duration::from_millis(2);

impl Controller {
    /// A call has blocked: if it asks for a connection, its request will be made again.
    pub(super) fn expect_request(&mut self, index: usize, wish: &Wish) -> Result<(), LockstepError> {
        let call = self.tasks[index].begun()?;
        let asks = matches!(wish, Wish::Call(Sysno::CONNECT, _))
            && matches!(call.args.get(1), Some(ArgValue::Address { bytes, .. }) if bytes.starts_with(&AF_INET));
        let now_ns = self.board.clock_ns.load(Ordering::Acquire);
        self.tasks[index].asks_again = asks.then(|| (now_ns + request_timeout_ns(0), 0));
        Ok(())
    }

    /// The time has come for some requests to be made again: waits until they have been.
    ///
    /// # Errors
    /// When that takes longer than a run may take.
    pub(super) fn ask_again(&mut self, time_ns: u64) -> Result<(), LockstepError> {
        for index in 0..self.tasks.len() {
            let Some((due_ns, times)) = self.tasks[index].asks_again else { continue };
            if self.tasks[index].asks_again_at().is_none() || due_ns > time_ns {
                continue;
            }
            if times >= IN_SECONDS {
                let why = "a connection is asked for again and again, which real Linux does in its own time";
                return Err(LockstepError::Impossible(why.to_owned()));
            }
            self.tasks[index].asks_again = Some((due_ns + request_timeout_ns(times + 1), times + 1));
            let deadline = Instant::now() + A_SECOND;
            while Instant::now() < deadline && !self.tasks[index].has_reported() {
                self.pump()?;
                std::thread::sleep(PAUSE);
            }
        }
        Ok(())
    }
}
