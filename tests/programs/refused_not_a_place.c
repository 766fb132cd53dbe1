//@ exit 65
/* Left sides that are no variables, and addresses of values. */
int twice(int x)
{
    return 2 * x;
}

int main(void)
{
    int a = 1, b = 2;
    int *p;

    5 = a;
    a + b = 3;
    twice(a) = 4;
    a++ = 2;
    p = &5;
    p = &(a + b);
    ++(a + b);
    return *p;
}
