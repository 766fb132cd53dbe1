#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct account {
    pthread_mutex_t lock;
    int balance;
    int is_changing;
};

int main(void)
{
    struct account *account =
        mmap(NULL, sizeof *account, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attr;

    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&account->lock, &attr);

    if (fork() == 0) {
        pthread_mutex_lock(&account->lock);
        account->is_changing = 1;
        raise(SIGKILL);
    }
    wait(NULL);
    if (pthread_mutex_lock(&account->lock) == EOWNERDEAD) {
        printf("the owner died; is_changing = %d\n", account->is_changing);
        account->is_changing = 0;
        pthread_mutex_consistent(&account->lock);
    }
    account->balance += 100;
    pthread_mutex_unlock(&account->lock);
    printf("balance = %d\n", account->balance);
    return 0;
}
