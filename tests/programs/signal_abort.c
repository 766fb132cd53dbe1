//@ exit 134
// abort runs a handler of SIGABRT and then ends the process all the same.
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static void on_abort(int number)
{
    (void)number;
    write(STDOUT_FILENO, "handler\n", 8);
}

int main(void)
{
    sigset_t set;

    signal(SIGABRT, on_abort);
    sigfillset(&set);
    sigprocmask(SIG_BLOCK, &set, NULL);
    abort();
}
