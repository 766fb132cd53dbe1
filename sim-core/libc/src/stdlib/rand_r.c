/* rand_r(3): three steps of a linear congruential generator make one number, as in glibc. */
#include <stdlib.h>

int rand_r(unsigned int *seed)
{
    unsigned int next = *seed * 1103515245 + 12345;
    unsigned int result = next / 65536 % 2048;

    next = next * 1103515245 + 12345;
    result = result << 10 ^ next / 65536 % 1024;
    next = next * 1103515245 + 12345;
    result = result << 10 ^ next / 65536 % 1024;
    *seed = next;
    return (int)result;
}
