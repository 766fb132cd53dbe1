/* uname(1): -s, -n, -r, -v, -m, -a. */
#include <stdio.h>
#include <sys/utsname.h>
#include <unistd.h>

static const char *gap = "";

static void print(int is_wanted, const char *text)
{
    if (is_wanted) {
        printf("%s%s", gap, text);
        gap = " ";
    }
}

int main(int argc, char **argv)
{
    struct utsname system;
    char wanted[128] = { 0 };
    int option, any = 0;

    while ((option = getopt(argc, argv, "amnrsv")) != -1) {
        if (option == '?')
            return 1;
        wanted[option] = any = 1;
    }
    uname(&system);
    print(wanted['s'] || wanted['a'] || !any, system.sysname);
    print(wanted['n'] || wanted['a'], system.nodename);
    print(wanted['r'] || wanted['a'], system.release);
    print(wanted['v'] || wanted['a'], system.version);
    print(wanted['m'] || wanted['a'], system.machine);
    print(wanted['a'], "GNU/Linux");
    putchar('\n');
    return 0;
}
