/* New threads: pthread_create(3). A thread's stack, its own objects and a guard lie in one mapping; that of a thread that
   is gone serves the next one. */
#include <bits/mark.h>
#include <bits/thread.h>
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#define PAGE          4096UL
#define REPORTED_SIZE (8UL << 20) /* what glibc says */

/* What the linker puts in front of a thread's own objects. */
struct block {
    struct block *self;
    const void *initial;
    size_t size;
};

/* CLONE_VM, FS, FILES, SIGHAND, THREAD, SYSVSEM, SETTLS, PARENT_SETTID, CHILD_CLEARTID. */
#define THREAD_FLAGS 0x3d0f00UL

static struct __pthread *free_threads;

static size_t round_up(size_t size, size_t unit)
{
    return (size + unit - 1) & ~(unit - 1);
}

static size_t own_size(void)
{
    struct block *block = __builtin_thread_pointer();

    return round_up(block->size, PAGE);
}

/* The descriptor in the block of another thread: as far from its start as in one's own. */
static struct __pthread *descriptor_in(char *block)
{
    return (struct __pthread *)(block + ((char *)__thread_self() - (char *)__builtin_thread_pointer()));
}

static char *new_map(size_t size, size_t guard)
{
    char *map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (map == MAP_FAILED)
        return NULL;
    if (guard > 0 && mprotect(map, guard, PROT_NONE) < 0) {
        munmap(map, size);
        return NULL;
    }
    return map;
}

/* The mapping of a thread that is gone, if it is large enough. */
static char *old_map(size_t size, size_t guard)
{
    for (struct __pthread **link = &free_threads; *link; link = &(*link)->next_free) {
        struct __pthread *thread = *link;

        if (thread->tid == 0 && thread->map_size == size && thread->guard_size == guard) {
            *link = thread->next_free;
            return thread->map;
        }
    }
    return NULL;
}

/* The part of a stack lent by the program that ends where a thread's own objects may. */
static size_t whole_words(const pthread_attr_t *attr)
{
    return attr->__stack_size - ((size_t)attr->__stack + attr->__stack_size) % 64;
}

static struct __pthread *prepare(char *map, size_t size, size_t guard)
{
    struct block *own = __builtin_thread_pointer();
    char *at = map + size - own_size();
    struct block *block = memcpy(at, own->initial, own->size);
    struct __pthread *thread = descriptor_in(at);

    __builtin_mark(map + guard, size - guard, __MARK_FINE); /* of what a thread that is gone left there */
    block->self = block;
    thread->map = map;
    thread->map_size = size;
    thread->guard_size = guard;
    thread->stack = map + guard;
    thread->stack_size = (size_t)(at - thread->stack);
    memcpy(thread->name, __thread_self()->name, sizeof(thread->name));
    return thread;
}

/* Both threads come back from the call, the new one on a stack of its own: nothing here may lie in memory. */
static long start(char *stack, unsigned int *tid, void *block)
{
    long ret = __lab_syscall(SYS_clone, THREAD_FLAGS, stack, tid, tid, block);

    if (ret == 0) {
        struct __pthread *self = __thread_self();

        __thread_end(self->start(self->arg));
    }
    return ret;
}

/* The stack of who asks for no size: less for each where there are many, so that all find room. */
static size_t usual_size(void)
{
    return __threads_alive < 100 ? 1UL << 20 : __threads_alive < 300 ? 1UL << 18 : 1UL << 16;
}

/* A thread's memory as its attributes want it. */
static char *find_map(const pthread_attr_t *attr, size_t *size, size_t *guard)
{
    size_t wanted = attr->__stack_size != REPORTED_SIZE ? attr->__stack_size : usual_size();
    char *map;

    if (attr->__stack) {
        *guard = 0;
        *size = whole_words(attr);
        return attr->__stack;
    }
    *guard = round_up(attr->__guard_size, PAGE);
    *size = round_up(wanted, PAGE) + own_size() + *guard;
    map = old_map(*size, *guard);
    return map ? map : new_map(*size, *guard);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *given, void *(*routine)(void *), void *arg)
{
    pthread_attr_t attr;
    size_t size, guard;
    struct __pthread *new;
    char *map;
    long ret;

    pthread_attr_init(&attr);
    if (given && given->__is_set)
        attr = *given;
    __thread_register();
    map = find_map(&attr, &size, &guard);
    if (!map)
        return EAGAIN;
    new = prepare(map, size, guard);
    new->is_lent = attr.__stack != NULL;
    new->start = routine;
    new->arg = arg;
    new->is_detached = attr.__detach_state == PTHREAD_CREATE_DETACHED;
    *thread = (pthread_t)new;
    __threads_alive++;
    ret = start(map + size - own_size(), &new->tid, map + size - own_size());
    if (ret < 0) {
        __threads_alive--;
        if (!attr.__stack)
            munmap(map, size);
        return EAGAIN;
    }
    return 0;
}

/* Nobody needs the thread any more; its mapping can serve another when the kernel has cleared its id. */
void __thread_release(struct __pthread *thread)
{
    if (thread->map && !thread->is_lent) {
        thread->next_free = free_threads;
        free_threads = thread;
    }
}
