/* Stands in for our own compiler when the library is built by gcc for Linux: system calls become real ones, intrinsics
 * calls of the C code in shim.c. Only the tests use it. */
#ifndef SHIM_H
#define SHIM_H

long shim_syscall(long number, long a, long b, long c, long d, long e, long f);

#define SHIM_COUNT(a, b, c, d, e, f, g, n, ...) SHIM_CALL_##n
#define SHIM_PICK(...)                          SHIM_COUNT(__VA_ARGS__, 6, 5, 4, 3, 2, 1, 0, 0)
#define SHIM_CALL_0(n)                          shim_syscall(n, 0, 0, 0, 0, 0, 0)
#define SHIM_CALL_1(n, a)                       shim_syscall(n, (long)(a), 0, 0, 0, 0, 0)
#define SHIM_CALL_2(n, a, b)                    shim_syscall(n, (long)(a), (long)(b), 0, 0, 0, 0)
#define SHIM_CALL_3(n, a, b, c)                 shim_syscall(n, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define SHIM_CALL_4(n, a, b, c, d)              shim_syscall(n, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)
#define SHIM_CALL_5(n, a, b, c, d, e)           shim_syscall(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), 0)
#define SHIM_CALL_6(n, a, b, c, d, e, f) \
    shim_syscall(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define SHIM_EXPAND(x)                          x
#define __lab_syscall(...)                      SHIM_EXPAND(SHIM_PICK(__VA_ARGS__)(__VA_ARGS__))

void *shim_memcpy(void *to, const void *from, unsigned long len);
void *shim_memmove(void *to, const void *from, unsigned long len);
void *shim_memset(void *to, int c, unsigned long len);
int shim_memcmp(const void *a, const void *b, unsigned long len);
void *shim_memchr(const void *where, int c, unsigned long len);
unsigned long shim_strlen(const char *text);
char *shim_strcpy(char *to, const char *from);
char *shim_strncpy(char *to, const char *from, unsigned long len);
int shim_strcmp(const char *a, const char *b);
int shim_strncmp(const char *a, const char *b, unsigned long len);
char *shim_strchr(const char *text, int c);
int shim_format_double(char *buf, unsigned long cap, double value, int conv, int precision, int flags);
double shim_parse_double(const char *text, char **end);
int shim_setjmp(void *env) __attribute__((returns_twice));
void shim_longjmp(void *env, int value) __attribute__((noreturn));
void shim_make_context(void *env, ...);

#define __builtin_memcpy        shim_memcpy
#define __builtin_memmove       shim_memmove
#define __builtin_memset        shim_memset
#define __builtin_memcmp        shim_memcmp
#define __builtin_memchr        shim_memchr
#define __builtin_strlen        shim_strlen
#define __builtin_strcpy        shim_strcpy
#define __builtin_strncpy       shim_strncpy
#define __builtin_strcmp        shim_strcmp
#define __builtin_strncmp       shim_strncmp
#define __builtin_strchr        shim_strchr
#define __builtin_format_double shim_format_double
#define __builtin_parse_double  shim_parse_double
#define __builtin_setjmp        shim_setjmp
#define __builtin_longjmp       shim_longjmp
#define __builtin_make_context  shim_make_context
#define __builtin_mark(addr, len, kind) ((void)(addr), (void)(len), (void)(kind))

double shim_sqrt(double x);
double shim_floor(double x);
double shim_ceil(double x);
double shim_trunc(double x);
double shim_round(double x);
double shim_fabs(double x);
double shim_fmod(double x, double y);
double shim_no_math(double x, ...);

#define __builtin_sqrt  shim_sqrt
#define __builtin_floor shim_floor
#define __builtin_ceil  shim_ceil
#define __builtin_trunc shim_trunc
#define __builtin_round shim_round
#define __builtin_fabs  shim_fabs
#define __builtin_fmod  shim_fmod
#define __builtin_sin   shim_no_math
#define __builtin_cos   shim_no_math
#define __builtin_tan   shim_no_math
#define __builtin_asin  shim_no_math
#define __builtin_acos  shim_no_math
#define __builtin_atan  shim_no_math
#define __builtin_atan2 shim_no_math
#define __builtin_sinh  shim_no_math
#define __builtin_cosh  shim_no_math
#define __builtin_tanh  shim_no_math
#define __builtin_exp   shim_no_math
#define __builtin_log   shim_no_math
#define __builtin_log2  shim_no_math
#define __builtin_log10 shim_no_math
#define __builtin_pow   shim_no_math
#define __builtin_cbrt  shim_no_math
#define __builtin_hypot shim_no_math

#endif
