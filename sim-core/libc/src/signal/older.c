/* The functions for signals before sigaction: sigset(3) of System V, sigblock(3) of BSD, sysv_signal(3). */
#include <errno.h>
#include <signal.h>
#include <string.h>

/* Adds a signal to the mask, or takes it out. */
static int change(int how, int signal)
{
    sigset_t set;

    sigemptyset(&set);
    return sigaddset(&set, signal) < 0 ? -1 : sigprocmask(how, &set, NULL);
}

int sighold(int signal)
{
    return change(SIG_BLOCK, signal);
}

int sigrelse(int signal)
{
    return change(SIG_UNBLOCK, signal);
}

int sigignore(int signal)
{
    struct sigaction action;

    memset(&action, 0, sizeof(action));
    action.sa_handler = SIG_IGN;
    return sigaction(signal, &action, NULL);
}

sighandler_t sigset(int signal, sighandler_t handler)
{
    struct sigaction action;
    struct sigaction old;
    sigset_t set;
    sigset_t before;

    sigemptyset(&set);
    if (sigaddset(&set, signal) < 0)
        return SIG_ERR;
    if (handler == SIG_HOLD) {
        if (sigprocmask(SIG_BLOCK, &set, &before) < 0 || sigaction(signal, NULL, &old) < 0)
            return SIG_ERR;
    } else {
        memset(&action, 0, sizeof(action));
        action.sa_handler = handler;
        if (sigaction(signal, &action, &old) < 0 || sigprocmask(SIG_UNBLOCK, &set, &before) < 0)
            return SIG_ERR;
    }
    return sigismember(&before, signal) ? SIG_HOLD : old.sa_handler;
}

static int swap_mask(int how, int mask)
{
    sigset_t set;
    sigset_t old;

    sigemptyset(&set);
    set.__val[0] = (unsigned int)mask;
    return sigprocmask(how, &set, &old) < 0 ? -1 : (int)old.__val[0];
}

int sigblock(int mask)
{
    return swap_mask(SIG_BLOCK, mask);
}

int sigsetmask(int mask)
{
    return swap_mask(SIG_SETMASK, mask);
}

int siggetmask(void)
{
    return sigblock(0);
}

/* The handler is taken off when it is entered, and calls are interrupted. */
sighandler_t sysv_signal(int signal, sighandler_t handler)
{
    struct sigaction action;
    struct sigaction old;

    if (handler == SIG_ERR || signal < 1 || signal >= NSIG) {
        errno = EINVAL;
        return SIG_ERR;
    }
    memset(&action, 0, sizeof(action));
    action.sa_handler = handler;
    action.sa_flags = SA_RESETHAND | SA_NODEFER;
    return sigaction(signal, &action, &old) < 0 ? SIG_ERR : old.sa_handler;
}

sighandler_t bsd_signal(int number, sighandler_t handler)
{
    return signal(number, handler);
}

sighandler_t ssignal(int number, sighandler_t handler)
{
    return signal(number, handler);
}

int gsignal(int signal)
{
    return raise(signal);
}
