//@ exit 7
/* What runs before and after main: constructors, destructors, atexit, on_exit. */
#include <stdio.h>
#include <stdlib.h>

static void first(void) __attribute__((constructor(101)));
void late(void) __attribute__((destructor));

static void first(void)
{
    puts("constructor with a priority");
}

__attribute__((constructor)) static void second(int argc, char **argv)
{
    printf("constructor without: %d argument, %s\n", argc, argv[argc] ? "?" : "NULL");
}

void late(void)
{
    puts("destructor");
}

__attribute__((destructor(200))) static void last(void)
{
    puts("destructor with a priority");
}

static void at_end(void)
{
    puts("atexit");
}

static void with_status(int status, void *argument)
{
    printf("on_exit: %d, %s\n", status, (char *)argument);
}

int main(void)
{
    on_exit(with_status, "argument");
    atexit(at_end);
    puts("main");
    exit(7);
}
