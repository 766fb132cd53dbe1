/* What getopt and getopt_long share: the word that is looked at may be a long option. */
#ifndef _BITS_GETOPT_H
#define _BITS_GETOPT_H

#include <getopt.h>

#define NOT_LONG (-2) /* the word is a group of short options after all */

struct long_options {
    const struct option *list;
    int *index;  /* where the caller wants the index of the one found, or NULL */
    int is_only; /* getopt_long_only: a single dash will do */
    int (*take)(int argc, char **argv, const char *options, struct long_options *long_options, int is_quiet);
};

int __getopt(int argc, char *const argv[], const char *options, struct long_options *long_options);

#endif
