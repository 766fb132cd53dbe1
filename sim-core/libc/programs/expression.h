/* Regular expressions (POSIX XBD 9), as far as grep uses them: basic, extended, or plain text. */
#ifndef EXPRESSION_H
#define EXPRESSION_H

enum syntax { BASIC, EXTENDED, FIXED };

struct expression {
    const char *pattern;
    enum syntax syntax;
    int folds;
};

void compile_expression(struct expression *expression, const char *pattern, enum syntax syntax, int folds);

/* The end of the longest match that begins at `at` in `line`; NULL if there is none. */
const char *match_at(const struct expression *expression, const char *line, const char *at);

#endif
