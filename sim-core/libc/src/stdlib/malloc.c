/* The heap: malloc(3), posix_memalign(3), malloc_usable_size(3).
 *
 * A block's header is the 8 bytes in front of it: the size of the whole chunk, a multiple of 16 and at least 32, as in
 * glibc, so that addresses lie as far apart as there; in the low bits, what the chunk is. Small chunks wait in a list
 * per size when freed and keep a mark that tells a second free. Larger ones are joined with their neighbours and kept
 * in one list by address; what touches the unused top of the heap goes back to it. Blocks of 128 KiB and more are
 * mappings of their own. */
#include <bits/fatal.h>
#include <bits/lock.h>
#include <bits/mark.h>
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define USED           1UL /* handed out */
#define MAPPED         2UL /* a mapping of its own */
#define FLAGS          15UL
#define HEADER         sizeof(size_t)
#define SMALLEST       32UL
#define LARGEST_SMALL  1040UL
#define MAP_THRESHOLD  (128UL << 10)
#define TOP_PAD        (128UL << 10)
#define PAGE           4096UL
#define SMALL_LISTS    (LARGEST_SMALL / 16 + 1)

/* A chunk as it lies in memory. `next` and `mark` lie in the block and are used only while it is free. */
struct chunk {
    size_t head;
    struct chunk *next;
    void *mark;
};

static struct chunk *small_lists[SMALL_LISTS];
static struct chunk *large_list;
static char *heap_start;
static char *top;      /* first byte never handed out */
static char *heap_end; /* the break */
static struct __lock lock; /* asking the kernel for more lets other threads run */

static size_t size_of(const struct chunk *chunk)
{
    return chunk->head & ~FLAGS;
}

static void *block_of(struct chunk *chunk)
{
    return (char *)chunk + HEADER;
}

static struct chunk *chunk_of(void *block)
{
    return (struct chunk *)((char *)block - HEADER);
}

static size_t round_up(size_t size, size_t unit)
{
    return (size + unit - 1) & ~(unit - 1);
}

/* The size of the chunk that serves a request. */
static size_t chunk_size(size_t request)
{
    size_t size = round_up(request + HEADER, 16);

    return size < SMALLEST ? SMALLEST : size;
}

/* Makes room for `size` bytes at the top, and 128 KiB more, as glibc does to ask the kernel seldom. If the program
 * moved the break itself, the heap goes on behind what it took. */
static int grow(size_t size)
{
    long missing;
    char *start;

    if (!heap_start) {
        heap_end = sbrk(0);
        heap_start = top = (char *)round_up((size_t)heap_end, 16) + HEADER;
    }
    if (heap_end - top >= (long)(size + HEADER))
        return 0;
    missing = (long)round_up(size + TOP_PAD + SMALLEST - (size_t)(heap_end - top), PAGE);
    start = sbrk(missing);
    if (start == (void *)-1)
        return -1;
    if (start != heap_end)
        top = (char *)round_up((size_t)start, 16) + HEADER;
    heap_end = start + missing;
    return 0;
}

static void *take(struct chunk *chunk, size_t size)
{
    chunk->head = size | USED;
    chunk->mark = NULL;
    return block_of(chunk);
}

/* First fit among the large free chunks; what is left over stays in the list in its place. */
static struct chunk *take_large(size_t *size)
{
    struct chunk **link = &large_list;
    struct chunk *chunk;
    size_t left;

    while (*link && size_of(*link) < *size)
        link = &(*link)->next;
    chunk = *link;
    if (!chunk)
        return NULL;
    left = size_of(chunk) - *size;
    if (left < SMALLEST) {
        *size += left;
        *link = chunk->next;
    } else {
        struct chunk *rest = (struct chunk *)((char *)chunk + *size);

        rest->head = left;
        rest->next = chunk->next;
        *link = rest;
    }
    return chunk;
}

/* Tells the lab that a block is handed out: its bytes are unwritten, and what lies around it is nobody's. */
static void *made(void *block, size_t request)
{
    size_t room;

    if (!block)
        return NULL;
    room = size_of(chunk_of(block)) - HEADER;
    __builtin_mark((char *)block - HEADER, HEADER, __MARK_BETWEEN);
    __builtin_mark(block, request, __MARK_UNWRITTEN);
    if (chunk_of(block)->head & MAPPED)
        room -= HEADER;
    else
        room += HEADER; /* of the chunk behind it */
    __builtin_mark((char *)block + request, room - request, __MARK_BETWEEN);
    return block;
}

static void *map_block(size_t request)
{
    size_t size = round_up(request + 2 * HEADER, PAGE);
    char *start = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct chunk *chunk = (struct chunk *)(start + HEADER);

    if (start == MAP_FAILED)
        return NULL;
    chunk->head = size | USED | MAPPED;
    return block_of(chunk);
}

static void *take_top(size_t size)
{
    struct chunk *chunk;

    if (grow(size) < 0)
        return NULL;
    chunk = (struct chunk *)top;
    top += size;
    return take(chunk, size);
}

static void *allocate(size_t request)
{
    size_t size;
    struct chunk *chunk;

    if (request > PTRDIFF_MAX) {
        errno = ENOMEM;
        return NULL;
    }
    size = chunk_size(request);
    if (size <= LARGEST_SMALL && (chunk = small_lists[size / 16])) {
        small_lists[size / 16] = chunk->next;
        return take(chunk, size);
    }
    chunk = take_large(&size);
    if (chunk)
        return take(chunk, size);
    if (size >= MAP_THRESHOLD && (size_t)(heap_end - top) < size + HEADER)
        return map_block(request);
    return take_top(size);
}

void *malloc(size_t request)
{
    void *block;

    __lock_take(&lock);
    block = made(allocate(request), request);
    __lock_give(&lock);
    return block;
}

static void free_small(struct chunk *chunk)
{
    struct chunk **list = &small_lists[size_of(chunk) / 16];

    chunk->head = size_of(chunk);
    chunk->next = *list;
    chunk->mark = list;
    *list = chunk;
}

/* Joins a chunk with the one behind it, if they touch. */
static void join_next(struct chunk *chunk)
{
    struct chunk *next = chunk->next;

    if (next && (char *)chunk + size_of(chunk) == (char *)next) {
        chunk->head = size_of(chunk) + size_of(next);
        chunk->next = next->next;
    }
}

static void free_large(struct chunk *chunk)
{
    struct chunk **link = &large_list;
    struct chunk *before = NULL;

    while (*link && *link < chunk) {
        before = *link;
        link = &before->next;
    }
    chunk->head = size_of(chunk);
    chunk->next = *link;
    *link = chunk;
    join_next(chunk);
    if (before)
        join_next(before);
    for (link = &large_list; *link; link = &(*link)->next)
        if ((char *)*link + size_of(*link) == top) {
            top = (char *)*link;
            *link = NULL;
            return;
        }
}

/* Ends the program, in glibc's words, if this is no block that may be freed. */
static void check_block(struct chunk *chunk)
{
    int is_in_heap = (char *)chunk >= heap_start && (char *)chunk < top;
    size_t size;

    if (((uintptr_t)chunk + HEADER) % 16 != 0)
        __libc_fatal("free(): invalid pointer");
    if (!is_in_heap && (char *)chunk >= top && (char *)chunk < heap_end)
        __libc_fatal("double free or corruption (top)");
    if (!is_in_heap)
        __libc_fatal("free(): invalid pointer");
    size = size_of(chunk);
    if (size < SMALLEST || size > (size_t)(top - (char *)chunk))
        __libc_fatal("free(): invalid size");
    if (chunk->head & USED)
        return;
    if (size <= LARGEST_SMALL && chunk->mark == &small_lists[size / 16])
        __libc_fatal("free(): double free detected in tcache 2");
    __libc_fatal("double free or corruption (!prev)");
}

static int is_mapped(const struct chunk *chunk)
{
    return ((uintptr_t)chunk - HEADER) % PAGE == 0 && (chunk->head & FLAGS) == (USED | MAPPED);
}

void free(void *block)
{
    struct chunk *chunk = chunk_of(block);

    if (!block)
        return;
    if (is_mapped(chunk)) {
        int saved = errno;

        munmap((char *)chunk - HEADER, size_of(chunk));
        errno = saved;
        return;
    }
    check_block(chunk);
    __builtin_mark(block, size_of(chunk) - HEADER, __MARK_FREED);
    if (size_of(chunk) <= LARGEST_SMALL)
        free_small(chunk);
    else
        free_large(chunk);
}

/* Lengthens the last chunk of the heap where it is. */
static int grow_in_place(struct chunk *chunk, size_t size)
{
    char *end = (char *)chunk + size_of(chunk);

    if (end != top || size >= MAP_THRESHOLD || grow(size - size_of(chunk)) < 0 || end != top)
        return 0;
    top = (char *)chunk + size;
    chunk->head = size | USED;
    return 1;
}

/* A block has another size where it is: what it gained is unwritten, what it lost is nobody's. */
static void *resized(void *block, size_t request, size_t room)
{
    __builtin_mark(block, request, __MARK_OPEN);
    __builtin_mark((char *)block + request, room - request, __MARK_BETWEEN);
    return block;
}

void *realloc(void *block, size_t request)
{
    struct chunk *chunk = chunk_of(block);
    size_t room;
    void *moved;

    if (!block)
        return malloc(request);
    if (request == 0) {
        free(block);
        return NULL;
    }
    if (request > PTRDIFF_MAX) {
        errno = ENOMEM;
        return NULL;
    }
    if (is_mapped(chunk)) {
        room = size_of(chunk) - 2 * HEADER;
    } else {
        if (((uintptr_t)block & 15) != 0 || (char *)chunk < heap_start || (char *)chunk >= top)
            __libc_fatal("realloc(): invalid pointer");
        room = size_of(chunk) - HEADER;
    }
    if (request <= room)
        return resized(block, request, room);
    if (!is_mapped(chunk)) {
        int is_grown;

        __lock_take(&lock);
        is_grown = grow_in_place(chunk, chunk_size(request));
        __lock_give(&lock);
        if (is_grown)
            return resized(block, request, size_of(chunk) - HEADER);
    }
    moved = malloc(request);
    if (!moved)
        return NULL;
    __builtin_mark(block, room, __MARK_OPEN);
    memcpy(moved, block, room);
    free(block);
    return moved;
}

/* A block at a multiple of `align`: what lies in front of it in a larger one is freed at once. */
void *memalign(size_t align, size_t request)
{
    char *block;
    char *aligned;
    size_t whole;

    while (align & (align - 1))
        align += align & -align;
    if (align <= 16)
        return malloc(request);
    if (align > PTRDIFF_MAX / 2 || request > PTRDIFF_MAX - 2 * align) {
        errno = ENOMEM;
        return NULL;
    }
    whole = chunk_size(request) + align + SMALLEST;
    block = take_top(whole);
    if (!block)
        return NULL;
    aligned = (char *)round_up((size_t)block, align);
    if (aligned != block) {
        if (aligned - block < (long)SMALLEST)
            aligned += align;
        chunk_of(aligned)->head = (whole - (size_t)(aligned - block)) | USED;
        chunk_of(block)->head = (size_t)(aligned - block) | USED;
        free(block);
    }
    return made(aligned, request);
}

void *aligned_alloc(size_t align, size_t size)
{
    return memalign(align, size);
}

int posix_memalign(void **block, size_t align, size_t size)
{
    int saved = errno;
    void *made;

    if (align == 0 || align % sizeof(void *) != 0 || (align & (align - 1)) != 0)
        return EINVAL;
    made = memalign(align, size);
    errno = saved;
    if (!made)
        return ENOMEM;
    *block = made;
    return 0;
}

void *valloc(size_t size)
{
    return memalign(PAGE, size);
}

void *pvalloc(size_t size)
{
    return memalign(PAGE, round_up(size, PAGE));
}

size_t malloc_usable_size(void *block)
{
    struct chunk *chunk = chunk_of(block);

    if (!block)
        return 0;
    __builtin_mark(block, size_of(chunk) - (is_mapped(chunk) ? 2 * HEADER : HEADER), __MARK_OPEN);
    return size_of(chunk) - (is_mapped(chunk) ? 2 * HEADER : HEADER);
}

/* Nothing is given back before the end. */
int malloc_trim(size_t pad)
{
    (void)pad;
    return 0;
}
