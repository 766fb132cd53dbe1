//@ exit 3
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void f1(void)
{
    printf("first exit handler\n");
} static void f2(void)
{
    printf("second exit handler\n");
} static void oe(int st, void *a)
{
    printf("on_exit %d %ld\n", st, (long)a);
}

static void __attribute__((constructor)) init(void)
{
    printf("ctor\n");
} static void __attribute__((destructor)) fini(void)
{
    printf("dtor\n");
}

/* In which order a program's functions for the end are called. */
int main(void)
{
    atexit(f2);
    atexit(f1);
    atexit(f1);
    on_exit(oe, (void *)9);
    printf("main is done\n");
    return 3;
}
