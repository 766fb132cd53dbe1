/* <signal.h>: signals (signal(7)); numbers and layouts of x86-64 Linux. */
#ifndef _SIGNAL_H
#define _SIGNAL_H

#include <bits/null.h>
#include <bits/sigset.h>
#include <bits/types.h>

typedef int sig_atomic_t;
typedef void (*sighandler_t)(int);

#define SIG_ERR ((sighandler_t)-1)
#define SIG_DFL ((sighandler_t)0)
#define SIG_IGN ((sighandler_t)1)
#define SIG_HOLD ((sighandler_t)2)

#define SIGHUP    1
#define SIGINT    2
#define SIGQUIT   3
#define SIGILL    4
#define SIGTRAP   5
#define SIGABRT   6
#define SIGBUS    7
#define SIGFPE    8
#define SIGKILL   9
#define SIGUSR1   10
#define SIGSEGV   11
#define SIGUSR2   12
#define SIGPIPE   13
#define SIGALRM   14
#define SIGTERM   15
#define SIGSTKFLT 16
#define SIGCHLD   17
#define SIGCONT   18
#define SIGSTOP   19
#define SIGTSTP   20
#define SIGTTIN   21
#define SIGTTOU   22
#define SIGURG    23
#define SIGXCPU   24
#define SIGXFSZ   25
#define SIGVTALRM 26
#define SIGPROF   27
#define SIGWINCH  28
#define SIGIO     29
#define SIGPWR    30
#define SIGSYS    31
#define SIGIOT    SIGABRT
#define SIGCLD    SIGCHLD
#define SIGPOLL   SIGIO
#define SIGRTMIN  34
#define SIGRTMAX  64
#define NSIG      65
#define _NSIG     65

#define SA_NOCLDSTOP 0x00000001
#define SA_NOCLDWAIT 0x00000002
#define SA_SIGINFO   0x00000004
#define SA_RESTORER  0x04000000
#define SA_ONSTACK   0x08000000
#define SA_RESTART   0x10000000
#define SA_NODEFER   0x40000000
#define SA_RESETHAND 0x80000000
#define SA_NOMASK    SA_NODEFER
#define SA_ONESHOT   SA_RESETHAND

#define SIG_BLOCK   0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2

#define SI_USER    0
#define SI_KERNEL  0x80
#define SI_QUEUE   (-1)
#define SI_TIMER   (-2)
#define SI_MESGQ   (-3)
#define SI_ASYNCIO (-4)
#define SI_SIGIO   (-5)
#define SI_TKILL   (-6)

#define CLD_EXITED    1
#define CLD_KILLED    2
#define CLD_DUMPED    3
#define CLD_TRAPPED   4
#define CLD_STOPPED   5
#define CLD_CONTINUED 6

#define SEGV_MAPERR 1
#define SEGV_ACCERR 2
#define BUS_ADRALN  1
#define BUS_ADRERR  2
#define ILL_ILLOPC  1
#define FPE_INTDIV  1
#define FPE_INTOVF  2

union sigval {
    int sival_int;
    void *sival_ptr;
};

typedef union sigval sigval_t;

typedef struct {
    int si_signo;
    int si_errno;
    int si_code;
    int __pad;
    union {
        struct {
            pid_t pid;
            uid_t uid;
            union {
                sigval_t value;
                struct {
                    int status;
                    clock_t utime;
                    clock_t stime;
                } child;
            } more;
        } sender;
        struct {
            int id;
            int overrun;
            sigval_t value;
        } timer;
        struct {
            void *addr;
        } fault;
        struct {
            long band;
            int fd;
        } poll;
        char room[112];
    } __fields;
} siginfo_t;

#define si_pid    __fields.sender.pid
#define si_uid    __fields.sender.uid
#define si_status __fields.sender.more.child.status
#define si_utime  __fields.sender.more.child.utime
#define si_stime  __fields.sender.more.child.stime
#define si_value  __fields.sender.more.value
#define si_int    __fields.sender.more.value.sival_int
#define si_ptr    __fields.sender.more.value.sival_ptr
#define si_timerid __fields.timer.id
#define si_overrun __fields.timer.overrun
#define si_addr   __fields.fault.addr
#define si_band   __fields.poll.band
#define si_fd     __fields.poll.fd

struct sigaction {
    union {
        sighandler_t handler;
        void (*action)(int, siginfo_t *, void *);
    } __handler;
    sigset_t sa_mask;
    int sa_flags;
    void (*sa_restorer)(void);
};

#define sa_handler   __handler.handler
#define sa_sigaction __handler.action

sighandler_t signal(int signal, sighandler_t handler);
int sigaction(int signal, const struct sigaction *action, struct sigaction *old);
int kill(pid_t pid, int signal);
int killpg(pid_t group, int signal);
int raise(int signal);
int sigqueue(pid_t pid, int signal, const union sigval value);
int pthread_sigmask(int how, const sigset_t *set, sigset_t *old);
int pthread_kill(pthread_t thread, int signal);
int sigprocmask(int how, const sigset_t *set, sigset_t *old);
int sigpending(sigset_t *set);
int sigsuspend(const sigset_t *mask);
int sigwait(const sigset_t *set, int *signal);
int sigwaitinfo(const sigset_t *set, siginfo_t *info);
int sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *timeout);
int siginterrupt(int signal, int flag);
int sigemptyset(sigset_t *set);
int sigfillset(sigset_t *set);
int sigaddset(sigset_t *set, int signal);
int sigdelset(sigset_t *set, int signal);
int sigismember(const sigset_t *set, int signal);
int sigisemptyset(const sigset_t *set);
int sigandset(sigset_t *to, const sigset_t *a, const sigset_t *b);
int sigorset(sigset_t *to, const sigset_t *a, const sigset_t *b);
int sighold(int signal);
int sigrelse(int signal);
int sigignore(int signal);
sighandler_t sigset(int signal, sighandler_t handler);
int sigblock(int mask);
int sigsetmask(int mask);
int siggetmask(void);
sighandler_t sysv_signal(int signal, sighandler_t handler);
sighandler_t bsd_signal(int signal, sighandler_t handler);
sighandler_t ssignal(int signal, sighandler_t handler);
int gsignal(int signal);
#define sigmask(signal) ((int)(1U << ((signal)-1)))
void psignal(int signal, const char *prefix);

/* System V's form, whose handler is forgotten when it is entered, for programs that ask for a standard alone (signal(2),
 * "Portability"). */
#ifndef __USE_MISC
#define signal(number, handler) sysv_signal(number, handler)
#endif

#endif
