/* regexec(3): the leftmost match, and of those that start there the longest. What the groups matched is what the first way
 * to it that the pattern allows gives, alternatives from left to right and repetitions as often as they go, as in glibc. */
#include <bits/regex_program.h>
#include <ctype.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#define ANY_END (-1)

/* A way not taken yet, or (slot >= 0) what a slot held before. */
struct way {
    int pc;
    int position;
    int slot;
};

struct match {
    const struct __regex *program;
    const char *text;
    int len;
    int flags; /* of regexec */
    int regex_flags;
    unsigned char *been; /* a bit for each instruction at each position; NULL with references */
    int *slots;          /* two for each group, then one for each instruction (where a loop was entered last) */
    int slot_count;
    struct way *ways;
    int way_count;
    int way_room;
    int has_failed; /* no memory */
};

static void push(struct match *match, int pc, int position, int slot)
{
    if (match->way_count == match->way_room) {
        int room = match->way_room * 2 + 64;
        struct way *longer = realloc(match->ways, (size_t)room * sizeof(*longer));

        if (!longer) {
            match->has_failed = 1;
            return;
        }
        match->ways = longer;
        match->way_room = room;
    }
    match->ways[match->way_count++] = (struct way){ pc, position, slot };
}

static void set_slot(struct match *match, int slot, int value)
{
    push(match, 0, match->slots[slot], slot);
    match->slots[slot] = value;
}

/* Whether it was at this instruction and position before. */
static int was_here(struct match *match, int pc, int position)
{
    size_t bit = (size_t)pc * (size_t)(match->len + 1) + (size_t)position;
    int was = match->been[bit >> 3] >> (bit & 7) & 1;

    match->been[bit >> 3] |= (unsigned char)(1 << (bit & 7));
    return was;
}

static int is_start(const struct match *match, int at)
{
    if (at == 0)
        return !(match->flags & REG_NOTBOL);
    return match->regex_flags & REG_NEWLINE && match->text[at - 1] == '\n';
}

static int is_end(const struct match *match, int at)
{
    if (at == match->len)
        return !(match->flags & REG_NOTEOL);
    return match->regex_flags & REG_NEWLINE && match->text[at] == '\n';
}

static int is_word_byte(const struct match *match, int at)
{
    return at >= 0 && at < match->len && (isalnum((unsigned char)match->text[at]) || match->text[at] == '_');
}

static int is_border(const struct match *match, int kind, int at)
{
    int before = is_word_byte(match, at - 1);
    int after = is_word_byte(match, at);

    switch (kind) {
    case '<':
        return !before && after;
    case '>':
        return before && !after;
    case 'b':
        return before != after;
    default:
        return before == after;
    }
}

/* How many bytes an instruction takes at a position; -1 if it does not fit there. */
static int takes(const struct match *match, const struct regex_instruction *one, int at)
{
    int c = at < match->len ? (unsigned char)match->text[at] : -1;

    switch (one->op) {
    case REGEX_BYTE:
        return c == one->a ? 1 : -1;
    case REGEX_ANY:
        return c >= 0 && !(c == '\n' && match->regex_flags & REG_NEWLINE) ? 1 : -1;
    case REGEX_SET:
        return c >= 0 && match->program->sets[one->a][c >> 3] >> (c & 7) & 1 ? 1 : -1;
    case REGEX_START:
        return is_start(match, at) ? 0 : -1;
    case REGEX_END:
        return is_end(match, at) ? 0 : -1;
    case REGEX_WORD:
        return is_border(match, one->a, at) ? 0 : -1;
    default: {
        int from = match->slots[2 * one->a];
        int len = match->slots[2 * one->a + 1] - from;

        if (from < 0 || len < 0 || at + len > match->len)
            return -1;
        return memcmp(match->text + from, match->text + at, (size_t)len) == 0 ? len : -1;
    }
    }
}

/* With references, going round a loop without having moved on leads nowhere. */
static int turns_idly(struct match *match, int pc, int target, int at)
{
    int slot = match->slot_count + pc;

    if (match->been || target > pc)
        return 0;
    if (match->slots[slot] == at)
        return 1;
    set_slot(match, slot, at);
    return 0;
}

/* Follows one way to its end. Returns where it matches, or -1. */
static int follow(struct match *match, int pc, int at)
{
    for (;;) {
        const struct regex_instruction *one = &match->program->code[pc];

        if (match->has_failed || (match->been && was_here(match, pc, at)))
            return -1;
        switch (one->op) {
        case REGEX_MATCH:
            return at;
        case REGEX_SAVE:
            set_slot(match, one->a, at);
            pc++;
            break;
        case REGEX_CLEAR:
            for (int slot = one->a; slot < one->b; slot++)
                set_slot(match, slot, -1);
            pc++;
            break;
        case REGEX_SPLIT:
            if (turns_idly(match, pc, one->a, at))
                return -1;
            push(match, one->b, at, -1);
            pc = one->a;
            break;
        case REGEX_JUMP:
            if (turns_idly(match, pc, one->a, at))
                return -1;
            pc = one->a;
            break;
        default: {
            int count = takes(match, one, at);

            if (count < 0)
                return -1;
            at += count;
            pc++;
        }
        }
    }
}

/* Tries all ways from a position: for the longest (`end` is ANY_END), or until one ends at `end`. Returns where, or -1. */
static int try_from(struct match *match, int start, int end)
{
    int longest = -1;

    match->way_count = 0;
    push(match, 0, start, -1);
    while (match->way_count > 0 && !match->has_failed) {
        struct way way = match->ways[--match->way_count];
        int found;

        if (way.slot >= 0) {
            match->slots[way.slot] = way.position;
            continue;
        }
        found = follow(match, way.pc, way.position);
        if (found >= 0 && found == end)
            return found;
        if (found > longest)
            longest = found;
        if (end == ANY_END && longest == match->len)
            break;
    }
    return end == ANY_END ? longest : -1;
}

static void forget(struct match *match, size_t been_bytes)
{
    for (int i = 0; i < match->slot_count + match->program->len; i++)
        match->slots[i] = -1;
    if (match->been)
        memset(match->been, 0, been_bytes);
}

static int search(struct match *match, size_t been_bytes)
{
    for (int start = 0; start <= match->len && !match->has_failed; start++) {
        int end = try_from(match, start, ANY_END);

        if (end >= 0) {
            forget(match, been_bytes);
            return try_from(match, start, end);
        }
    }
    return -1;
}

static void tell(const struct match *match, size_t groups, size_t count, regmatch_t matches[], int offset)
{
    for (size_t i = 0; i < count; i++) {
        int is_set = i <= groups && match->slots[2 * i] >= 0 && match->slots[2 * i + 1] >= 0;

        matches[i].rm_so = is_set ? match->slots[2 * i] + offset : -1;
        matches[i].rm_eo = is_set ? match->slots[2 * i + 1] + offset : -1;
    }
}

int regexec(const regex_t *regex, const char *text, size_t count, regmatch_t matches[], int flags)
{
    int offset = flags & REG_STARTEND ? matches[0].rm_so : 0;
    int len = flags & REG_STARTEND ? matches[0].rm_eo - offset : (int)strlen(text);
    const struct __regex *program = regex->__program;
    struct match match = { program, text + offset, len, flags, regex->__flags, .slot_count = 2 * (int)regex->re_nsub + 2 };
    size_t been_bytes = (size_t)program->len * (size_t)(len + 1) / 8 + 1;
    int result = REG_NOMATCH;

    match.slots = malloc((size_t)(match.slot_count + program->len) * sizeof(int));
    match.been = program->has_references ? NULL : malloc(been_bytes);
    if (!match.slots || !(match.been || program->has_references)) {
        result = REG_ESPACE;
    } else {
        forget(&match, been_bytes);
        if (search(&match, been_bytes) >= 0)
            result = REG_NOERROR;
        if (match.has_failed)
            result = REG_ESPACE;
    }
    if (result == REG_NOERROR && !(regex->__flags & REG_NOSUB))
        tell(&match, regex->re_nsub, count, matches, offset);
    free(match.slots);
    free(match.been);
    free(match.ways);
    return result;
}
