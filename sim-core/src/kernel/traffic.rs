//! How much of the kernel's memory holds what is on its way from one process to another.

use super::Kernel;

impl Kernel {
    /// Bytes of all that has been sent, through pipes and sockets or as messages, and not received.
    #[must_use]
    pub fn bytes_on_their_way(&self) -> u64 {
        let pipes = self.pipes.iter().map(|(_, pipe)| pipe.unread() as u64).sum::<u64>();
        let queues = self.messages.iter().map(|(_, queue)| queue.bytes()).sum::<u64>();
        let posix = self.posix_queues.iter().flat_map(|(_, queue)| &queue.messages);
        let posix = posix.map(|message| message.text.len() as u64).sum::<u64>();
        let channels = self.channels.iter().flat_map(|(_, channel)| &channel.letters);
        let mailboxes = self.mailboxes.iter().flat_map(|(_, mailbox)| &mailbox.letters);
        let letters = channels.chain(mailboxes).map(|letter| letter.text.len() as u64).sum::<u64>();
        let sockets = self.sockets.iter().map(|(_, socket)| socket.unread() as u64).sum::<u64>();
        let flights = self.wires.flights().iter().map(|flight| flight.parcel.bytes() as u64).sum::<u64>();
        pipes + queues + posix + letters + sockets + flights
    }
}
