/* test(1) and [(1). */
#ifndef CONDITION_H
#define CONDITION_H

/* argv[0] is the name; 0 for true, 1 for false, 2 for what makes no sense. */
int evaluate_test(int argc, char **argv);

#endif
