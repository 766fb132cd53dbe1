/* The ways the library ends a program, and what it says. */
#include <assert.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void failed_assertion(void)
{
    int x = 1;

    assert(x == 2 && "words");
}

static void double_free(void)
{
    char *p = malloc(20);

    free(p);
    free(p);
}

static void invalid_free(void)
{
    char *p = malloc(20);

    free(p + 4);
}

static void double_free_of_a_large_block(void)
{
    char *p = malloc(5000);
    char *q = malloc(5000);

    free(p);
    free(p);
    free(q);
}

static void double_free_at_the_top(void)
{
    char *p = malloc(5000);

    free(p);
    free(p);
}

static void aborts(void)
{
    printf("not flushed");
    abort();
}

static void raises(void)
{
    raise(SIGUSR1);
}

static jmp_buf env;
static int caught;

static void on_signal(int number)
{
    caught = number;
}

static void jumps(void)
{
    int value = setjmp(env);

    printf("setjmp gave %d\n", value);
    if (value < 3)
        longjmp(env, value + 1);
    signal(SIGUSR2, on_signal);
    raise(SIGUSR2);
    printf("caught %d\n", caught);
    printf("%d\n", signal(SIGUSR2, SIG_DFL) == on_signal);
    exit(0);
}

static void try(const char *name, void (*deed)(void))
{
    int status;

    fflush(stdout);
    if (fork() == 0) {
        deed();
        _exit(0);
    }
    wait(&status);
    if (WIFSIGNALED(status))
        printf("%s: %s\n", name, strsignal(WTERMSIG(status)));
    else
        printf("%s: exit %d\n", name, WEXITSTATUS(status));
}

int main(void)
{
    struct rlimit none = { 0, 0 };
    sigset_t set;

    setrlimit(RLIMIT_CORE, &none);
    try("failed_assertion", failed_assertion);
    try("double_free", double_free);
    try("invalid_free", invalid_free);
    try("double_free_of_a_large_block", double_free_of_a_large_block);
    try("double_free_at_the_top", double_free_at_the_top);
    try("aborts", aborts);
    try("raises", raises);
    try("jumps", jumps);
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    printf("%d %d %d\n", sigismember(&set, SIGINT), sigismember(&set, SIGTERM), sigaddset(&set, 100));
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGINT);
    sigpending(&set);
    printf("pending %d\n", sigismember(&set, SIGINT));
    psignal(SIGTERM, "psignal");
    return 0;
}
