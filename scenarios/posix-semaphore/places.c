#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PLACES 2
#define ITEMS 5

struct ring {
    sem_t free_places;
    sem_t items;
    int place[PLACES];
};

int main(void)
{
    int sum = 0;
    struct ring *ring = mmap(NULL, sizeof *ring, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (ring == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    sem_init(&ring->free_places, 1, PLACES);
    sem_init(&ring->items, 1, 0);
    if (fork() == 0) {
        for (int i = 0; i < ITEMS; i++) {
            sem_wait(&ring->free_places);
            ring->place[i % PLACES] = i + 1;
            sem_post(&ring->items);
        }
        _exit(0);
    }
    for (int i = 0; i < ITEMS; i++) {
        sem_wait(&ring->items);
        sum += ring->place[i % PLACES];
        sem_post(&ring->free_places);
    }
    wait(NULL);
    printf("sum = %d\n", sum);
    return 0;
}
