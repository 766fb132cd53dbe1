/* <complex.h>: complex numbers (C11 7.3). The lab refuses the type by name, where a program first uses it. */
#ifndef _COMPLEX_H
#define _COMPLEX_H

#define complex    _Complex
#define _Complex_I 1.0iF
#define I          _Complex_I

#endif
