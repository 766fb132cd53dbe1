#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int global = 1;
_Thread_local int own = 1;

static void *change(void *arg)
{
    int *local_of_main = arg;

    global = 2;
    *local_of_main = 2;
    own = 2; /* the thread's own variable of this name */
    close(-1); /* fails, and sets the thread's own errno */
    return NULL;
}

static void show(const char *when, int local)
{
    printf("%s: global %d, local %d, own %d, errno %d\n", when, global, local, own, errno);
    fflush(stdout);
}

int main(void)
{
    int local = 1;
    pthread_t thread;

    show("before", local);
    if (fork() == 0) {
        change(&local);
        exit(0);
    }
    wait(NULL);
    show("after a process", local);

    pthread_create(&thread, NULL, change, &local);
    pthread_join(thread, NULL);
    show("after a thread", local);
    return 0;
}
