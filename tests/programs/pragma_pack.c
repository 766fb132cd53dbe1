/* Layouts with #pragma pack, packed members and bit-fields. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#pragma pack(push, 1)
struct header {
    char kind;
    int length;
    unsigned flags : 5;
    unsigned sequence : 9;
    double value;
};
#pragma pack(pop)

#pragma pack(2)
struct by_two {
    char a;
    long b;
    char c;
};
#pragma pack()

struct natural {
    char a;
    long b;
    char c;
};

struct one_packed_member {
    char a;
    int b __attribute__((packed));
    int c;
};

struct __attribute__((packed)) message {
    unsigned char type;
    unsigned short port;
    unsigned int address;
};

struct bits {
    unsigned x : 3;
    int y : 5;
    unsigned z : 26;
    unsigned w : 4;
    unsigned : 0;
    _Bool last : 1;
};

static void dump(const void *from, size_t size)
{
    for (size_t i = 0; i < size; i++)
        printf(" %02x", ((const unsigned char *)from)[i]);
    printf("\n");
}

int main(void)
{
    struct header header;
    struct bits bits;

    printf("%zu %zu %zu %zu %zu %zu\n", sizeof(struct header), sizeof(struct by_two), sizeof(struct natural),
           sizeof(struct one_packed_member), sizeof(struct message), sizeof(struct bits));
    printf("%zu %zu %zu %zu\n", offsetof(struct header, length), offsetof(struct header, value),
           offsetof(struct by_two, c), offsetof(struct one_packed_member, c));
    memset(&header, 0, sizeof(header));
    header.kind = 'k';
    header.length = 0x01020304;
    header.flags = 21;
    header.sequence = 0x155;
    header.value = 1.5;
    header.flags++;
    dump(&header, sizeof(header));
    memset(&bits, 0, sizeof(bits));
    bits.x = 9;
    bits.y = -3;
    bits.z = 0x3ffffff;
    bits.w = 5;
    bits.last = 7;
    bits.y += 20;
    dump(&bits, sizeof(bits));
    printf("%d %d %u\n", bits.x, bits.y, header.sequence);
    return 0;
}
