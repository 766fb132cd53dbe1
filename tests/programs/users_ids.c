// Real, effective and saved ids: what root may, what is left without it, and every error.
#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/wait.h>
#include <unistd.h>

static void show(const char *what, int result)
{
    int error = errno;
    uid_t r, e, s;
    gid_t rg, eg, sg;

    getresuid(&r, &e, &s);
    getresgid(&rg, &eg, &sg);
    printf("%-28s %s  uid %d %d %d fs %d  gid %d %d %d fs %d\n", what, result == -1 ? strerrorname_np(error) : "ok", r, e, s,
           setfsuid(-1), rg, eg, sg, setfsgid(-1));
}

static void in_child(void (*body)(void))
{
    fflush(stdout);
    if (fork() == 0) {
        body();
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
}

#define SHOW(call) show(#call, call)

static void for_good(void)
{
    SHOW(setgid(50));
    SHOW(setuid(1000));
    SHOW(setuid(0));
    SHOW(setuid(1000));
    SHOW(setgid(0));
    SHOW(seteuid(0));
    SHOW(setresuid(0, 0, 0));
    SHOW(setuid(-1));
    SHOW(seteuid(-1));
    SHOW(setresuid(-1, -1, -1));
    SHOW(setgroups(0, NULL));
}

static void and_back(void)
{
    SHOW(setegid(50));
    SHOW(seteuid(1000));
    SHOW(setuid(1001));
    SHOW(seteuid(0));
    SHOW(setresuid(1000, 1001, 0));
    SHOW(setreuid(1001, 1000));
    SHOW(setuid(0));
    SHOW(setresuid(1000, 1000, -1));
    SHOW(setreuid(-1, 0));
    SHOW(setuid(1002));
}

static void swapped(void)
{
    SHOW(setresuid(1000, 1001, 1001));
    SHOW(setreuid(1001, 1000));
    SHOW(setreuid(1000, 1001));
    SHOW(setreuid(-1, 1000));
    SHOW(setreuid(-1, 1001));
    SHOW(setreuid(1002, -1));
    SHOW(setregid(0, 0));
    SHOW(setresgid(1, -1, -1));
}

static void for_files(void)
{
    printf("setfsuid: %d\n", setfsuid(1000));
    printf("setfsuid: %d\n", setfsuid(1001));
    SHOW(setresuid(-1, -1, -1));
    SHOW(setresuid(-1, 0, -1));
    printf("setfsuid: %d\n", setfsuid(1000));
    SHOW(setreuid(-1, -1));
    SHOW(setuid(1000));
    printf("setfsuid: %d\n", setfsuid(0));
    printf("setfsuid: %d\n", setfsuid(-1));
    printf("setfsgid: %d\n", setfsgid(7));
    printf("setfsgid: %d\n", setfsgid(-1));
}

static void groups(void)
{
    gid_t list[4] = { 50, 7, 50, 3 };
    int count;

    SHOW(setgroups(4, list));
    SHOW(getgroups(3, list));
    count = getgroups(4, list);
    printf("%d groups: %d %d %d %d\n", count, list[0], list[1], list[2], list[3]);
    printf("%d %d\n", getgroups(0, NULL), group_member(7));
    SHOW(getgroups(-1, list));
    SHOW(getgroups(4, (gid_t *)8));
    SHOW(setgroups(1, (gid_t *)8));
    SHOW(setgroups(70000, list));
    list[0] = -1;
    SHOW(setgroups(1, list));
    SHOW(seteuid(1000));
    SHOW(setgroups(1, list));
    printf("%d\n", getgroups(0, NULL));
    SHOW(getresuid((uid_t *)8, NULL, NULL));
}

int main(void)
{
    setgroups(0, NULL);
    show("at the beginning", 0);
    in_child(for_good);
    in_child(and_back);
    in_child(swapped);
    in_child(for_files);
    in_child(groups);
    show("at the end", 0);
    return 0;
}
