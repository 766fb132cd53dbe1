/* <malloc.h>: the older name of <stdlib.h>'s memory functions. */
#include <stdlib.h>
