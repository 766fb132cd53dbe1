#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stddef.h>

struct point {
    int x, y;
};

struct shape {
    char name[8];
    struct point corner[2];
    double area;
    struct shape *next;
};

union word {
    int number;
    unsigned char bytes[4];
};

enum color { RED, GREEN = 5, BLUE };

typedef struct {
    unsigned low : 4;
    unsigned high : 4;
    int sign : 3;
} bits_t;

static struct point moved(struct point p, int by)
{
    p.x += by;
    p.y -= by;
    return p;
}

static struct shape *add(struct shape *list, const char *name, int size)
{
    struct shape *s = malloc(sizeof *s);

    memset(s, 0, sizeof *s);
    strcpy(s->name, name);
    s->corner[1] = (struct point){ size, size };
    s->area = size * size / 2.0;
    s->next = list;
    return s;
}

int main(void)
{
    struct point p = { 1, 2 }, q;
    struct shape *list = NULL;
    union word w;
    bits_t b = { .low = 9, .high = 3, .sign = -2 };
    struct point grid[2][2] = { { { 1, 2 }, { 3, 4 } }, { [1] = { 7, 8 } } };

    q = moved(p, 10);
    printf("%d %d %d %d\n", p.x, p.y, q.x, q.y);
    list = add(list, "small", 3);
    list = add(list, "big", 10);
    for (struct shape *s = list; s; s = s->next)
        printf("%s %d %.1f\n", s->name, s->corner[1].y, s->area);
    w.number = 0x01020304;
    printf("%d %d\n", w.bytes[0], w.bytes[3]);
    printf("%u %u %d %zu\n", b.low, b.high, b.sign, sizeof b);
    b.low += 10;
    printf("%u\n", b.low);
    printf("%d %d %d\n", RED, GREEN, BLUE);
    printf("%zu %zu %zu\n", sizeof(struct shape), offsetof(struct shape, area), sizeof(struct point[3]));
    printf("%d %d\n", grid[0][1].y, grid[1][1].x);
    while (list) {
        struct shape *next = list->next;
        free(list);
        list = next;
    }
    return 0;
}
