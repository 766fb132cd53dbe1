/* The further groups of a process and of a user: getgroups(2), setgroups(2), initgroups(3), getgrouplist(3). */
#define _GNU_SOURCE
#include <bits/syscall_ret.h>
#include <grp.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int getgroups(int size, gid_t list[])
{
    return (int)__syscall_ret(__lab_syscall(SYS_getgroups, size, list));
}

int setgroups(size_t size, const gid_t *list)
{
    return (int)__syscall_ret(__lab_syscall(SYS_setgroups, size, list));
}

static int is_member(const struct group *group, const char *user)
{
    for (char **member = group->gr_mem; *member; member++)
        if (strcmp(*member, user) == 0)
            return 1;
    return 0;
}

int getgrouplist(const char *user, gid_t own, gid_t *groups, int *count)
{
    struct group *group;
    int room = *count, found = 1;

    if (room > 0)
        groups[0] = own;
    setgrent();
    while ((group = getgrent())) {
        if (group->gr_gid == own || !is_member(group, user))
            continue;
        if (found < room)
            groups[found] = group->gr_gid;
        found++;
    }
    endgrent();
    *count = found;
    return found <= room ? found : -1;
}

int initgroups(const char *user, gid_t own)
{
    gid_t groups[NGROUPS_MAX / 1024];
    int count = sizeof(groups) / sizeof(groups[0]);

    if (getgrouplist(user, own, groups, &count) == -1)
        count = sizeof(groups) / sizeof(groups[0]);
    return setgroups((size_t)count, groups);
}

int group_member(gid_t group)
{
    gid_t groups[NGROUPS_MAX / 1024];
    int count = getgroups(sizeof(groups) / sizeof(groups[0]), groups);

    while (count > 0)
        if (groups[--count] == group)
            return 1;
    return 0;
}
