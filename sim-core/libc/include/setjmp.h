/* <setjmp.h>: jumps out of functions (C11 7.13, setjmp(3)). setjmp does not save the signal mask, as in glibc. */
#ifndef _SETJMP_H
#define _SETJMP_H

#include <bits/sigset.h>

struct __jmp_buf_tag {
    long __registers[8];
    int __mask_was_saved;
    sigset_t __saved_mask;
};

typedef struct __jmp_buf_tag jmp_buf[1];
typedef struct __jmp_buf_tag sigjmp_buf[1];

int __sigjmp_save(struct __jmp_buf_tag *env, int save_mask);
_Noreturn void longjmp(jmp_buf env, int value);
_Noreturn void _longjmp(jmp_buf env, int value);
_Noreturn void siglongjmp(sigjmp_buf env, int value);

#define setjmp(env)                (__sigjmp_save(env, 0), __builtin_setjmp(env))
#define _setjmp(env)               (__sigjmp_save(env, 0), __builtin_setjmp(env))
#define sigsetjmp(env, save_mask)  (__sigjmp_save(env, save_mask), __builtin_setjmp(env))

#endif
