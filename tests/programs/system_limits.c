#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct name {
    const char *text;
    int number;
};

#define SC(name) { #name, _SC_##name }
#define PC(name) { #name, _PC_##name }

static const struct name system_names[] = {
    SC(ARG_MAX), SC(CLK_TCK), SC(NGROUPS_MAX), SC(STREAM_MAX), SC(TZNAME_MAX), SC(JOB_CONTROL), SC(SAVED_IDS),
    SC(REALTIME_SIGNALS), SC(SEMAPHORES), SC(SHARED_MEMORY_OBJECTS), SC(MQ_OPEN_MAX), SC(MQ_PRIO_MAX), SC(VERSION),
    SC(PAGESIZE), SC(PAGE_SIZE), SC(RTSIG_MAX), SC(SEM_NSEMS_MAX), SC(SEM_VALUE_MAX), SC(DELAYTIMER_MAX), SC(TIMER_MAX),
    SC(LINE_MAX), SC(RE_DUP_MAX), SC(COLL_WEIGHTS_MAX), SC(IOV_MAX), SC(THREADS), SC(GETPW_R_SIZE_MAX),
    SC(LOGIN_NAME_MAX), SC(TTY_NAME_MAX), SC(THREAD_KEYS_MAX), SC(THREAD_STACK_MIN), SC(ATEXIT_MAX), SC(XOPEN_VERSION),
    SC(HOST_NAME_MAX), SC(SYMLOOP_MAX), SC(MONOTONIC_CLOCK), SC(2_VERSION), { "a name that is none", 9999 },
};

static const struct name path_names[] = {
    PC(LINK_MAX), PC(MAX_CANON), PC(MAX_INPUT), PC(NAME_MAX), PC(PATH_MAX), PC(PIPE_BUF), PC(CHOWN_RESTRICTED),
    PC(NO_TRUNC), PC(VDISABLE), PC(FILESIZEBITS), PC(SYMLINK_MAX), PC(2_SYMLINKS), { "a name that is none", -5 },
};

static void tell(const char *name, long value)
{
    if (value != -1)
        printf("%-24s %ld\n", name, value);
    else
        printf("%-24s %s\n", name, errno ? strerror(errno) : "unlimited");
}

/* The limits that a program may ask for. */
int main(void)
{
    char text[64];
    int ends[2];
    size_t len;

    for (size_t i = 0; i < sizeof(system_names) / sizeof(system_names[0]); i++) {
        errno = 0;
        tell(system_names[i].text, sysconf(system_names[i].number));
    }
    for (size_t i = 0; i < sizeof(path_names) / sizeof(path_names[0]); i++) {
        errno = 0;
        tell(path_names[i].text, pathconf("/tmp", path_names[i].number));
    }
    errno = 0;
    tell("of a file that is none", pathconf("/tmp/none", _PC_NAME_MAX));
    errno = 0;
    tell("of no file", fpathconf(-1, _PC_PIPE_BUF));
    if (pipe(ends) == 0)
        tell("of a pipe", fpathconf(ends[0], _PC_PIPE_BUF));
    len = confstr(_CS_PATH, text, sizeof(text));
    printf("%zu %s\n", len, text);
    len = confstr(_CS_PATH, text, 6);
    printf("%zu %s\n", len, text);
    printf("%d %d %d\n", getpagesize(), PATH_MAX, NAME_MAX);
    return 0;
}
