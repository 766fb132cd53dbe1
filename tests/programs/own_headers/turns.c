#include "common.h"
#include "fail.h"
#include "turns.h"

static volatile sig_atomic_t is_mine;
static sigset_t before;

static void take(int number)
{
    is_mine = 1;
    /* A program that asks for X/Open alone gets System V's `signal`: the handler is forgotten each time. */
    signal(number, take);
}

void turns_prepare(void)
{
    Handler *old = signal(SIGUSR1, take);
    sigset_t held;

    if (old == SIG_ERR)
        fail("signal");
    sigemptyset(&held);
    sigaddset(&held, SIGUSR1);
    if (sigprocmask(SIG_BLOCK, &held, &before) == -1)
        fail("sigprocmask");
}

void turn_give(pid_t to)
{
    if (kill(to, SIGUSR1) == -1)
        fail("kill");
}

void turn_await(void)
{
    while (!is_mine)
        sigsuspend(&before);
    is_mine = 0;
}
