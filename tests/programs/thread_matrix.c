/* A matrix product, a row a thread. */
#include <pthread.h>
#include <stdio.h>

#define N 4
static int a[N][N], b[N][N], c[N][N];

static void *row(void *arg)
{
    int i = *(int *)arg;

    for (int j = 0; j < N; j++)
        for (int k = 0; k < N; k++)
            c[i][j] += a[i][k] * b[k][j];
    pthread_exit(arg);
}

int main(void)
{
    pthread_t threads[N];
    int rows[N];
    void *result;

    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i][j] = i + j;
            b[i][j] = i * j;
        }
    for (int i = 0; i < N; i++) {
        rows[i] = i;
        pthread_create(&threads[i], NULL, row, &rows[i]);
    }
    for (int i = 0; i < N; i++) {
        pthread_join(threads[i], &result);
        printf("row %d:", *(int *)result);
        for (int j = 0; j < N; j++)
            printf(" %d", c[i][j]);
        printf("\n");
    }
    return 0;
}
