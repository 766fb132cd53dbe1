/* The handlers of pthread_atfork, as fork calls them. */
#ifndef _BITS_ATFORK_H
#define _BITS_ATFORK_H

void __atfork_prepare(void);
void __atfork_parent(void);
void __atfork_child(void);

#endif
