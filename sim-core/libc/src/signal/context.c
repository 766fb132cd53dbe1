/* Contexts: getcontext(3), makecontext(3). The registers are the machine's matter. */
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <ucontext.h>

#define MOST_ARGS 8

int __context_mask(ucontext_t *context)
{
    return sigprocmask(SIG_BLOCK, NULL, &context->uc_sigmask);
}

int setcontext(const ucontext_t *context)
{
    sigprocmask(SIG_SETMASK, &context->uc_sigmask, NULL);
    __builtin_longjmp((void *)context->uc_mcontext.gregs, 1);
    __builtin_unreachable();
}

int swapcontext(ucontext_t *old, const ucontext_t *context)
{
    if (__builtin_setjmp(old->uc_mcontext.gregs) == 0) {
        sigprocmask(SIG_SETMASK, &context->uc_sigmask, &old->uc_sigmask);
        __builtin_longjmp((void *)context->uc_mcontext.gregs, 1);
    }
    return 0;
}

/* The function of a context has returned: on with the next one, or the end of the process, as in glibc. */
static void end(ucontext_t *context)
{
    if (context->uc_link)
        setcontext(context->uc_link);
    exit(0);
}

void makecontext(ucontext_t *context, void (*function)(void), int count, ...)
{
    char *stack = (char *)context->uc_stack.ss_sp + context->uc_stack.ss_size;
    long args[MOST_ARGS] = { 0 };
    va_list list;

    va_start(list, count);
    for (int i = 0; i < count && i < MOST_ARGS; i++)
        args[i] = va_arg(list, long);
    va_end(list);
    __builtin_make_context(context->uc_mcontext.gregs, function, end, stack, args, context);
}
