/* Where errno lives. One per process while there are no threads. */
#include <errno.h>

static int error_number;

int *__errno_location(void)
{
    return &error_number;
}
