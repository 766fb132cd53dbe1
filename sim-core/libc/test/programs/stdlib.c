/* Random numbers, sorting, the heap, the environment, exit. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int by_key(const void *a, const void *b)
{
    static int calls;
    const int *x = a, *y = b;

    if (++calls < 40)
        printf("(%d %d)", *x, *y);
    return *x / 10 - *y / 10;
}

static int by_value(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void last(void)
{
    puts("last");
}

static void later(void)
{
    puts("later");
    atexit(last);
}

static void heap(void)
{
    char *blocks[500] = { 0 };
    unsigned seed = 1;
    size_t sizes[500] = { 0 };

    for (int round = 0; round < 20000; round++) {
        int at = rand_r(&seed) % 500;
        size_t size = rand_r(&seed) % 10 == 0 ? rand_r(&seed) % 200000 : rand_r(&seed) % 900;

        for (size_t i = 0; i < sizes[at]; i += 97)
            if (blocks[at][i] != (char)(at + 1)) {
                printf("block %d damaged\n", at);
                exit(1);
            }
        if (rand_r(&seed) % 3 == 0) {
            free(blocks[at]);
            blocks[at] = NULL;
            sizes[at] = 0;
        } else {
            blocks[at] = realloc(blocks[at], size + 1);
            if ((uintptr_t)blocks[at] % 16)
                puts("not aligned");
            sizes[at] = size + 1;
            memset(blocks[at], at + 1, size + 1);
        }
    }
    for (int i = 0; i < 500; i++)
        free(blocks[i]);
    char *a = malloc(1), *b = malloc(1), *c = malloc(25), *d = malloc(1);
    printf("%ld\n", (long)(malloc(0) != NULL));
    (void)a, (void)b, (void)c, (void)d;
    int *zeros = calloc(1000, sizeof(int));
    for (int i = 0; i < 1000; i++)
        if (zeros[i])
            puts("not zero");
    printf("%d %d\n", malloc(SIZE_MAX) == NULL, calloc(SIZE_MAX / 2, 4) == NULL);
}

int main(void)
{
    int numbers[300];
    unsigned seed = 7;

    for (int i = 0; i < 50; i++)
        printf("%d ", rand());
    srand(42);
    for (int i = 0; i < 400; i++)
        printf("%d ", rand());
    srandom(0);
    printf("%ld %ld\n", random(), random());
    srand(4294967295u);
    printf("%d %d\n", rand(), rand());
    for (int i = 0; i < 10; i++)
        printf("%d ", rand_r(&seed));
    puts("");
    for (int i = 0; i < 300; i++)
        numbers[i] = rand() % 1000;
    qsort(numbers, 20, sizeof(int), by_key);
    for (int i = 0; i < 20; i++)
        printf("%d ", numbers[i]);
    qsort(numbers, 300, sizeof(int), by_value);
    for (int i = 0; i < 300; i++)
        printf("%d ", numbers[i]);
    puts("");
    printf("%d\n", bsearch(numbers + 7, numbers, 300, sizeof(int), by_value) != NULL);
    heap();
    div_t q = div(-7, 2);
    ldiv_t l = ldiv(-7, 2);
    printf("%d %d %ld %ld %d %ld\n", q.quot, q.rem, l.quot, l.rem, abs(-5), labs(-6));
    setenv("LAB", "one", 1);
    setenv("LAB", "two", 0);
    printf("%s\n", getenv("LAB"));
    setenv("LAB", "three", 1);
    printf("%s\n", getenv("LAB"));
    putenv("LAB2=x");
    printf("%s %d\n", getenv("LAB2"), getenv("NO_SUCH_NAME") == NULL);
    unsetenv("LAB");
    printf("%d %d\n", getenv("LAB") == NULL, setenv("a=b", "c", 1));
    atexit(last);
    atexit(later);
    exit(300);
}
