/* Internet addresses in dots and numbers (inet(3)): also with fewer than four numbers, octal and hexadecimal. */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

/* Reads up to four numbers; how many there are, or 0 if the text is no address. `*rest` is what follows. */
static int read_numbers(const char *text, unsigned long numbers[4], const char **rest)
{
    int count = 0;

    for (;;) {
        char *end;

        if (!isdigit((unsigned char)*text) || count == 4) {
            return 0;
        }
        numbers[count++] = strtoul(text, &end, 0);
        if (numbers[count - 1] > 0xffffffff) {
            return 0;
        }
        text = end;
        if (*text != '.') {
            *rest = text;
            return count;
        }
        text++;
    }
}

int inet_aton(const char *text, struct in_addr *address)
{
    unsigned long numbers[4], host = 0;
    const char *rest;
    int count = read_numbers(text, numbers, &rest), index;

    if (count == 0 || (*rest != '\0' && !isspace((unsigned char)*rest))) {
        return 0;
    }
    for (index = 0; index < count - 1; index++) {
        if (numbers[index] > 0xff) {
            return 0;
        }
        host |= numbers[index] << (24 - 8 * index);
    }
    if (numbers[count - 1] > 0xffffffffUL >> 8 * (count - 1)) {
        return 0;
    }
    host |= numbers[count - 1];
    if (address != NULL) {
        address->s_addr = htonl((uint32_t)host);
    }
    return 1;
}

in_addr_t inet_addr(const char *text)
{
    struct in_addr address;

    return inet_aton(text, &address) ? address.s_addr : INADDR_NONE;
}

in_addr_t inet_network(const char *text)
{
    unsigned long numbers[4];
    const char *rest;
    int count = read_numbers(text, numbers, &rest), index;
    in_addr_t network = 0;

    if (count == 0 || (*rest != '\0' && !isspace((unsigned char)*rest))) {
        return INADDR_NONE;
    }
    for (index = 0; index < count; index++) {
        if (numbers[index] > 0xff) {
            return INADDR_NONE;
        }
        network = network << 8 | (in_addr_t)numbers[index];
    }
    return network;
}

char *inet_ntoa(struct in_addr address)
{
    static char text[INET_ADDRSTRLEN];

    return (char *)inet_ntop(AF_INET, &address, text, sizeof(text));
}
