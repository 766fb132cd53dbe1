#define A B B
#define B C C
#define C D D
#define D E E
#define E A x
#define G(a, b) a##b G(b, a) #a
#define H(...) __VA_OPT__(G(__VA_ARGS__)) H
#line 2147483647 "x\"y"
#pragma pack(push, 1) pack(pop) pack(pop) pack(99
int x = A G(1, 2) G(+, +) H(H)(H)(, , ) __COUNTER__ _Pragma("pack(") __has_include(<) defined(A);
