#include <stdio.h>

static int calls;

static int fib(int n)
{
    calls++;
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static void hanoi(int n, char from, char to, char via, int *moves)
{
    if (n == 0)
        return;
    hanoi(n - 1, from, via, to, moves);
    ++*moves;
    hanoi(n - 1, via, to, from, moves);
}

static unsigned ack(unsigned m, unsigned n)
{
    if (m == 0)
        return n + 1;
    if (n == 0)
        return ack(m - 1, 1);
    return ack(m - 1, ack(m, n - 1));
}

int main(void)
{
    int moves = 0;
    static int counter;

    printf("%d in %d calls\n", fib(20), calls);
    hanoi(10, 'a', 'c', 'b', &moves);
    printf("%d moves\n", moves);
    printf("%u %d\n", ack(2, 9), counter);
    return 0;
}
