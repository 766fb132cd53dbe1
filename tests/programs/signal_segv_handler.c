// A SIGSEGV handler sees the address; siglongjmp leaves it, and returning runs the instruction again.
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static sigjmp_buf back;
static char *page;

static void escape(int number, siginfo_t *info, void *context)
{
    (void)context;
    printf("signal %d at %p, SEGV_MAPERR %d\n", number, info->si_addr, info->si_code == SEGV_MAPERR);
    siglongjmp(back, 1);
}

static void allow(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)context;
    printf("at the page %d, SEGV_ACCERR %d\n", (char *)info->si_addr == page, info->si_code == SEGV_ACCERR);
    mprotect(page, 4096, PROT_READ | PROT_WRITE);
}

static void divide_escape(int number)
{
    printf("signal %d\n", number);
    siglongjmp(back, 2);
}

int main(void)
{
    struct sigaction action;
    volatile int zero = 0;
    sigset_t mask;

    memset(&action, 0, sizeof(action));
    action.sa_flags = SA_SIGINFO;
    action.sa_sigaction = escape;
    sigaction(SIGSEGV, &action, NULL);
    if (sigsetjmp(back, 1) == 0)
        *(volatile int *)8 = 1;
    sigprocmask(SIG_BLOCK, NULL, &mask);
    printf("escaped, blocked %d\n", sigismember(&mask, SIGSEGV));

    page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    action.sa_sigaction = allow;
    sigaction(SIGSEGV, &action, NULL);
    page[0] = 'w';
    printf("written %c\n", page[0]);

    signal(SIGFPE, divide_escape);
    if (sigsetjmp(back, 1) == 0)
        printf("%d\n", 7 / zero);
    puts("done");
    return 0;
}
