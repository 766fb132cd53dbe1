#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define N 6

/* A process for each row; the result in shared anonymous memory. */
int main(void)
{
    double (*a)[N] = malloc(sizeof(double[N][N])),(*b)[N] = malloc(sizeof *b * N);
    double (*c)[N] = mmap(NULL, sizeof(double) * N * N, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i][j] = i + j * 0.5;
            b[i][j] = (i == j) + 0.25 * (i > j);
        }
    for (int i = 0; i < N; i++)
        if (!fork()) {
            for (int j = 0; j < N; j++) {
                double s = 0;
                for (int k = 0; k < N; k++)
                    s += a[i][k] * b[k][j];
                c[i][j] = s;
            } exit(0);
        }
    while (wait(NULL) > 0);
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++)
            printf("%7.3f%c", c[i][j], j == N - 1 ? '\n' : ' ');
    }
    return 0;
}
