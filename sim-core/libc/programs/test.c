/* test(1), which is also called [. */
#include "condition.h"

int main(int argc, char **argv)
{
    return evaluate_test(argc, argv);
}
