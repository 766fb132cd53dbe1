/* assert(3): the message on standard error in glibc's words, then abort. */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void __assert_fail(const char *condition, const char *file, unsigned int line, const char *function)
{
    const char *name = program_invocation_short_name;

    fprintf(stderr, "%s%s%s:%u: %s: Assertion `%s' failed.\n", name, *name ? ": " : "", file, line, function, condition);
    abort();
}
