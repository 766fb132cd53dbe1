#include <stdio.h>
#include <stdarg.h>
#include <time.h>
#include <string.h>
#define LOG(level, fmt, ...) log_write(level, __FILE__, __LINE__, __func__, fmt, ##__VA_ARGS__)
#define STR(x) #x
#define XSTR(x) STR(x)
#define CAT(a, b) a##b
#define DEBUG 1
#if defined(DEBUG) && DEBUG > 0
#define dprint(...) fprintf(stdout, __VA_ARGS__)
#else
#define dprint(...)
#endif
enum { LOG_INFO_, LOG_WARN_ };
static const char *const names[] = {[LOG_INFO_] = "INFO",[LOG_WARN_] = "WARN" };

static void log_write(int l, const char *f, int line, const char *fn, const char *fmt, ...)
{
    va_list ap;
    const char *b = strrchr(f, '/');
    va_start(ap, fmt);
    printf("[%s] %s:%d %s(): ", names[l], b ? b + 1 : f, line, fn);
    vprintf(fmt, ap);
    va_end(ap);
    putchar('\n');
}

static int sum(int n, ...)
{
    va_list ap, aq;
    int s = 0;
    va_start(ap, n);
    va_copy(aq, ap);
    while (n-- > 0)
        s += va_arg(ap, int);
    va_end(ap);
    s += va_arg(aq, int) * 100;
    va_end(aq);
    return s;
}

int CAT(my, func) (void) { return __LINE__;
}

/* Variadic functions and macros, and most of printf's conversions. */
int main(void)
{
    LOG(LOG_INFO_, "start");
    LOG(LOG_WARN_, "x=%d y=%s", 3, "abc");
    dprint("%s %d\n", XSTR(CAT(1, 2)), myfunc());
    printf("%d %s\n", sum(3, 1, 2, 3), __func__);
    printf("%5d|%-5d|%05d|%+d|%x|%#X|%o|%e|%g|%.3s|%*d|%c|%%|%p\n", 42, 42, 42, 42, 255, 255, 8, 1234.5, 0.0001,
           "abcdef", 6, 7, 'z', (void *)0);
    printf("%hhd %hu %ld %lld %zu %jd %td\n", (char)300, (unsigned short)70000, -1L, 1LL << 40, sizeof(int), (long)5,
           (char *)8 - (char *)3);
    return 0;
}
