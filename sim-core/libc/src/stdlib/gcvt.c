/* gcvt(3): a number as the shortest of %e and %f. */
#include <stdio.h>
#include <stdlib.h>

char *gcvt(double value, int digits, char *text)
{
    sprintf(text, "%.*g", digits > 17 ? 17 : digits, value);
    return text;
}
