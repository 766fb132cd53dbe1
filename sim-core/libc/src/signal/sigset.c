/* Sets of signals: sigsetops(3). Signals 32 and 33 belong to the C library in glibc: they are not in the full set. */
#include <errno.h>
#include <signal.h>
#include <string.h>

static int is_valid(int signal)
{
    if (signal > 0 && signal < NSIG)
        return 1;
    errno = EINVAL;
    return 0;
}

int sigemptyset(sigset_t *set)
{
    memset(set, 0, sizeof(*set));
    return 0;
}

int sigfillset(sigset_t *set)
{
    memset(set, 0xff, sizeof(*set));
    set->__val[0] &= ~(3UL << 31);
    return 0;
}

int sigaddset(sigset_t *set, int signal)
{
    if (!is_valid(signal) || signal == 32 || signal == 33) {
        errno = EINVAL;
        return -1;
    }
    set->__val[0] |= 1UL << (signal - 1);
    return 0;
}

int sigdelset(sigset_t *set, int signal)
{
    if (!is_valid(signal) || signal == 32 || signal == 33) {
        errno = EINVAL;
        return -1;
    }
    set->__val[0] &= ~(1UL << (signal - 1));
    return 0;
}

int sigismember(const sigset_t *set, int signal)
{
    return is_valid(signal) ? (int)(set->__val[0] >> (signal - 1) & 1) : -1;
}

int sigisemptyset(const sigset_t *set)
{
    return set->__val[0] == 0;
}

int sigandset(sigset_t *to, const sigset_t *a, const sigset_t *b)
{
    memset(to, 0, sizeof(*to));
    to->__val[0] = a->__val[0] & b->__val[0];
    return 0;
}

int sigorset(sigset_t *to, const sigset_t *a, const sigset_t *b)
{
    memset(to, 0, sizeof(*to));
    to->__val[0] = a->__val[0] | b->__val[0];
    return 0;
}
