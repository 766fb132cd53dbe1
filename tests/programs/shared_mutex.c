#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Two children count together under a mutex that lies in shared memory. */

struct shared {
    pthread_mutex_t mutex;
    long counter;
};

int main(void)
{
    pthread_mutexattr_t attr;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->mutex, &attr);
    for (int child = 0; child < 2; child++) {
        if (fork() == 0) {
            for (int i = 0; i < 20; i++) {
                pthread_mutex_lock(&s->mutex);
                s->counter++;
                pthread_mutex_unlock(&s->mutex);
            }
            _exit(0);
        }
    }
    while (wait(NULL) > 0)
        ;
    printf("counter = %ld\n", s->counter);
    printf("trylock %d\n", pthread_mutex_trylock(&s->mutex));
    printf("trylock: %s\n", strerror(pthread_mutex_trylock(&s->mutex)));
    pthread_mutex_unlock(&s->mutex);
    pthread_mutex_destroy(&s->mutex);
    return 0;
}
