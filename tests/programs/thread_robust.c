/* A robust mutex: who locks it next hears that its owner has died. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void *die_with_it(void *arg)
{
    pthread_mutex_lock(arg);
    return NULL;
}

static const char *name(int error)
{
    switch (error) {
    case 0:
        return "0";
    case EOWNERDEAD:
        return "EOWNERDEAD";
    case ENOTRECOVERABLE:
        return "ENOTRECOVERABLE";
    case EINVAL:
        return "EINVAL";
    case EPERM:
        return "EPERM";
    default:
        return strerror(error);
    }
}

int main(void)
{
    pthread_mutex_t *mutex = mmap(NULL, sizeof *mutex, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attr;
    pthread_t thread;

    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(mutex, &attr);

    pthread_create(&thread, NULL, die_with_it, mutex);
    pthread_join(thread, NULL);
    printf("after a thread: %s\n", name(pthread_mutex_lock(mutex)));
    printf("consistent: %s\n", name(pthread_mutex_consistent(mutex)));
    printf("unlock: %s\n", name(pthread_mutex_unlock(mutex)));

    if (fork() == 0) {
        pthread_mutex_lock(mutex);
        _exit(0);
    }
    wait(NULL);
    printf("after a process: %s\n", name(pthread_mutex_lock(mutex)));
    printf("unlock: %s\n", name(pthread_mutex_unlock(mutex)));
    printf("not mended: %s\n", name(pthread_mutex_lock(mutex)));
    printf("consistent: %s\n", name(pthread_mutex_consistent(mutex)));
    return 0;
}
