/* POSIX message queues: mq_open(3), mq_send(3), mq_receive(3). A name begins with a slash, which the kernel does not get. */
#include <bits/syscall_ret.h>
#include <errno.h>
#include <mqueue.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <unistd.h>

mqd_t mq_open(const char *name, int flags, ...)
{
    mode_t mode = 0;
    struct mq_attr *attr = NULL;
    va_list list;

    if (name[0] != '/') {
        errno = EINVAL;
        return -1;
    }
    if (flags & O_CREAT) {
        va_start(list, flags);
        mode = va_arg(list, mode_t);
        attr = va_arg(list, struct mq_attr *);
        va_end(list);
    }
    return (mqd_t)__syscall_ret(__lab_syscall(SYS_mq_open, name + 1, flags, mode, attr));
}

int mq_close(mqd_t queue)
{
    return close(queue);
}

/* glibc tells only the owner's missing right apart: EACCES instead of the kernel's EPERM. */
int mq_unlink(const char *name)
{
    if (name[0] != '/') {
        errno = EINVAL;
        return -1;
    }
    if (__syscall_ret(__lab_syscall(SYS_mq_unlink, name + 1)) == 0)
        return 0;
    if (errno == EPERM)
        errno = EACCES;
    return -1;
}

int mq_send(mqd_t queue, const char *message, size_t len, unsigned int priority)
{
    return mq_timedsend(queue, message, len, priority, NULL);
}

int mq_timedsend(mqd_t queue, const char *message, size_t len, unsigned int priority, const struct timespec *until)
{
    return (int)__syscall_ret(__lab_syscall(SYS_mq_timedsend, queue, message, len, priority, until));
}

ssize_t mq_receive(mqd_t queue, char *message, size_t len, unsigned int *priority)
{
    return mq_timedreceive(queue, message, len, priority, NULL);
}

ssize_t mq_timedreceive(mqd_t queue, char *message, size_t len, unsigned int *priority, const struct timespec *until)
{
    return __syscall_ret(__lab_syscall(SYS_mq_timedreceive, queue, message, len, priority, until));
}

int mq_getattr(mqd_t queue, struct mq_attr *attr)
{
    return mq_setattr(queue, NULL, attr);
}

int mq_setattr(mqd_t queue, const struct mq_attr *attr, struct mq_attr *old)
{
    return (int)__syscall_ret(__lab_syscall(SYS_mq_getsetattr, queue, attr, old));
}

int mq_notify(mqd_t queue, const struct sigevent *event)
{
    return (int)__syscall_ret(__lab_syscall(SYS_mq_notify, queue, event));
}
