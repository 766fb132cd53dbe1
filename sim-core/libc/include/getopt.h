/* <getopt.h>: options on the command line (getopt(3)). */
#ifndef _GETOPT_H
#define _GETOPT_H

#include <features.h>

extern char *optarg;
extern int optind;
extern int opterr;
extern int optopt;

#define no_argument       0
#define required_argument 1
#define optional_argument 2

struct option {
    const char *name;
    int has_arg;
    int *flag;
    int val;
};

int getopt(int argc, char *const argv[], const char *options);
int getopt_long(int argc, char *const argv[], const char *options, const struct option *list, int *index);
int getopt_long_only(int argc, char *const argv[], const char *options, const struct option *list, int *index);

#endif
