#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char *blocks[50];
    int sum = 0;

    for (int i = 0; i < 50; i++) {
        blocks[i] = malloc(i * 37 + 1);
        memset(blocks[i], i, i * 37 + 1);
        if ((unsigned long)blocks[i] % 16)
            printf("not aligned\n");
    }
    for (int i = 0; i < 50; i += 2)
        free(blocks[i]);
    for (int i = 0; i < 50; i += 2) {
        blocks[i] = calloc(10, 20);
        for (int j = 0; j < 200; j++)
            sum += blocks[i][j];
    }
    for (int i = 1; i < 50; i += 2)
        for (int j = 0; j < i * 37 + 1; j++)
            sum += blocks[i][j] == i;
    printf("%d\n", sum);
    char *grown = malloc(3);
    strcpy(grown, "ab");
    grown = realloc(grown, 1000000);
    printf("%s\n", grown);
    grown[999999] = 1;
    free(grown);
    for (int i = 0; i < 50; i++)
        free(blocks[i]);
    free(NULL);
    int *big = malloc(5 * 1000 * 1000 * sizeof(int));
    for (int i = 0; i < 5000000; i += 1000)
        big[i] = i;
    printf("%d\n", big[4999000]);
    free(big);
    return 0;
}
