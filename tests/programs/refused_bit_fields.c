//@ exit 65
/* Bit-fields of impossible types and widths. */
struct flags {
    int wide : 40;
    double ratio : 3;
    int negative : -1;
    int none : 0;
};

struct good {
    unsigned ready : 1;
};

int main(void)
{
    struct good good = { 1 };
    unsigned *address = &good.ready;

    return sizeof(good.ready);
}
