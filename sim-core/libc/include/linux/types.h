/* <linux/types.h>: the same as <asm/types.h>. */
#include <asm/types.h>
