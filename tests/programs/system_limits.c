#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <errno.h>
#include <limits.h>

static void pr_sysconf(char *mesg, int name)
{
    long val;
    fputs(mesg, stdout);
    errno = 0;
    if ((val = sysconf(name)) < 0) {
        if (errno != 0) {
            if (errno == EINVAL)
                fputs(" (not supported)\n", stdout);
            else
                perror("sysconf");
        } else
            fputs(" (no limit)\n", stdout);
    } else
        printf(" %ld\n", val);
}

static void pr_pathconf(char *mesg, char *path, int name)
{
    long val;
    fputs(mesg, stdout);
    errno = 0;
    if ((val = pathconf(path, name)) < 0) {
        if (errno != 0) {
            if (errno == EINVAL)
                fputs(" (not supported)\n", stdout);
            else
                perror("pathconf");
        } else
            fputs(" (no limit)\n", stdout);
    } else
        printf(" %ld\n", val);
}

/* The limits that a program may ask for. */
int main(void)
{
    pr_sysconf("ARG_MAX =", _SC_ARG_MAX);
    pr_sysconf("ATEXIT_MAX =", _SC_ATEXIT_MAX);
    pr_sysconf("CLK_TCK =", _SC_CLK_TCK);
    pr_sysconf("COLL_WEIGHTS_MAX =", _SC_COLL_WEIGHTS_MAX);
    pr_sysconf("DELAYTIMER_MAX =", _SC_DELAYTIMER_MAX);
    pr_sysconf("HOST_NAME_MAX =", _SC_HOST_NAME_MAX);
    pr_sysconf("IOV_MAX =", _SC_IOV_MAX);
    pr_sysconf("LINE_MAX =", _SC_LINE_MAX);
    pr_sysconf("LOGIN_NAME_MAX =", _SC_LOGIN_NAME_MAX);
    pr_sysconf("NGROUPS_MAX =", _SC_NGROUPS_MAX);
    pr_sysconf("PAGESIZE =", _SC_PAGESIZE);
    pr_sysconf("PAGE_SIZE =", _SC_PAGE_SIZE);
    pr_sysconf("RE_DUP_MAX =", _SC_RE_DUP_MAX);
    pr_sysconf("RTSIG_MAX =", _SC_RTSIG_MAX);
    pr_sysconf("SEM_NSEMS_MAX =", _SC_SEM_NSEMS_MAX);
    pr_sysconf("SEM_VALUE_MAX =", _SC_SEM_VALUE_MAX);
    pr_sysconf("STREAM_MAX =", _SC_STREAM_MAX);
    pr_sysconf("SYMLOOP_MAX =", _SC_SYMLOOP_MAX);
    pr_sysconf("TIMER_MAX =", _SC_TIMER_MAX);
    pr_sysconf("TTY_NAME_MAX =", _SC_TTY_NAME_MAX);
    pr_sysconf("TZNAME_MAX =", _SC_TZNAME_MAX);
    pr_sysconf("VERSION =", _SC_VERSION);
    pr_sysconf("XOPEN_VERSION =", _SC_XOPEN_VERSION);
    pr_sysconf("JOB_CONTROL =", _SC_JOB_CONTROL);
    pr_sysconf("SAVED_IDS =", _SC_SAVED_IDS);
    pr_sysconf("THREADS =", _SC_THREADS);
    pr_sysconf("MQ_OPEN_MAX =", _SC_MQ_OPEN_MAX);
    pr_sysconf("MQ_PRIO_MAX =", _SC_MQ_PRIO_MAX);
    pr_sysconf("THREAD_KEYS_MAX =", _SC_THREAD_KEYS_MAX);
    pr_sysconf("THREAD_STACK_MIN =", _SC_THREAD_STACK_MIN);
    pr_pathconf("FILESIZEBITS =", ".", _PC_FILESIZEBITS);
    pr_pathconf("LINK_MAX =", ".", _PC_LINK_MAX);
    pr_pathconf("MAX_CANON =", "/dev/null", _PC_MAX_CANON);
    pr_pathconf("MAX_INPUT =", "/dev/null", _PC_MAX_INPUT);
    pr_pathconf("NAME_MAX =", ".", _PC_NAME_MAX);
    pr_pathconf("PATH_MAX =", ".", _PC_PATH_MAX);
    pr_pathconf("PIPE_BUF =", ".", _PC_PIPE_BUF);
    pr_pathconf("SYMLINK_MAX =", ".", _PC_SYMLINK_MAX);
    pr_pathconf("CHOWN_RESTRICTED =", ".", _PC_CHOWN_RESTRICTED);
    pr_pathconf("NO_TRUNC =", ".", _PC_NO_TRUNC);
    pr_pathconf("VDISABLE =", "/dev/null", _PC_VDISABLE);
    pr_pathconf("bad =", "/nonexist", _PC_NAME_MAX);
    int fd[2];
    pipe(fd);
    printf("%ld\n", fpathconf(fd[0], _PC_PIPE_BUF));
    char buf[100];
    size_t n = confstr(_CS_PATH, buf, sizeof buf);
    printf("%zu %s\n", n, buf);
    exit(0);
}
