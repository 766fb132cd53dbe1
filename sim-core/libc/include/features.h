/* <features.h>: which standards glibc follows (feature_test_macros(7)). Everything is declared whatever is asked for. */
#ifndef _FEATURES_H
#define _FEATURES_H

#define __GLIBC__       2
#define __GLIBC_MINOR__ 36
#define __GNU_LIBRARY__ 6

#define __GLIBC_PREREQ(major, minor) ((__GLIBC__ << 16) + __GLIBC_MINOR__ >= ((major) << 16) + (minor))

#endif
