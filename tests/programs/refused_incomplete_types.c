//@ exit 65
/* Types whose members or length nobody knows. */
#include <stdio.h>

struct message;

struct node {
    int value;
    struct node next;
};

int main(void)
{
    struct message one;
    struct message *pointer = 0;
    int numbers[];

    printf("%zu\n", sizeof(struct message));
    printf("%d\n", pointer->length);
    return 0;
}
