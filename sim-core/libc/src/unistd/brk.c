/* The end of the data segment: brk(2). The kernel answers with the break as it is then; sbrk remembers it. */
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *current_break;

static int move_break(char *end)
{
    current_break = (char *)__lab_syscall(SYS_brk, end);
    if (current_break < end) {
        errno = ENOMEM;
        return -1;
    }
    return 0;
}

int brk(void *end)
{
    return move_break(end);
}

void *sbrk(long increment)
{
    char *old;

    if (!current_break)
        move_break(NULL);
    old = current_break;
    if (increment == 0)
        return old;
    if (increment > 0 ? old + increment < old : old + increment > old) {
        errno = ENOMEM;
        return (void *)-1;
    }
    return move_break(old + increment) < 0 ? (void *)-1 : old;
}
