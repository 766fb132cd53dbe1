//@ exit 65
#include <stdio.h>
#include <unistd.h>

static int add(int a, int b)
{
    return a + b;
}

int main(void)
{
    int fd[2];

    pipe();
    add(1);
    add(1, 2, 3);
    fork(1);
    fd();
    return read(fd[0]);
}
