/* The system's name: uname(2). */
#include <bits/syscall_ret.h>
#include <sys/syscall.h>
#include <sys/utsname.h>

int uname(struct utsname *name)
{
    return (int)__syscall_ret(__lab_syscall(SYS_uname, name));
}
