/* <message.h>: message passing as textbooks describe it.
 *
 * Direct: send(P, message, size) names the process that shall receive, receive(Q, message, size) the one that has sent.
 * Indirect: a mailbox has a number, its port; whoever knows it can send to it and receive from it.
 * A function whose name ends in _async never waits; the others wait until they are done.
 * All return -1 and set errno when they fail; the receiving ones otherwise return the number of bytes received. */
#ifndef _MESSAGE_H
#define _MESSAGE_H

#include <sys/types.h>

/* Longest message, in bytes. */
#define MESSAGE_MAX 1024
/* Any process, for receive. */
#define ANYBODY 0
/* The capacity of a mailbox whose senders never wait. */
#define UNBOUNDED (-1)
/* Not to wait. */
#define MESSAGE_NOWAIT 1

/* Waits until process `to` has received the message. */
#define send(to, message, size) message_send(to, message, size, 0)
/* Leaves the message to the kernel. */
#define send_async(to, message, size) message_send(to, message, size, MESSAGE_NOWAIT)
/* Waits for a message from process `from`, or from ANYBODY. */
#define receive(from, message, size) message_receive(from, message, size, 0, (pid_t *)0)
/* A message, or none: then it fails with EAGAIN. */
#define receive_async(from, message, size) message_receive(from, message, size, MESSAGE_NOWAIT, (pid_t *)0)
/* Waits for a message from anybody and stores who has sent it. */
#define receive_any(sender, message, size) message_receive(ANYBODY, message, size, 0, sender)

/* Waits while the mailbox is full; with capacity 0, until somebody receives. */
#define mailbox_send(port, message, size) mailbox_put(port, message, size, 0)
#define mailbox_send_async(port, message, size) mailbox_put(port, message, size, MESSAGE_NOWAIT)
#define mailbox_receive(port, message, size) mailbox_take(port, message, size, 0)
#define mailbox_receive_async(port, message, size) mailbox_take(port, message, size, MESSAGE_NOWAIT)

/* Makes the mailbox with this port (1 to 65535), if there is none, for so many messages (0 to 16, or UNBOUNDED). */
int mailbox_open(int port, int capacity);
/* Whoever waits at it fails with EIDRM. */
int mailbox_remove(int port);

int message_send(pid_t to, const void *message, size_t size, int flags);
ssize_t message_receive(pid_t from, void *message, size_t size, int flags, pid_t *sender);
int mailbox_put(int port, const void *message, size_t size, int flags);
ssize_t mailbox_take(int port, void *message, size_t size, int flags);

#endif
