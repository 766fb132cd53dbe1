/* Network interfaces by name and number (if_nametoindex(3)): there is the loopback interface. */
#include <errno.h>
#include <net/if.h>
#include <string.h>

unsigned int if_nametoindex(const char *name)
{
    if (strcmp(name, "lo") == 0) {
        return 1;
    }
    errno = ENODEV;
    return 0;
}

char *if_indextoname(unsigned int index, char *name)
{
    if (index == 1) {
        return strcpy(name, "lo");
    }
    errno = ENXIO;
    return 0;
}
