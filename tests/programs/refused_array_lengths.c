//@ exit 65
/* Lengths that no array can have. */
int size = 10;
int first[size];
int second[-1];
int third[2.5];
static int fourth[3][];

int main(void)
{
    void nothing[4];
    int functions[3](void);

    return 0;
}
