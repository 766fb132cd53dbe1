//@ exit 65
/* Names that are declared and used, but defined nowhere. */
#include <stdio.h>

int compute(int value);
extern int table[10];
void finish(void);

int main(void)
{
    printf("%d\n", compute(3) + table[2]);
    finish();
    return 0;
}
