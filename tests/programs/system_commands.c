#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void report(const char *command)
{
    int status;

    printf("$ %s\n", command);
    fflush(stdout);
    status = system(command);
    if (WIFEXITED(status))
        printf("exit status %d\n", WEXITSTATUS(status));
    else
        printf("killed by %d\n", WTERMSIG(status));
}

/* Commands by the shell: statuses, pipes, redirections, lists. */
int main(void)
{
    printf("a shell: %d\n", system(NULL) != 0);
    report("echo hello, world");
    report("exit 3");
    report("kill -TERM $$");
    report("no-such-command 2>/dev/null");
    report("printf 'b\\na\\nc\\n' > /tmp/list; sort /tmp/list; rm /tmp/list");
    report("echo one two three | wc -w");
    report("false && echo no || echo yes");
    report("for i in 1 2 3; do echo $((i * i)); done | tail -n 1");
    report("(exit 5) & wait $!; echo $?");
    report("cat < /no/such/file 2>/dev/null");
    return 0;
}
