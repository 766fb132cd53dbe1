/* seteuid(3) and setegid(3): the effective id alone, as glibc makes it of setresuid(2). */
#define _GNU_SOURCE
#include <errno.h>
#include <unistd.h>

#define AS_IT_IS ((uid_t)-1)

int seteuid(uid_t uid)
{
    if (uid == AS_IT_IS) {
        errno = EINVAL;
        return -1;
    }
    return setresuid(AS_IT_IS, uid, AS_IT_IS);
}

int setegid(gid_t gid)
{
    if (gid == AS_IT_IS) {
        errno = EINVAL;
        return -1;
    }
    return setresgid(AS_IT_IS, gid, AS_IT_IS);
}
