/* Where the bytes of a stream fall into calls of write, seen through fork: what is unflushed comes twice. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void twice(void)
{
    fflush(NULL);
    printf("before fork ");
    if (fork() == 0) {
        printf("child\n");
        exit(0);
    }
    wait(NULL);
    printf("parent\n");
}

static void dies(void)
{
    int status;

    fflush(stdout);
    if (fork() == 0) {
        printf("lost\n");
        _exit(4);
    }
    wait(&status);
    printf("exited %d with %d\n", WIFEXITED(status), WEXITSTATUS(status));
    fflush(stdout);
    if (fork() == 0) {
        char big[5000];

        memset(big, 'b', sizeof(big));
        big[4999] = '\n';
        fwrite(big, 1, 100, stdout);
        fwrite(big, 1, 5000, stdout);
        _exit(0);
    }
    wait(&status);
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (fork() == 0) {
        printf("one\ntwo ");
        printf("three\nfour");
        _exit(0);
    }
    wait(&status);
    setvbuf(stdout, NULL, _IONBF, 0);
    if (fork() == 0) {
        printf("unbuffered %d", 5);
        puts("all");
        _exit(0);
    }
    wait(&status);
    setvbuf(stdout, NULL, _IOFBF, 8);
    printf("full\n");
}

int main(void)
{
    twice();
    dies();
    return 0;
}
