/* A compiled regular expression: instructions for a machine that can be in several places at once. */
#ifndef _BITS_REGEX_PROGRAM_H
#define _BITS_REGEX_PROGRAM_H

#include <stddef.h>

enum regex_op {
    REGEX_BYTE,  /* the byte `a` */
    REGEX_ANY,   /* any byte; not a newline, if newlines end lines */
    REGEX_SET,   /* a byte of the set `a` */
    REGEX_START, /* where a line starts */
    REGEX_END,   /* where a line ends */
    REGEX_WORD,  /* a border of a word: `a` 'b', 'B', '<' or '>' */
    REGEX_SAVE,  /* notes the position in slot `a` */
    REGEX_CLEAR, /* forgets the slots from `a` up to `b` */
    REGEX_SPLIT, /* goes on at `a`, or else at `b` */
    REGEX_JUMP,  /* goes on at `a` */
    REGEX_SAME,  /* what group `a` matched, once more */
    REGEX_MATCH,
};

struct regex_instruction {
    enum regex_op op;
    int a;
    int b;
};

struct __regex {
    struct regex_instruction *code;
    int len;
    int room;
    unsigned char (*sets)[32]; /* a bit for each byte */
    int set_count;
    int has_references; /* REGEX_SAME: where one has been before says nothing then */
};

#endif
