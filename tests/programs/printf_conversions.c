#include <stdio.h>

int main(void)
{
    printf("[%d] [%5d] [%-5d] [%05d] [%+d] [% d] [%.3d]\n", 42, 42, 42, 42, 42, 42, 42);
    printf("[%u] [%x] [%X] [%#x] [%o] [%#o]\n", 42u, 42u, 42u, 42u, 42u, 42u);
    printf("[%ld] [%lld] [%lu] [%hd] [%hhd] [%zu]\n", -1L, -1LL, -1UL, (short)70000, (char)300, sizeof(int));
    printf("[%c] [%3c] [%-3c] [%%]\n", 'a', 'b', 'c');
    printf("[%s] [%10s] [%-10s] [%.2s] [%*s] [%.*s]\n", "text", "text", "text", "text", 6, "text", 3, "text");
    printf("[%f] [%.2f] [%10.3f] [%-10.1f] [%e] [%g] [%g] [%G]\n", 3.14159, 3.14159, 3.14159, 3.14159, 31415.9, 0.0001, 1e10, 1e-10);
    printf("[%.0f] [%.0f] [%.0f] [%#.0f] [%+.1f] [%08.2f]\n", 0.5, 1.5, 2.5, 1.0, 2.0, -3.14159);
    printf("[%p] [%p]\n", (void *)0, (void *)0x1234);
    printf("[%i] [%5.3d] [%-8.3x] [%+5d]\n", -7, 7, 255, 7);
    printf("[%s]\n", (char *)"");
    int count;
    printf("counted%n\n", &count);
    printf("%d\n", count);
    return 0;
}
