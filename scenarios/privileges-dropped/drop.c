#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define USER 1000

static void try(const char *what, int result)
{
    printf("%s: %s, now user %d\n", what, result == 0 ? "done" : strerror(errno), (int)geteuid());
}

int main(void)
{
    try("for a while", seteuid(USER));
    try("and back", seteuid(0));
    try("for good", setuid(USER));
    try("and back", setuid(0));
    return 0;
}
