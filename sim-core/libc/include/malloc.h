/* <malloc.h>: memory functions beyond <stdlib.h> (malloc_usable_size(3), memalign(3)). */
#ifndef _MALLOC_H
#define _MALLOC_H

#include <stdio.h>
#include <stdlib.h>

void *memalign(size_t align, size_t size);
void *pvalloc(size_t size);
size_t malloc_usable_size(void *block);
int malloc_trim(size_t pad);

#endif
