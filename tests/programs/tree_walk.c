#define _XOPEN_SOURCE 600
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

static int display_info(const char *fpath, const struct stat *sb, int tflag, struct FTW *ftwbuf)
{
    if (tflag == FTW_F || tflag == FTW_SL || tflag == FTW_D || tflag == FTW_DP)
        printf("%-3s %2d %s %d %s\n",
               (tflag == FTW_D) ? "d" : (tflag == FTW_DNR) ? "dnr" : (tflag == FTW_DP) ? "dp" : (tflag == FTW_F) ? "f" :
               (tflag == FTW_NS) ? "ns" : (tflag == FTW_SL) ? "sl" : (tflag == FTW_SLN) ? "sln" : "???",
               ftwbuf->level, fpath, ftwbuf->base, fpath + ftwbuf->base);
    return 0;
}

static int count;
static int fn(const char *p, const struct stat *sb, int f)
{
    if (f == FTW_F)
        count++;
    return 0;
}

static int stopper(const char *p, const struct stat *sb, int f)
{
    return 42;
}

/* A tree of files, walked in both orders and by the old function. */
int main(int argc, char *argv[])
{
    mkdir("/tmp/t", 0755);
    mkdir("/tmp/t/a", 0755);
    close(creat("/tmp/t/a/f1", 0644));
    symlink("f1", "/tmp/t/a/s");
    if (nftw("/tmp/t", display_info, 20, FTW_PHYS) == -1) {
        perror("nftw");
        exit(1);
    }
    if (nftw("/tmp/t", display_info, 20, FTW_DEPTH | FTW_PHYS) == -1) {
        perror("nftw");
        exit(1);
    }
    if (ftw("/tmp/t", fn, 10) == -1)
        perror("ftw");
    printf("%d\n", count);
    printf("%d\n", ftw("/tmp/t", stopper, 10));
    printf("%d\n", nftw("/nonexistent", display_info, 5, 0));
    return 0;
}
