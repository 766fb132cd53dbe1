/* What threads are called: pthread_setname_np(3). The first one is called as its program. */
#include <bits/thread.h>
#include <errno.h>
#include <pthread.h>
#include <string.h>

extern char *program_invocation_short_name;

int pthread_setname_np(pthread_t thread, const char *name)
{
    if (strlen(name) >= NAME_ROOM)
        return ERANGE;
    strcpy(((struct __pthread *)thread)->name, name);
    return 0;
}

int pthread_getname_np(pthread_t thread, char *name, size_t size)
{
    const struct __pthread *other = (const struct __pthread *)thread;
    char short_name[NAME_ROOM];

    if (size < NAME_ROOM)
        return ERANGE;
    strncpy(short_name, other->name[0] ? other->name : program_invocation_short_name, NAME_ROOM - 1);
    short_name[NAME_ROOM - 1] = '\0';
    strcpy(name, short_name);
    return 0;
}
