/* <pwd.h>: the users, as /etc/passwd lists them (POSIX <pwd.h>, getpwnam(3)). */
#ifndef _PWD_H
#define _PWD_H

#include <bits/types.h>
#include <stddef.h>
#include <stdio.h>

struct passwd {
    char *pw_name;
    char *pw_passwd;
    uid_t pw_uid;
    gid_t pw_gid;
    char *pw_gecos;
    char *pw_dir;
    char *pw_shell;
};

struct passwd *getpwnam(const char *name);
struct passwd *getpwuid(uid_t uid);
int getpwnam_r(const char *name, struct passwd *out, char *room, size_t size, struct passwd **result);
int getpwuid_r(uid_t uid, struct passwd *out, char *room, size_t size, struct passwd **result);
int getpwent_r(struct passwd *out, char *room, size_t size, struct passwd **result);
struct passwd *fgetpwent(FILE *from);
int fgetpwent_r(FILE *from, struct passwd *out, char *room, size_t size, struct passwd **result);
int putpwent(const struct passwd *entry, FILE *to);
struct passwd *getpwent(void);
void setpwent(void);
void endpwent(void);

#endif
