/* main ends with pthread_exit and the process goes on; the last thread ends it. A fork keeps only its caller. */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_t first;

static void before(void)
{
    printf("before fork\n");
}

static void in_parent(void)
{
    printf("parent\n");
}

static void in_child(void)
{
    printf("child\n");
}

static void *last(void *arg)
{
    void *result;
    int status;

    pthread_join(first, &result);
    printf("main returned %s\n", (char *)result);
    fflush(stdout);
    if (fork() == 0) {
        printf("%s\n", getpid() == gettid() ? "only thread" : "?");
        fflush(stdout);
        _exit(3);
    }
    wait(&status);
    printf("child exited with %d\n", WEXITSTATUS(status));
    return arg;
}

int main(void)
{
    pthread_t thread;

    first = pthread_self();
    pthread_atfork(before, in_parent, in_child);
    pthread_create(&thread, NULL, last, NULL);
    pthread_exit("bye");
}
