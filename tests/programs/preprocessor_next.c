#include_next <stdio.h>
#if defined __has_include && __has_include(<unistd.h>) && !__has_include("nowhere.h")
#include <unistd.h>
#endif
#define LOG(format, ...) printf(format "\n" __VA_OPT__(,) __VA_ARGS__)
#define COUNT(...) (0 __VA_OPT__(+ 1 + (sizeof #__VA_ARGS__ > 4)))

int main(void)
{
    LOG("none");
    LOG("%d and %s", 1, "two");
    printf("%d %d %d\n", COUNT(), COUNT(a), COUNT(a, b, c));
    return getpid() > 0 ? 0 : 1;
}
