/* How the library's wrappers turn the kernel's answer into C's: -1 and errno (intro(2)). */
#ifndef _BITS_SYSCALL_RET_H
#define _BITS_SYSCALL_RET_H

long __syscall_ret(unsigned long ret);

#endif
