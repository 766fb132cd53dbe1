/* Jumps out of functions: setjmp(3). The registers are the machine's matter; the signal mask is saved on request. */
#include <setjmp.h>
#include <signal.h>

int __sigjmp_save(struct __jmp_buf_tag *env, int save_mask)
{
    env->__mask_was_saved = save_mask && sigprocmask(SIG_BLOCK, NULL, &env->__saved_mask) == 0;
    return 0;
}

_Noreturn void longjmp(jmp_buf env, int value)
{
    if (env->__mask_was_saved)
        sigprocmask(SIG_SETMASK, &env->__saved_mask, NULL);
    __builtin_longjmp(env, value ? value : 1);
    __builtin_unreachable();
}

_Noreturn void siglongjmp(sigjmp_buf env, int value)
{
    longjmp(env, value);
}

_Noreturn void _longjmp(jmp_buf env, int value)
{
    longjmp(env, value);
}
