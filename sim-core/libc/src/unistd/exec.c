/* The exec family over execve(2): exec(3). The forms with a list of arguments copy it into an array first. */
#include <bits/syscall_ret.h>
#include <alloca.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <unistd.h>

int execve(const char *path, char *const argv[], char *const envp[])
{
    return (int)__syscall_ret(__lab_syscall(SYS_execve, path, argv, envp));
}

int execv(const char *path, char *const argv[])
{
    return execve(path, argv, environ);
}

/* Number of arguments in a list that starts with `first`, its NULL not counted. */
static int count_args(const char *first, va_list list)
{
    int count = 0;

    for (const char *arg = first; arg; arg = va_arg(list, const char *))
        count++;
    return count;
}

/* Copies the list with its NULL. What follows the NULL stays in the list, for execle. */
static void copy_args(char **argv, const char *first, va_list list)
{
    const char *arg = first;

    while ((*argv++ = (char *)arg))
        arg = va_arg(list, const char *);
}

int execl(const char *path, const char *arg, ...)
{
    va_list list;
    char **argv;

    va_start(list, arg);
    argv = alloca(((size_t)count_args(arg, list) + 1) * sizeof(char *));
    va_end(list);
    va_start(list, arg);
    copy_args(argv, arg, list);
    va_end(list);
    return execve(path, argv, environ);
}

int execle(const char *path, const char *arg, ...)
{
    va_list list;
    char **argv;
    char **envp;

    va_start(list, arg);
    argv = alloca(((size_t)count_args(arg, list) + 1) * sizeof(char *));
    envp = va_arg(list, char **);
    va_end(list);
    va_start(list, arg);
    copy_args(argv, arg, list);
    va_end(list);
    return execve(path, argv, envp);
}

int execlp(const char *file, const char *arg, ...)
{
    va_list list;
    char **argv;

    va_start(list, arg);
    argv = alloca(((size_t)count_args(arg, list) + 1) * sizeof(char *));
    va_end(list);
    va_start(list, arg);
    copy_args(argv, arg, list);
    va_end(list);
    return execvpe(file, argv, environ);
}
