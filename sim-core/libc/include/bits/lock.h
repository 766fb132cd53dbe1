/* Locks inside the library. A thread is preempted only at what others can see, so they are plain words. */
#ifndef _BITS_LOCK_H
#define _BITS_LOCK_H

struct __lock {
    unsigned int is_held;
    unsigned int waiters;
    void *owner;
    int depth;
};

/* The same thread may take a lock again. */
void __lock_take(struct __lock *lock);
int __lock_try(struct __lock *lock);
void __lock_give(struct __lock *lock);

#endif
