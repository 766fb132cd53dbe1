/* <grp.h>: the groups, as /etc/group lists them (POSIX <grp.h>, getgrnam(3)). */
#ifndef _GRP_H
#define _GRP_H

#include <bits/types.h>
#include <stddef.h>
#include <stdio.h>

struct group {
    char *gr_name;
    char *gr_passwd;
    gid_t gr_gid;
    char **gr_mem;
};

struct group *getgrnam(const char *name);
struct group *getgrgid(gid_t gid);
int getgrnam_r(const char *name, struct group *out, char *room, size_t size, struct group **result);
int getgrgid_r(gid_t gid, struct group *out, char *room, size_t size, struct group **result);
int getgrent_r(struct group *out, char *room, size_t size, struct group **result);
struct group *fgetgrent(FILE *from);
struct group *getgrent(void);
void setgrent(void);
void endgrent(void);

int setgroups(size_t size, const gid_t *list);
int initgroups(const char *user, gid_t own);
int getgrouplist(const char *user, gid_t own, gid_t *groups, int *count);

#endif
