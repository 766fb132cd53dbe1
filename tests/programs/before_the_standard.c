#include <stdio.h>
int add(a, b)
int a, b;
{
    return a + b;
}

char *name();
static x = 5;
/* Functions declared as before the standard, implicit types, and the usual traps of integers. */
main(argc, argv)
int argc;
char **argv;
{
    register int i;
    auto int t = 0;
    int arr[] = { 1, 2, 3 }, n = sizeof(arr) / sizeof(arr[0]);
    for (i = 0; i < n; i++)
        t += arr[i], x++;
    printf("%d %d %s\n", add(t, x), 10 / 3 * 3 + 10 % 3, name());
    goto end;
    printf("never");
  end:;
    {
        int x = 1; {
            int x = 2;
            printf("%d ", x);
        } printf("%d\n", x);
    }
    unsigned char c = 200;
    c += 100;
    short sh = 40000;
    unsigned u = -1;
    printf("%d %d %u %d %d\n", c, sh, u, -7 / 2, -7 % 3);
    printf("%d %d\n", 1 << 3 | 1, ~0 & 0xf0 ^ 0x11);
    int k = 5;
    k = k++ * 2;
    printf("%lu %lu %lu\n", sizeof(long), sizeof(char *), sizeof 'a');
    struct {
        unsigned a:3;
        int b:5;
    } bf = { 9, -3 };
    printf("%u %d %zu\n", bf.a, bf.b, sizeof bf);
    union {
        float f;
        unsigned u;
    } fu = { 1.0f };
    printf("%x\n", fu.u);
    switch (k % 3) {
    case 0:
    case 1:
        puts("01");
    default:
        puts("dflt");
    }
    return 0;
}

char *name()
{
    return "kr" "style" "\t\x41\101";
}
