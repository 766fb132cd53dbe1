#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct account {
    pthread_mutex_t lock;
    int balance;
};

int main(void)
{
    pthread_mutexattr_t attr;
    struct account *account =
        mmap(NULL, sizeof *account, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (account == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&account->lock, &attr);
    account->balance = 100;
    if (fork() == 0) {
        for (int i = 0; i < 3; i++) {
            pthread_mutex_lock(&account->lock);
            account->balance += 10;
            pthread_mutex_unlock(&account->lock);
        }
        _exit(0);
    }
    for (int i = 0; i < 3; i++) {
        pthread_mutex_lock(&account->lock);
        account->balance -= 10;
        pthread_mutex_unlock(&account->lock);
    }
    wait(NULL);
    printf("balance = %d\n", account->balance);
    return 0;
}
