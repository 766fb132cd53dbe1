/* <ucontext.h>: contexts, flows of control on stacks of their own (makecontext(3)); also what a handler with SA_SIGINFO
   gets as its third argument, which one cannot switch to. */
#ifndef _UCONTEXT_H
#define _UCONTEXT_H

#include <signal.h>

#ifndef __ucontext_t_defined
#define __ucontext_t_defined
typedef struct ucontext {
    unsigned long uc_flags;
    struct ucontext *uc_link;
    struct {
        void *ss_sp;
        int ss_flags;
        size_t ss_size;
    } uc_stack;
    struct {
        long long gregs[23];
        void *fpregs;
        unsigned long long __reserved[8];
    } uc_mcontext;
    sigset_t uc_sigmask;
    char __floating[512];
    unsigned long long __shadow_stack[4];
} ucontext_t;
#endif

int __context_mask(ucontext_t *context);
int setcontext(const ucontext_t *context);
int swapcontext(ucontext_t *old, const ucontext_t *context);
void makecontext(ucontext_t *context, void (*function)(void), int count, ...);

/* Its place is in the function that asks, since that goes on when it is switched to. */
#define getcontext(context) (__context_mask(context), __builtin_setjmp((context)->uc_mcontext.gregs), 0)

#endif
