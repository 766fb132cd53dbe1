/* Rounding: fegetround(3). The machine rounds to nearest and knows no other way. */
#include <fenv.h>

int fegetround(void)
{
    return FE_TONEAREST;
}

int fesetround(int mode)
{
    return mode != FE_TONEAREST;
}
