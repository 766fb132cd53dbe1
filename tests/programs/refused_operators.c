//@ exit 65
/* Operators on what they do not take. */
struct pair {
    int a, b;
};

int main(void)
{
    struct pair one = { 1, 2 }, two = { 3, 4 };
    int *pointer = &one.a;
    double number = 1.5;

    if (one == two)
        return 1;
    one = one + two;
    pointer = pointer * 2;
    number = number % 2;
    number <<= 1;
    pointer = pointer + pointer;
    return !one;
}
