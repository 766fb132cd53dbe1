#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void say(const char *what, int result)
{
    printf("%-24s %s\n", what, result < 0 ? strerror(errno) : "ok");
}

/* Directories, renaming, links, and the errors of each. */
int main(void)
{
    char path[64];
    struct stat info;
    ssize_t len;

    mkdir("/tmp/lab-names", 0755);
    chdir("/tmp/lab-names");
    printf("%s\n", getcwd(path, sizeof(path)));
    say("mkdir a", mkdir("a", 0700));
    say("mkdir a again", mkdir("a", 0700));
    say("mkdir no/a", mkdir("no/a", 0700));
    close(creat("f", 0640));
    say("mkdir f/a", mkdir("f/a", 0700));
    say("rename f a", rename("f", "a"));
    say("rename f a/g", rename("f", "a/g"));
    say("rmdir a", rmdir("a"));
    say("unlink a", unlink("a"));
    say("link a/g h", link("a/g", "h"));
    stat("h", &info);
    printf("h has %d names, mode %o\n", (int)info.st_nlink, (unsigned)info.st_mode);
    say("symlink a/g s", symlink("a/g", "s"));
    len = readlink("s", path, sizeof(path));
    printf("s leads to %.*s\n", (int)len, path);
    lstat("s", &info);
    printf("s is a link: %d, of %ld bytes\n", S_ISLNK(info.st_mode), (long)info.st_size);
    say("symlink loop loop", symlink("loop", "loop"));
    say("open loop", open("loop", O_RDONLY));
    say("unlink loop", unlink("loop"));
    say("rename a a/b", rename("a", "a/b"));
    say("rename no x", rename("no", "x"));
    say("truncate h", truncate("h", 100));
    stat("s", &info);
    printf("through s: %ld bytes\n", (long)info.st_size);
    say("access h X_OK", access("h", X_OK));
    say("chmod h", chmod("h", 0755));
    say("access h X_OK", access("h", X_OK));
    umask(077);
    close(creat("private", 0666));
    stat("private", &info);
    printf("private has mode %o\n", (unsigned)info.st_mode & 0777);
    say("remove private", remove("private"));
    say("unlink", unlink("s") | unlink("h") | unlink("a/g"));
    say("remove a", remove("a"));
    say("chdir /", chdir("/"));
    say("rmdir", rmdir("/tmp/lab-names"));
    return 0;
}
