/* psignal(3): the name of a signal on standard error. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

void psignal(int signal, const char *prefix)
{
    const char *colon = prefix && *prefix ? ": " : "";

    if (signal >= 0 && signal < NSIG && signal != 0)
        fprintf(stderr, "%s%s%s\n", prefix ? prefix : "", colon, strsignal(signal));
    else
        fprintf(stderr, "%s%sUnknown signal %d\n", prefix ? prefix : "", colon, signal);
}
