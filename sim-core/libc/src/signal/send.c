/* Sending signals: kill(2), raise(3). raise aims at the calling thread: tgkill, as in glibc. */
#include <bits/syscall_ret.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int kill(pid_t pid, int signal)
{
    return (int)__syscall_ret(__lab_syscall(SYS_kill, pid, signal));
}

int killpg(pid_t group, int signal)
{
    return kill(-group, signal);
}

int raise(int signal)
{
    pid_t thread = gettid();

    return (int)__syscall_ret(__lab_syscall(SYS_tgkill, getpid(), thread, signal));
}

int sigqueue(pid_t pid, int signal, const union sigval value)
{
    siginfo_t info;

    memset(&info, 0, sizeof(info));
    info.si_signo = signal;
    info.si_code = SI_QUEUE;
    info.si_pid = getpid();
    info.si_uid = getuid();
    info.si_value = value;
    return (int)__syscall_ret(__lab_syscall(SYS_rt_sigqueueinfo, pid, signal, &info));
}
