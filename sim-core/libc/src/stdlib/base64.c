/* a64l(3), l64a(3): 32-bit numbers as up to six characters, the least significant first. */
#include <stdlib.h>
#include <string.h>

static const char digits[] = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

long a64l(const char *text)
{
    unsigned int value = 0;

    for (int i = 0; i < 6 && text[i]; i++) {
        const char *digit = strchr(digits, text[i]);

        if (!digit)
            break;
        value |= (unsigned int)(digit - digits) << (6 * i);
    }
    return (int)value;
}

char *l64a(long number)
{
    static char text[7];
    unsigned int value = (unsigned int)number;
    int len = 0;

    for (; value; value >>= 6)
        text[len++] = digits[value & 63];
    text[len] = '\0';
    return text;
}
