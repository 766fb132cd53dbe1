/* <alloca.h>: memory that goes with the function's frame (alloca(3)). */
#ifndef _ALLOCA_H
#define _ALLOCA_H

#include <stddef.h>

#define alloca(size) __builtin_alloca(size)

#endif
