#include <stdio.h>
#define F(x, ...) #x x ## __VA_ARGS__ F(
#if defined(F) && F(
struct s { int a : 3, : 0; struct { union { char
#endif
int main(int argc, char *argv[static
{
    switch (argc) { case 1 ... : default: for (;;
    return _Generic(argc, int: (struct s){ .a = ({ goto *&&end; }) }, default
