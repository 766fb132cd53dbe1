#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* A copy for each process. */
static int own = 10;

/* Shares nothing: whatever it does, nobody else can see it. */
static void work_alone(void)
{
    own *= 2;
    printf("independent: my own number is %d\n", own);
    exit(0);
}

/* Takes half of the work and leaves its result where the parent looks. */
static void work_together(int *sums, int half)
{
    for (int i = half * 50 + 1; i <= half * 50 + 50; i++)
        own += i;
    sums[half] = own - 10;
    exit(0);
}

int main(void)
{
    int *sums = mmap(NULL, 2 * sizeof *sums, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (sums == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    if (fork() == 0)
        work_alone();
    for (int half = 0; half < 2; half++)
        if (fork() == 0)
            work_together(sums, half);
    while (wait(NULL) > 0)
        ;
    printf("parent: my own number is still %d\n", own);
    printf("cooperating: %d + %d = %d\n", sums[0], sums[1], sums[0] + sums[1]);
    return 0;
}
