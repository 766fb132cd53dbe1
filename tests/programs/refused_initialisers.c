//@ exit 65
/* Initial values that do not fit. */
struct point {
    int x, y;
};

int main(void)
{
    struct point a = 3;
    struct point b = { .z = 1 };
    int numbers[3] = 5;
    int more[2] = { [2] = 1 };
    char text[4] = 'a';
    int *pointer = { 1.5 };
    struct point c = "text";

    return a.x;
}
