#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The sequences of the random generators, and other old friends of <stdlib.h>. */
int main(void)
{
    int i;
    char st[128];
    srandom(42);
    for (i = 0; i < 5; i++)
        printf("%ld ", random());
    puts("");
    initstate(7, st, 128);
    for (i = 0; i < 5; i++)
        printf("%ld ", random());
    puts("");
    char st2[32];
    char *old = initstate(7, st2, 32);
    for (i = 0; i < 5; i++)
        printf("%ld ", random());
    puts("");
    setstate(old);
    printf("%ld\n", random());
    srand48(9);
    printf("%f %ld %ld\n", drand48(), lrand48(), mrand48());
    unsigned short s[3] = { 1, 2, 3 };
    printf("%f %ld %ld\n", erand48(s), nrand48(s), jrand48(s));
    seed48(s);
    printf("%f\n", drand48());
    unsigned int u = 5;
    printf("%d %d\n", rand_r(&u), rand_r(&u));
    srand(1);
    printf("%d %d %d\n", rand(), rand(), rand());
    printf("%ld %s\n", a64l("zz1"), l64a(123456));
    char buf[10] = "abcdef", o[10] = { 0 };
    swab(buf, o, 6);
    puts(o);
    int d = 0, sg = 0;
    printf("%s %d %d\n", ecvt(3.14159, 4, &d, &sg), d, sg);
    printf("%s %d %d\n", fcvt(-3.14159, 3, &d, &sg), d, sg);
    printf("%d %d\n", strverscmp("file10", "file9"), strverscmp("a", "b"));
    char dst[8];
    printf("%d\n", (int)strlen(strncpy(dst, "hello", 8)));
    char *sub[] = { "ro", "rw", "name", NULL }, opts[] = "ro,name=disk,zz", *p = opts, *v;
    while (*p) {
        int r = getsubopt(&p, sub, &v);
        printf("%d %s\n", r, v ? v : "-");
    }
    return 0;
}
