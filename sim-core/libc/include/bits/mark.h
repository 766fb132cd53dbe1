/* What the lab knows about bytes besides their values, to tell a program's mistakes; see machine/memory.rs. */
#ifndef _BITS_MARK_H
#define _BITS_MARK_H

#define __MARK_FINE      0 /* nothing to tell */
#define __MARK_UNWRITTEN 1 /* part of an object, and nothing has been stored there */
#define __MARK_BETWEEN   2 /* part of no object */
#define __MARK_FREED     3 /* part of a block that was given back */
#define __MARK_OPEN      4 /* what lay between objects is part of one now, and unwritten */

#endif
