//@ undefined
/* Bytes that belong to no object, or to another one: each access is told of, and touches the neighbouring memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int table[3][4];

struct packet {
    char name[8];
    int number;
};

static int one_too_many(void)
{
    int numbers[5];
    int sum = 0;

    for (int i = 0; i <= 5; i++)
        numbers[i] = i;
    for (int i = 0; i < 5; i++)
        sum += numbers[i];
    return sum;
}

static int in_a_member(struct packet *packet, int at)
{
    packet->name[at] = 0;
    return packet->number;
}

static void behind_a_text(void)
{
    char text[5];
    const char *from = "hello";

    strcpy(text, from);
    puts(text);
}

static void behind_a_block(void)
{
    char *copy = malloc(strlen("hello"));
    int *numbers = malloc(3 * sizeof(int));

    strcpy(copy, "hello");
    puts(copy);
    numbers[3] = 7;
    free(copy);
    free(numbers);
}

int main(void)
{
    struct packet packet = { "abc", 0x01010101 };
    int row = 3;

    printf("%d\n", one_too_many());
    printf("%#x\n", in_a_member(&packet, 8));
    printf("%d\n", table[1][5] + (table[row][0] & 0));
    behind_a_text();
    behind_a_block();
    return 0;
}
