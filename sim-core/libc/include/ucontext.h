/* <ucontext.h>: what a handler with SA_SIGINFO gets as its third argument. Switching contexts is refused by name. */
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
} ucontext_t;
#endif


#endif
