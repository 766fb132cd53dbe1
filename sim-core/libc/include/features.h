/* <features.h>: which standards glibc follows, fixed by the first header (feature_test_macros(7)). Everything is declared
 * whatever is asked for; what depends on it is which form of a function a program gets that there are two of. */
#ifndef _FEATURES_H
#define _FEATURES_H

#define __GLIBC__       2
#define __GLIBC_MINOR__ 36
#define __GNU_LIBRARY__ 6

#define __GLIBC_PREREQ(major, minor) ((__GLIBC__ << 16) + __GLIBC_MINOR__ >= ((major) << 16) + (minor))

#ifdef _GNU_SOURCE
#define __USE_GNU 1
#endif

/* What is neither POSIX's nor X/Open's: there unless a standard is asked for alone. */
#if defined(_GNU_SOURCE) || defined(_DEFAULT_SOURCE) || defined(_BSD_SOURCE) || defined(_SVID_SOURCE)
#define __USE_MISC 1
#elif !defined(_POSIX_SOURCE) && !defined(_POSIX_C_SOURCE) && !defined(_XOPEN_SOURCE) && !defined(_ISOC99_SOURCE) && \
    !defined(_ISOC11_SOURCE)
#define __USE_MISC 1
#endif

#endif
