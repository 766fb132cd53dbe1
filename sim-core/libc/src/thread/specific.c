/* Values that each thread has its own of: pthread_key_create(3), pthread_setspecific(3). A key that is deleted and made
   again lives another life, in which the old values are gone. */
#include <bits/thread.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#define DESTRUCTOR_ITERATIONS 4

static struct {
    unsigned int life; /* odd while the key exists */
    void (*destructor)(void *);
} keys[KEYS_MAX];

int pthread_key_create(pthread_key_t *key, void (*destructor)(void *))
{
    for (unsigned int at = 0; at < KEYS_MAX; at++)
        if (keys[at].life % 2 == 0) {
            keys[at].life++;
            keys[at].destructor = destructor;
            *key = at;
            return 0;
        }
    return EAGAIN;
}

int pthread_key_delete(pthread_key_t key)
{
    if (key >= KEYS_MAX || keys[key].life % 2 == 0)
        return EINVAL;
    keys[key].life++;
    return 0;
}

static struct __specific *place(struct __pthread *self, pthread_key_t key)
{
    struct __specific *block = key < KEYS_IN_BLOCK ? self->first_block : self->blocks[key / KEYS_IN_BLOCK];

    return block ? &block[key % KEYS_IN_BLOCK] : NULL;
}

void *pthread_getspecific(pthread_key_t key)
{
    struct __specific *at = key < KEYS_MAX ? place(__thread_self(), key) : NULL;

    return at && at->life == keys[key].life ? (void *)at->value : NULL;
}

int pthread_setspecific(pthread_key_t key, const void *value)
{
    struct __pthread *self = __thread_self();

    if (key >= KEYS_MAX || keys[key].life % 2 == 0)
        return EINVAL;
    if (!place(self, key)) {
        if (!value)
            return 0;
        self->blocks[key / KEYS_IN_BLOCK] = calloc(KEYS_IN_BLOCK, sizeof(struct __specific));
        if (!place(self, key))
            return ENOMEM;
    }
    *place(self, key) = (struct __specific){ keys[key].life, value };
    return 0;
}

/* One round of destructors; whether one has run. */
static int destroy_once(struct __pthread *self)
{
    int has_run = 0;

    for (pthread_key_t key = 0; key < KEYS_MAX; key++) {
        struct __specific *at = place(self, key);
        const void *value;

        if (!at || !at->value || at->life != keys[key].life)
            continue;
        value = at->value;
        at->value = NULL;
        if (keys[key].destructor) {
            keys[key].destructor((void *)value);
            has_run = 1;
        }
    }
    return has_run;
}

void __thread_destroy_specifics(struct __pthread *self)
{
    for (int round = 0; round < DESTRUCTOR_ITERATIONS && destroy_once(self); round++)
        continue;
    for (unsigned int block = 1; block < KEYS_MAX / KEYS_IN_BLOCK; block++)
        if (self->blocks[block])
            free(self->blocks[block]);
}
