// Mode bits decide for users what they never decide for root: each step with what it comes to.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void say(const char *what, int result)
{
    printf("%-46s %s\n", what, result == -1 ? strerrorname_np(errno) : "ok");
}

#define SAY(call) say(#call, call)

static void show(const char *path)
{
    struct stat stat;

    if (lstat(path, &stat) == -1)
        printf("  %s: %s\n", path, strerrorname_np(errno));
    else
        printf("  %s: %o %d:%d size %d\n", path, stat.st_mode, stat.st_uid, stat.st_gid, S_ISDIR(stat.st_mode) ? 0 : (int)stat.st_size);
}

static int try_open(const char *path, int flags)
{
    int fd = open(path, flags, 0666);

    if (fd != -1)
        close(fd);
    return fd;
}

#define OPEN(path, flags) say("open " path " " #flags, try_open(path, flags))

static void as(uid_t user, void (*body)(void))
{
    fflush(stdout);
    if (fork() == 0) {
        printf("as %d\n", user);
        setgid(user);
        setuid(user);
        body();
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
}

static void make(const char *path, mode_t mode, uid_t user, gid_t group)
{
    int fd = open(path, O_CREAT | O_WRONLY, 0600);

    write(fd, "text\n", 5);
    fchown(fd, user, group);
    fchmod(fd, mode);
    close(fd);
}

static void reads_and_writes(void)
{
    OPEN("/tmp/secret", O_RDONLY);
    OPEN("/tmp/secret", O_WRONLY);
    OPEN("/tmp/public", O_RDONLY);
    OPEN("/tmp/public", O_RDWR);
    OPEN("/tmp/public", O_RDONLY | O_TRUNC);
    OPEN("/tmp/shut-to-owner", O_RDONLY);
    OPEN("/tmp/for-group", O_RDWR);
    OPEN("/tmp/new", O_CREAT | O_EXCL | O_RDWR);
    show("/tmp/new");
    OPEN("/new", O_CREAT | O_RDWR);
    OPEN("/etc/passwd", O_RDONLY);
    OPEN("/etc/passwd", O_WRONLY);
    OPEN("/dev/null", O_RDWR);
    SAY(access("/tmp/secret", F_OK));
    SAY(access("/tmp/secret", R_OK));
    SAY(access("/etc/passwd", R_OK | W_OK));
    SAY(truncate("/tmp/public", 0));
    SAY(truncate("/tmp/for-group", 3));
    SAY(chmod("/tmp/public", 0777));
    SAY(chmod("/tmp/new", 06755));
    show("/tmp/new");
    SAY(chown("/tmp/new", 1001, -1));
    SAY(chown("/tmp/new", -1, 50));
    SAY(chown("/tmp/new", getuid(), getgid()));
    show("/tmp/new");
    SAY(unlink("/tmp/public"));
    SAY(rename("/tmp/public", "/tmp/mine"));
    SAY(link("/tmp/public", "/tmp/linked"));
    SAY(link("/tmp/new", "/tmp/linked"));
    SAY(unlink("/tmp/linked"));
    SAY(symlink("/tmp/secret", "/tmp/pointer"));
    show("/tmp/pointer");
    OPEN("/tmp/pointer", O_RDONLY);
    SAY(unlink("/tmp/pointer"));
    SAY(unlink("/tmp/new"));
    SAY(mkdir("/folder", 0755));
    SAY(mkfifo("/fifo", 0666));
    SAY(rmdir("/tmp/closed"));
    SAY(chdir("/tmp/closed"));
    OPEN("/tmp/closed/inside", O_RDONLY);
    OPEN("/tmp/search-only", O_RDONLY);
    OPEN("/tmp/search-only/inside", O_RDONLY);
    OPEN("/tmp/read-only/inside", O_RDONLY);
    OPEN("/tmp/read-only", O_RDONLY);
    SAY(chdir("/tmp/search-only"));
    SAY(rename("inside", "other"));
    SAY(mkdir("sub", 0777));
    OPEN("/tmp/fifo", O_RDWR);
    SAY(execl("/tmp/public", "x", NULL));
}

static void sticky(void)
{
    OPEN("/tmp/shared/mine", O_CREAT | O_WRONLY);
    show("/tmp/shared/mine");
    SAY(mkdir("/tmp/shared/folder", 0755));
    show("/tmp/shared/folder");
    SAY(rename("/tmp/shared/root's", "/tmp/shared/mine"));
    SAY(rename("/tmp/shared/mine", "/tmp/shared/root's"));
    SAY(unlink("/tmp/shared/root's"));
    SAY(unlink("/tmp/shared/mine"));
    SAY(rmdir("/tmp/shared/folder"));
    SAY(rmdir("/tmp/shared/kept"));
}

static void special_bits(void)
{
    int fd = open("/tmp/special", O_WRONLY);

    show("/tmp/special");
    SAY((int)write(fd, "x", 1));
    show("/tmp/special");
    close(fd);
    show("/tmp/special2");
    SAY(truncate("/tmp/special2", 1));
    show("/tmp/special2");
}

static void effective(void)
{
    int fd = open("/tmp/secret", O_RDONLY);
    char byte;

    SAY(seteuid(1000));
    OPEN("/tmp/secret", O_RDONLY);
    say("read what is open", (int)read(fd, &byte, 1));
    SAY(access("/tmp/secret", R_OK));
    SAY(seteuid(0));
    OPEN("/tmp/secret", O_RDONLY);
}

int main(void)
{
    gid_t staff = 50;

    umask(022);
    make("/tmp/secret", 0600, 0, 0);
    make("/tmp/public", 0644, 0, 0);
    make("/tmp/shut-to-owner", 0077, 1000, 1000);
    make("/tmp/for-group", 0060, 1, 50);
    mkfifo("/tmp/fifo", 0600);
    mkdir("/tmp/closed", 0700);
    make("/tmp/closed/inside", 0666, 0, 0);
    mkdir("/tmp/search-only", 0711);
    make("/tmp/search-only/inside", 0666, 0, 0);
    mkdir("/tmp/read-only", 0744);
    make("/tmp/read-only/inside", 0666, 0, 0);
    SAY(access("/tmp/secret", R_OK | W_OK));
    SAY(access("/tmp/secret", X_OK));
    as(1000, reads_and_writes);
    setgroups(1, &staff);
    as(1001, reads_and_writes);
    mkdir("/tmp/shared", 0);
    chown("/tmp/shared", 0, 50);
    chmod("/tmp/shared", 03777);
    show("/tmp/shared");
    make("/tmp/shared/root's", 0666, 0, 0);
    mkdir("/tmp/shared/kept", 0777);
    as(1000, sticky);
    make("/tmp/special", 0, 1000, 50);
    chmod("/tmp/special", 06777);
    make("/tmp/special2", 0, 1000, 50);
    chmod("/tmp/special2", 02767);
    as(1001, special_bits);
    chmod("/tmp/special", 06777);
    SAY(chown("/tmp/special", 1, 1));
    show("/tmp/special");
    as(0, effective);
    return 0;
}
