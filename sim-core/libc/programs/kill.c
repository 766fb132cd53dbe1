/* kill(1). */
#include "signals.h"
#include "tool.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    int signal = SIGTERM, at = 1, failed = 0;

    if (argc > 1 && !strcmp(argv[1], "-l"))
        return list_signals(argc - 2, argv + 2);
    if (at < argc && *argv[at] == '-') {
        const char *name = !strcmp(argv[at], "-s") && at + 1 < argc ? argv[++at] : argv[at] + 1;

        signal = signal_of(name);
        if (signal < 0) {
            warn_about("unknown signal %s", name);
            return 1;
        }
        at++;
    }
    for (; at < argc; at++) {
        if (kill(atoi(argv[at]), signal) < 0) {
            warn_about("sending signal to %s failed: %s", argv[at], strerror(errno));
            failed = 1;
        }
    }
    return failed;
}
