/* What a signal does: sigaction(2). The kernel wants its own layout, an 8-byte set and a way back from the handler (sigreturn(2)). */
#include <bits/syscall_ret.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>

#define KERNEL_SIGSET_SIZE 8

struct kernel_sigaction {
    sighandler_t handler;
    unsigned long flags;
    void (*restorer)(void);
    unsigned long mask;
};

void __restore_rt(void);

int sigaction(int signal, const struct sigaction *action, struct sigaction *old)
{
    struct kernel_sigaction new_action;
    struct kernel_sigaction old_action;

    if (action) {
        new_action.handler = action->sa_handler;
        new_action.flags = (unsigned int)action->sa_flags | SA_RESTORER;
        new_action.restorer = __restore_rt;
        new_action.mask = action->sa_mask.__val[0];
    }
    if (__syscall_ret(__lab_syscall(SYS_rt_sigaction, signal, action ? &new_action : NULL, old ? &old_action : NULL,
                                    KERNEL_SIGSET_SIZE)) < 0)
        return -1;
    if (old) {
        memset(old, 0, sizeof(*old));
        old->sa_handler = old_action.handler;
        old->sa_mask.__val[0] = old_action.mask;
        old->sa_flags = (int)old_action.flags;
        old->sa_restorer = old_action.restorer;
    }
    return 0;
}

static sigset_t interrupting; /* signals for which siginterrupt asked that calls be interrupted */

/* signal(2) with the BSD meaning that glibc gives it: the handler stays, and calls go on after it. */
sighandler_t signal(int signal, sighandler_t handler)
{
    struct sigaction action;
    struct sigaction old;

    if (handler == SIG_ERR || signal < 1 || signal >= NSIG) {
        errno = EINVAL;
        return SIG_ERR;
    }
    memset(&action, 0, sizeof(action));
    action.sa_handler = handler;
    sigaddset(&action.sa_mask, signal);
    action.sa_flags = sigismember(&interrupting, signal) ? 0 : SA_RESTART;
    return sigaction(signal, &action, &old) < 0 ? SIG_ERR : old.sa_handler;
}

int siginterrupt(int signal, int flag)
{
    struct sigaction action;

    if (sigaction(signal, NULL, &action) < 0)
        return -1;
    if (flag) {
        sigaddset(&interrupting, signal);
        action.sa_flags &= ~SA_RESTART;
    } else {
        sigdelset(&interrupting, signal);
        action.sa_flags |= SA_RESTART;
    }
    return sigaction(signal, &action, NULL);
}
