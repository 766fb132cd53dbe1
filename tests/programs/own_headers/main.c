//@ exit 1
#include "common.h"
#include "fail.h"
#include "turns.h"

static void tell_end(const char *who, int status)
{
    if (WIFEXITED(status))
        printf("%s exits with %d\n", who, WEXITSTATUS(status));
    else if (WIFSIGNALED(status))
        printf("%s dies of %s\n", who, strsignal(WTERMSIG(status)));
}

/* A program of several files with headers of its own, as books have them. */
int main(void)
{
    static const char *const words[] = { "하나", "둘", "셋" };
    pid_t parent = getpid();
    pid_t child;
    int status;

    setvbuf(stdout, NULL, _IOLBF, 0);
    turns_prepare();
    child = fork();
    if (child == -1)
        fail("fork");
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (child == 0)
            turn_await();
        printf("%s: %s\n", child ? "parent" : "child", words[i]);
        turn_give(child ? child : parent);
        if (child)
            turn_await();
    }
    if (child == 0)
        abort();
    waitpid(child, &status, 0);
    tell_end("child", status);
    goes_to_log = 1;
    complain("nobody reads this");
    goes_to_log = 0;
    if (rmdir("/no/such/folder") == -1)
        fail("rmdir %s", "/no/such/folder");
    return 0;
}
