/* UTF-8 (RFC 3629), as glibc's C.UTF-8 has it. */
#include <bits/wide.h>

/* Writes a character, at most UTF8_MOST bytes; how many, or -1 if there is no such character. */
int __utf8_put(char *text, unsigned int c)
{
    if (c < 0x80) {
        text[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        text[0] = (char)(0xc0 | c >> 6);
        text[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        if (c >= 0xd800 && c < 0xe000)
            return -1;
        text[0] = (char)(0xe0 | c >> 12);
        text[1] = (char)(0x80 | (c >> 6 & 0x3f));
        text[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    if (c > 0x10ffff)
        return -1;
    text[0] = (char)(0xf0 | c >> 18);
    text[1] = (char)(0x80 | (c >> 12 & 0x3f));
    text[2] = (char)(0x80 | (c >> 6 & 0x3f));
    text[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

/* Bytes of the character that begins with this one, and the bits of it that belong to the character. */
static int length_of(unsigned char first, unsigned int *c)
{
    if (first < 0x80) {
        *c = first;
        return 1;
    }
    if (first >= 0xc2 && first < 0xe0) {
        *c = first & 0x1f;
        return 2;
    }
    if (first >= 0xe0 && first < 0xf0) {
        *c = first & 0x0f;
        return 3;
    }
    if (first >= 0xf0 && first < 0xf5) {
        *c = first & 0x07;
        return 4;
    }
    return -1;
}

/* Reads a character: how many bytes it has, -1 if they are none, -2 if the text ends within it. */
int __utf8_get(const char *text, size_t len, unsigned int *c)
{
    static const unsigned int least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    int count;

    if (len == 0)
        return -2;
    count = length_of((unsigned char)text[0], c);
    for (int at = 1; at < count; at++) {
        if ((size_t)at == len)
            return -2;
        if ((text[at] & 0xc0) != 0x80)
            return -1;
        *c = *c << 6 | (text[at] & 0x3f);
    }
    if (count > 0 && (*c < least[count] || *c > 0x10ffff || (*c >= 0xd800 && *c < 0xe000)))
        return -1;
    return count;
}
