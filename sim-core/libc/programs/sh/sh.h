/* A shell as POSIX describes it (XCU 2), with the messages of dash. Rooms: input.c (characters), lex.c (tokens), parse.c
 * (the tree), expand.c with substitute.c, fields.c and arithmetic.c (words), run.c with pipeline.c and redirect.c (the
 * tree's meaning), variables.c, builtin.c with its files (commands of the shell itself), jobs.c (children). */
#ifndef SH_H
#define SH_H

#include <stddef.h>
#include <sys/types.h>

enum kind {
    COMMAND, PIPELINE, AND, OR, SEQUENCE, BACKGROUND, SUBSHELL, GROUP, IF, WHILE, UNTIL, FOR, CASE, FUNCTION, NOT
};

/* A word as it is written, with its quotes. */
struct word {
    char *text;
    struct word *next;
};

enum direction { FROM, INTO, APPEND, BOTH, COPY, HERE };

struct redirect {
    int fd;
    enum direction direction;
    char *target;   /* a word; the text of a here-document */
    int is_literal; /* a here-document in which nothing is expanded */
    struct redirect *next;
};

/* A pattern list of `case`, and what it leads to. */
struct branch {
    struct word *patterns;
    struct node *body;
    struct branch *next;
};

struct node {
    enum kind kind;
    int line;
    struct word *assignments;
    struct word *words; /* of a command, or the list of `for` */
    struct redirect *redirects;
    struct node *first;  /* left side, condition, body */
    struct node *second; /* right side, what a condition leads to */
    struct node *third;  /* else */
    char *name;          /* of `for` and of functions; the word of `case` */
    int has_list;        /* `for` with `in` */
    struct branch *branches;
};

/* Strings in an array that ends in NULL. */
struct strings {
    char **items;
    size_t count;
    size_t room;
};

/* Characters with a mark each, which says what may happen to them; see fields.c. */
enum mark { PLAIN, QUOTED, SPLIT, BREAK, EMPTY };

struct text {
    char *bytes;
    char *marks;
    size_t len;
    size_t room;
};

/* How a command is run. */
enum { MAY_RETURN = 0, IS_LAST = 1 };

extern const char *shell_name; /* $0 */
extern char **parameters;      /* $1 … */
extern int parameter_count;
extern int last_status;   /* $? */
extern pid_t last_child;  /* $! */
extern int shell_pid;     /* $$ */
extern int line_number;
extern int stops_on_failure; /* set -e */
extern int shows_commands;   /* set -x */
extern int is_interactive;
extern int break_depth;    /* loops still to be left */
extern int continues_loop; /* the innermost of them goes on */
extern int returns;        /* from a function */

/* main.c */
void run_source(void);
void run_text(const char *text);
int run_file(const char *path);
void exit_shell(int status) __attribute__((noreturn));
void complain(const char *format, ...);
void fail(int status, const char *format, ...) __attribute__((noreturn));
void *allocate(size_t size);

/* input.c */
struct source {
    const char *text;
    size_t len;
    size_t at;
    int fd; /* more comes from here; -1 if no more does */
    int line;
    char *buffer;
};
extern struct source *source;
int next_char(void);
void back_char(void);
int peek_char(void);

/* lex.c */
enum token { WORD, NUMBER, OPERATOR, NEWLINE, END };
extern enum token token;
extern char *token_text;
void advance(void);
void read_here_later(struct redirect *redirect);

/* parse.c */
struct node *parse_line(void);
int is_name(const char *text, size_t len);

/* expand.c, substitute.c, arithmetic.c, fields.c */
void expand_words(const struct word *words, struct strings *out);
char *expand_one(const char *word);
char *expand_pattern(const char *word);
char *expand_here(const char *text);
void expand_into(struct text *out, const char *word, int is_quoted);
const char *expand_dollar(struct text *out, const char *at, int is_quoted);
const char *skip_group(const char *at, char open, char close);
const char *skip_backquotes(const char *at);
void add_char(struct text *out, char c, enum mark mark);
void add_string(struct text *out, const char *value, int is_quoted);
void add_fields(const struct text *text, struct strings *out);
char *plain_text(const struct text *text);
char *pattern_text(const struct text *text);
long evaluate(const char *expression);
void add_to(struct strings *strings, char *item);

/* variables.c */
const char *variable(const char *name);
void set_variable(const char *name, const char *value);
void assign(const char *assignment, const char *value);
void export_variable(const char *name);
void unset_variable(const char *name);
void make_local(const char *name);
size_t local_count(void);
void leave_locals(size_t count);
void import_environment(void);
char **environment(void);
void print_variables(int only_exported);
int is_assignment(const char *word);

/* run.c, pipeline.c, redirect.c */
void run(const struct node *node, int how);
void run_pipeline(const struct node *node);
void run_in_background(const struct node *node);
char *output_of(const char *command);
int apply_redirects(const struct redirect *redirects, struct strings *undo);
void undo_redirects(struct strings *undo);
void execute(char **words) __attribute__((noreturn));

/* jobs.c */
pid_t start_child(void);
int wait_for_child(pid_t pid);
int wait_for_all(void);
void leave_in_background(pid_t pid);
void run_traps(void);
void set_trap(const char *action, const char *signal);
void forget_traps(void);
void run_exit_trap(void);
int has_traps(void);

/* functions and builtin.c */
typedef int builtin(int argc, char **argv);
builtin *find_builtin(const char *name);
int is_special(const char *name);
struct node *find_function(const char *name);
void define_function(const char *name, struct node *body);
builtin do_cd, do_echo, do_eval, do_exec, do_exit, do_export, do_kill, do_printf, do_pwd, do_read, do_set, do_shift, do_test,
    do_trap, do_type, do_umask, do_unset, do_wait, do_dot, do_break, do_return, do_local, do_command, do_true, do_false;

#endif
