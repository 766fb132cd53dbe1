/* abort(3): SIGABRT, made deliverable first; and if a handler returns, again with the default action. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void abort(void)
{
    struct sigaction action;
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGABRT);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(SIGABRT);
    memset(&action, 0, sizeof(action));
    action.sa_handler = SIG_DFL;
    sigaction(SIGABRT, &action, NULL);
    raise(SIGABRT);
    _exit(127);
}
