/* The way back from a signal handler: it returns to this function, which asks the kernel to restore what was interrupted
 * (sigreturn(2)). The name is the one that debuggers show on Linux. */

#include <sys/syscall.h>

void __restore_rt(void)
{
    __lab_syscall(SYS_rt_sigreturn);
}
