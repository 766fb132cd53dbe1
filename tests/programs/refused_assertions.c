//@ exit 65
/* Static assertions that do not hold, and what is no constant in them. */
struct header {
    char kind;
    int length;
};

_Static_assert(sizeof(struct header) == 5, "the header must have 5 bytes");
_Static_assert(sizeof(long) == 4);

int main(void)
{
    int value = 3;

    _Static_assert(value == 3, "value");
    return 0;
}
