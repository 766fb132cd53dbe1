/* <message.h> on Linux, over System V queues and semaphores.
 *
 * It is handed to the C compiler with programs that include the header, and it is what a simulated process runs on real
 * Linux: there MESSAGE_WAIT names a function through which the calls that may sleep are made.
 *
 * Each process has a queue for the messages that name it; their types are their senders. Who sends and waits sleeps for
 * a receipt in a queue that all share. Each mailbox has a queue and a set of two semaphores: free places, and its kind.
 * With capacity 0 there is a place only while somebody waits to receive. */
#define _GNU_SOURCE
#include <errno.h>
#include <message.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/syscall.h>
#include <unistd.h>

#define INBOX_KEY   0x6e000000
#define MAILBOX_KEY 0x6d000000
#define RECEIPT_KEY 0x6c000000
#define PORT_MAX     65535
#define CAPACITY_MAX 16

/* The semaphores of a mailbox. */
enum { PLACES, KIND };
/* Values of KIND; 0 means that its maker is not done yet. */
enum { IS_UNBOUNDED = 1, IS_RENDEZVOUS, IS_BOUNDED };

/* A message to a process, with the number of the receipt that a thread waits for, or 0. */
struct letter {
    long sender;
    struct {
        long waiter;
        unsigned long number;
        char text[MESSAGE_MAX];
    } body;
};

/* Bytes before the text. */
#define NOTE (offsetof(struct letter, body.text) - offsetof(struct letter, body))

struct receipt {
    long waiter;
    unsigned long number;
};

/* A message in a mailbox. */
struct parcel {
    long type;
    char text[MESSAGE_MAX];
};

struct mailbox {
    int queue;
    int semaphores;
    int kind;
};

/* A system call: what the kernel returns, -errno for failure. */
static long call(long number, long a, long b, long c, long d, long e)
{
    long result = syscall(number, a, b, c, d, e);

    return result < 0 ? -errno : result;
}

#ifdef MESSAGE_WAIT
long MESSAGE_WAIT(long number, long a, long b, long c, long d, long e);
#else
#define MESSAGE_WAIT call
#endif

static long or_errno(long result)
{
    if (result >= 0)
        return result;
    errno = (int)-result;
    return -1;
}

static long queue_of(int key)
{
    return call(SYS_msgget, key, IPC_CREAT | 0666, 0, 0, 0);
}

/* The kernel keeps the message, or has no room for it. */
static long keep(long queue, const void *message, size_t size)
{
    long result = call(SYS_msgsnd, queue, (long)message, (long)size, IPC_NOWAIT, 0);

    return result == -EAGAIN ? -ENOBUFS : result;
}

static long check_process(pid_t pid)
{
    if (pid <= 0)
        return -EINVAL;
    return kill(pid, 0) < 0 ? -errno : 0;
}

/* Sleeps until the message with this number has been received. Older receipts are for sends that were given up. */
static long await_receipt(unsigned long number)
{
    struct receipt receipt = { 0, 0 };
    long queue = queue_of(RECEIPT_KEY), result = queue;

    while (result >= 0 && receipt.number != number)
        result = MESSAGE_WAIT(SYS_msgrcv, queue, (long)&receipt, sizeof receipt.number, gettid(), 0);
    return result < 0 ? result : 0;
}

int message_send(pid_t to, const void *message, size_t size, int flags)
{
    static __thread unsigned long last_number;
    struct letter letter = { getpid(), { gettid(), 0, "" } };
    long result;

    if (size > MESSAGE_MAX)
        return (int)or_errno(-EMSGSIZE);
    memcpy(letter.body.text, message, size);
    if (!(flags & MESSAGE_NOWAIT))
        letter.body.number = ++last_number;
    result = check_process(to);
    if (result == 0)
        result = queue_of(INBOX_KEY + to);
    if (result >= 0)
        result = keep(result, &letter, NOTE + size);
    if (result == 0 && !(flags & MESSAGE_NOWAIT))
        result = await_receipt(letter.body.number);
    return (int)or_errno(result);
}

static void send_receipt(const struct letter *letter)
{
    struct receipt receipt = { letter->body.waiter, letter->body.number };

    if (receipt.number != 0)
        keep(queue_of(RECEIPT_KEY), &receipt, sizeof receipt.number);
}

static size_t smaller(size_t one, size_t other)
{
    return one < other ? one : other;
}

ssize_t message_receive(pid_t from, void *message, size_t size, int flags, pid_t *sender)
{
    struct letter letter;
    int wait = flags & MESSAGE_NOWAIT ? IPC_NOWAIT : 0;
    long result = from == ANYBODY ? 0 : check_process(from);

    if (result == 0)
        result = queue_of(INBOX_KEY + getpid());
    if (result >= 0)
        result = MESSAGE_WAIT(SYS_msgrcv, result, (long)&letter, sizeof letter.body, from, wait);
    if (result < 0)
        return or_errno(result == -ENOMSG ? -EAGAIN : result);
    send_receipt(&letter);
    size = smaller(size, (size_t)result - NOTE);
    memcpy(message, letter.body.text, size);
    if (sender != NULL)
        *sender = (pid_t)letter.sender;
    return (ssize_t)size;
}

int mailbox_open(int port, int capacity)
{
    unsigned short values[2] = { 0, IS_UNBOUNDED };
    long semaphores, queue;

    if (port < 1 || port > PORT_MAX || capacity < UNBOUNDED || capacity > CAPACITY_MAX)
        return (int)or_errno(-EINVAL);
    semaphores = call(SYS_semget, MAILBOX_KEY + port, 2, IPC_CREAT | IPC_EXCL | 0666, 0, 0);
    if (semaphores == -EEXIST)
        return 0;
    queue = queue_of(MAILBOX_KEY + port);
    if (semaphores < 0 || queue < 0)
        return (int)or_errno(semaphores < 0 ? semaphores : queue);
    if (capacity != UNBOUNDED) {
        values[PLACES] = (unsigned short)capacity;
        values[KIND] = capacity == 0 ? IS_RENDEZVOUS : IS_BOUNDED;
    }
    return (int)or_errno(call(SYS_semctl, semaphores, 0, SETALL, (long)values, 0));
}

/* Finds a mailbox; one that is being made is waited for. */
static long find(int port, struct mailbox *mailbox)
{
    long semaphores = call(SYS_semget, MAILBOX_KEY + port, 0, 0, 0, 0), queue, kind;

    if (semaphores < 0)
        return semaphores;
    while ((kind = call(SYS_semctl, semaphores, KIND, GETVAL, 0, 0)) == 0)
        usleep(1000);
    queue = call(SYS_msgget, MAILBOX_KEY + port, 0, 0, 0, 0);
    mailbox->semaphores = (int)semaphores;
    mailbox->queue = (int)queue;
    mailbox->kind = (int)kind;
    return kind < 0 ? kind : queue < 0 ? queue : 0;
}

int mailbox_remove(int port)
{
    struct mailbox mailbox;
    long result = find(port, &mailbox);

    if (result < 0)
        return (int)or_errno(result);
    call(SYS_msgctl, mailbox.queue, IPC_RMID, 0, 0, 0);
    return (int)or_errno(call(SYS_semctl, mailbox.semaphores, 0, IPC_RMID, 0, 0));
}

static long take_place(const struct mailbox *mailbox, int flags)
{
    struct sembuf take = { PLACES, -1, flags & MESSAGE_NOWAIT ? IPC_NOWAIT : 0 };

    return MESSAGE_WAIT(SYS_semop, mailbox->semaphores, (long)&take, 1, 0, 0);
}

static long free_place(const struct mailbox *mailbox)
{
    struct sembuf give = { PLACES, 1, 0 };

    return call(SYS_semop, mailbox->semaphores, (long)&give, 1, 0, 0);
}

int mailbox_put(int port, const void *message, size_t size, int flags)
{
    struct parcel parcel = { 1, "" };
    struct mailbox mailbox;
    long result;

    if (size > MESSAGE_MAX)
        return (int)or_errno(-EMSGSIZE);
    memcpy(parcel.text, message, size);
    result = find(port, &mailbox);
    if (result == 0 && mailbox.kind != IS_UNBOUNDED)
        result = take_place(&mailbox, flags);
    if (result == 0)
        result = keep(mailbox.queue, &parcel, size);
    return (int)or_errno(result);
}

static long receive_parcel(const struct mailbox *mailbox, struct parcel *parcel, int wait)
{
    return MESSAGE_WAIT(SYS_msgrcv, mailbox->queue, (long)parcel, sizeof parcel->text, 0, wait);
}

/* Makes a place for as long as it waits, which goes with the process if that is killed (SEM_UNDO). */
static long meet_sender(const struct mailbox *mailbox, struct parcel *parcel, int flags)
{
    struct sembuf offer = { PLACES, 1, SEM_UNDO };
    struct sembuf withdraw = { PLACES, -1, IPC_NOWAIT | SEM_UNDO };
    struct sembuf forget[2] = { { PLACES, 1, 0 }, { PLACES, -1, SEM_UNDO } };
    long set = mailbox->semaphores, result;

    if (flags & MESSAGE_NOWAIT && call(SYS_semctl, set, PLACES, GETNCNT, 0, 0) == 0)
        return -EAGAIN;
    result = call(SYS_semop, set, (long)&offer, 1, 0, 0);
    if (result == 0)
        result = receive_parcel(mailbox, parcel, 0);
    if (result == -EINTR && call(SYS_semop, set, (long)&withdraw, 1, 0, 0) == 0)
        return result;
    /* If there was nothing to withdraw, a sender has taken the place, and its message is coming. */
    while (result == -EINTR)
        result = call(SYS_msgrcv, mailbox->queue, (long)parcel, sizeof parcel->text, 0, 0);
    call(SYS_semop, set, (long)forget, 2, 0, 0);
    return result;
}

ssize_t mailbox_take(int port, void *message, size_t size, int flags)
{
    struct parcel parcel;
    struct mailbox mailbox;
    long result = find(port, &mailbox);

    if (result < 0)
        return or_errno(result);
    if (mailbox.kind == IS_RENDEZVOUS)
        result = meet_sender(&mailbox, &parcel, flags);
    else
        result = receive_parcel(&mailbox, &parcel, flags & MESSAGE_NOWAIT ? IPC_NOWAIT : 0);
    if (result >= 0 && mailbox.kind == IS_BOUNDED)
        free_place(&mailbox);
    if (result < 0)
        return or_errno(result == -ENOMSG ? -EAGAIN : result);
    size = smaller(size, (size_t)result);
    memcpy(message, parcel.text, size);
    return (ssize_t)size;
}
