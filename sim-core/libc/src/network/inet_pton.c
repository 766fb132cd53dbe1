/* Internet addresses as text and back (inet_pton(3), inet_ntop(3)): four decimal numbers. */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

int inet_pton(int family, const char *text, void *address)
{
    unsigned char bytes[4];
    int index;

    if (family != AF_INET) {
        errno = EAFNOSUPPORT;
        return -1;
    }
    for (index = 0; index < 4; index++) {
        unsigned int number = 0;
        int digits = 0;

        if (index > 0 && *text++ != '.') {
            return 0;
        }
        while (isdigit((unsigned char)*text)) {
            if (digits > 0 && number == 0) {
                return 0;
            }
            number = 10 * number + (unsigned int)(*text++ - '0');
            digits++;
            if (number > 255) {
                return 0;
            }
        }
        if (digits == 0) {
            return 0;
        }
        bytes[index] = (unsigned char)number;
    }
    if (*text != '\0') {
        return 0;
    }
    memcpy(address, bytes, sizeof(bytes));
    return 1;
}

const char *inet_ntop(int family, const void *address, char *text, socklen_t size)
{
    const unsigned char *bytes = address;
    char whole[INET_ADDRSTRLEN];

    if (family != AF_INET) {
        errno = EAFNOSUPPORT;
        return NULL;
    }
    if (snprintf(whole, sizeof(whole), "%u.%u.%u.%u", bytes[0], bytes[1], bytes[2], bytes[3]) >= (int)size) {
        errno = ENOSPC;
        return NULL;
    }
    return strcpy(text, whole);
}
