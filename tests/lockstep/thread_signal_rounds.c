/* Which thread takes a signal that another process sends: the first if it can, else round from who took the last. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <sys/syscall.h>
#include <unistd.h>

static int pipes[3][2], done[2];
static void note(int number)
{
    char c = (char)('0' + syscall(SYS_gettid) - getpid());
    (void)number;
    write(1, &c, 1);
    write(1, "\n", 1);
}
static void *reader(void *arg)
{
    char byte;
    while (read(pipes[(long)arg][0], &byte, 1) < 0)
        ;
    return NULL;
}
int main(void)
{
    pthread_t threads[3];
    sigset_t set;
    pid_t child;
    int i;
    struct sigaction action = {.sa_handler = note};
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    if (pipe(done) == -1)
        return 1;
    for (i = 0; i < 3; i++)
        pipe(pipes[i]);
    for (i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, reader, (void *)(long)i);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    child = fork();
    if (child == 0) {
        int k;
        char byte;
        read(done[0], &byte, 1);
        for (k = 0; k < 5; k++)
            kill(getppid(), SIGUSR1), getppid();
        kill(getppid(), SIGUSR2);
        for (k = 0; k < 3; k++) {
            kill(getppid(), SIGUSR1);
            usleep(1000);
        }
        kill(getppid() + 2, SIGUSR1);
        usleep(1000);
        kill(getppid() + 2, SIGUSR2);
        usleep(1000);
        kill(getppid(), SIGUSR1);
        for (k = 0; k < 3; k++)
            write(pipes[k][1], "x", 1);
        _exit(0);
    }
    write(done[1], "x", 1);
    while (waitpid(child, NULL, 0) < 0)
        ;
    for (i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
