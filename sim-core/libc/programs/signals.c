/* Names of signals, for kill and the shell. */
#include "signals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
    "EXIT", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
    "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH",
    "POLL", "PWR", "SYS",
};

#define COUNT (int)(sizeof(names) / sizeof(names[0]))

int signal_of(const char *name)
{
    if (*name && name[strspn(name, "0123456789")] == '\0')
        return atoi(name) <= 64 ? atoi(name) : -1;
    if (!strncmp(name, "SIG", 3))
        name += 3;
    for (int number = 0; number < COUNT; number++)
        if (!strcmp(names[number], name))
            return number;
    return -1;
}

int list_signals(int count, char **numbers)
{
    for (int number = 1; number < COUNT && count == 0; number++)
        puts(names[number]);
    for (int i = 0; i < count; i++) {
        int number = atoi(numbers[i]) & 127;

        if (number < COUNT)
            puts(names[number]);
    }
    return 0;
}
