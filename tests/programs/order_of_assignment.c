/* In which order the two sides of an assignment are evaluated C leaves open; programs see what GCC does. */
#include <stdio.h>

static int count;
static int array[6];

static long two_long(void)
{
    printf("[value at %d]", count);
    count += 2;
    return 5;
}

static int two(void)
{
    printf("[value at %d]", count);
    count += 2;
    return 5;
}

static int index_of_one(void)
{
    printf("[index]");
    return 1;
}

static void show(const char *what)
{
    printf(" %s:", what);
    for (int i = 0; i < 6; i++) {
        printf(" %d", array[i]);
        array[i] = 0;
    }
    putchar('\n');
    count = 0;
}

int main(void)
{
    int local = 0;
    int result;

    array[count++] = two_long();
    show("a converted call comes first");
    array[count++] = two();
    show("a call that is stored as it is comes last");
    array[index_of_one()] = two() + 1;
    show("a sum with a call comes first");
    array[index_of_one()] = two();
    show("the call alone does not");
    array[count] = (count += 2) + 1;
    show("an assignment comes first");
    array[count + 1] = (count++, 3);
    show("a comma too");
    array[count] = index_of_one() ? two() : 3;
    show("a choice too");
    array[count] = array[count + 1] = two_long();
    show("in a row");
    result = (array[count] = two() + 1);
    show("as a value");
    array[local] = ({ local += 2; local; });
    show("statements");
    printf("%d %d\n", result, local);
    return 0;
}
