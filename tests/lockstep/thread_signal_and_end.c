/* A client's end wakes the thread that reads from it, and tells the process of its child: by the signal the first
 * thread is woken, and the other, which is on its way back too, does not take it. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t ended;
static int pair[2];

static void reap(int number)
{
    (void)number;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ended++;
}

static void *serve(void *arg)
{
    char byte;
    (void)arg;
    while (read(pair[0], &byte, 1) > 0)
        write(pair[0], &byte, 1);
    return NULL;
}

int main(void)
{
    struct sigaction action = {.sa_handler = reap, .sa_flags = SA_RESTART};
    pthread_t thread;
    sigaction(SIGCHLD, &action, NULL);
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    if (fork() == 0) {
        char byte = 'a';
        close(pair[0]);
        write(pair[1], &byte, 1);
        read(pair[1], &byte, 1);
        _exit(0);
    }
    close(pair[1]);
    pthread_create(&thread, NULL, serve, NULL);
    pthread_join(thread, NULL);
    while (ended == 0)
        pause();
    printf("%d ended\n", (int)ended);
    return 0;
}
