#include <stdio.h>

struct packet {
    int len;
    int words[];
};
struct label {
    char len;
    char text[];
};

static struct packet packet = { 3, { 10, 20, 30 } };
struct label label = { 5, "hello" };
int *numbers = (int[]){ 1, 2, 3 };
struct packet *empty = &(struct packet){ 0 };

int main(void)
{
    printf("%d %d %d %s\n", packet.words[0], packet.words[2], packet.len, label.text);
    printf("%d %d %zu\n", numbers[2], empty->len, sizeof packet);
    return 0;
}
