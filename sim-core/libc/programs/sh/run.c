/* What the nodes of the tree mean (XCU 2.9). */
#include "sh.h"

#include <errno.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int last_status;
int break_depth;
int continues_loop;
int returns;

/* In conditions a failure does not end the shell (`set -e`). */
static int in_condition;

struct function {
    char *name;
    struct node *body;
    struct function *next;
};

static struct function *functions;

struct node *find_function(const char *name)
{
    for (struct function *function = functions; function; function = function->next)
        if (!strcmp(function->name, name))
            return function->body;
    return NULL;
}

void define_function(const char *name, struct node *body)
{
    struct function *function = allocate(sizeof(*function));

    function->name = strdup(name);
    function->body = body;
    function->next = functions;
    functions = function;
}

/* Whether something has ended the list that is running. */
static int is_leaving(void)
{
    return break_depth > 0 || returns;
}

static void run_condition(const struct node *node)
{
    in_condition++;
    run(node, MAY_RETURN);
    in_condition--;
}

static void run_if(const struct node *node, int how)
{
    run_condition(node->first);
    if (is_leaving())
        return;
    if (last_status == 0)
        run(node->second, how);
    else if (node->third)
        run(node->third, how);
    else
        last_status = 0;
}

/* Whether the loop goes on after its body has run. */
static int loop_goes_on(void)
{
    if (returns)
        return 0;
    if (break_depth == 0)
        return 1;
    if (--break_depth == 0 && continues_loop) {
        continues_loop = 0;
        return 1;
    }
    return 0;
}

static void run_while(const struct node *node)
{
    int status = 0;

    for (;;) {
        run_condition(node->first);
        if (is_leaving()) {
            if (loop_goes_on())
                continue;
            break;
        }
        if ((last_status == 0) != (node->kind == WHILE))
            break;
        run(node->second, MAY_RETURN);
        status = last_status;
        if (!loop_goes_on())
            break;
    }
    last_status = status;
}

static void run_for(const struct node *node)
{
    struct strings values = { NULL, 0, 0 };
    int status = 0;

    if (node->has_list) {
        expand_words(node->words, &values);
    } else {
        for (int i = 0; i < parameter_count; i++)
            add_to(&values, parameters[i]);
    }
    for (size_t i = 0; i < values.count; i++) {
        set_variable(node->name, values.items[i]);
        run(node->first, MAY_RETURN);
        status = last_status;
        if (!loop_goes_on())
            break;
    }
    last_status = status;
}

static void run_case(const struct node *node, int how)
{
    char *word = expand_one(node->name);

    last_status = 0;
    for (struct branch *branch = node->branches; branch; branch = branch->next) {
        for (struct word *pattern = branch->patterns; pattern; pattern = pattern->next) {
            char *wanted = expand_pattern(pattern->text);
            int matches = fnmatch(wanted, word, 0) == 0;

            free(wanted);
            if (!matches)
                continue;
            free(word);
            if (branch->body)
                run(branch->body, how);
            return;
        }
    }
    free(word);
}

static void run_subshell(const struct node *node, int how)
{
    pid_t child;

    if (how == IS_LAST && !has_traps()) {
        if (apply_redirects(node->redirects, NULL) < 0)
            exit_shell(2);
        run(node->first, IS_LAST);
        exit_shell(last_status);
    }
    child = start_child();
    if (child == 0) {
        if (apply_redirects(node->redirects, NULL) < 0)
            exit_shell(2);
        run(node->first, IS_LAST);
        exit_shell(last_status);
    }
    last_status = wait_for_child(child);
}

static void call_function(struct node *body, struct strings *words)
{
    char **outer = parameters;
    int outer_count = parameter_count;
    size_t locals = local_count();

    parameters = words->items + 1;
    parameter_count = (int)words->count - 1;
    run(body, MAY_RETURN);
    returns = 0;
    leave_locals(locals);
    parameters = outer;
    parameter_count = outer_count;
}

static void show(const struct strings *words)
{
    fputc('+', stderr);
    for (size_t i = 0; i < words->count; i++)
        fprintf(stderr, " %s", words->items[i]);
    fputc('\n', stderr);
}

/* The assignments in front of a command; for one that is not the shell's own they are its environment. */
static void make_assignments(const struct word *assignments, int are_exported)
{
    for (; assignments; assignments = assignments->next) {
        char *value = expand_one(strchr(assignments->text, '=') + 1);

        assign(assignments->text, value);
        if (are_exported)
            export_variable(strndup(assignments->text, strcspn(assignments->text, "=")));
        free(value);
    }
}

static void become(const struct node *node, struct strings *words)
{
    if (apply_redirects(node->redirects, NULL) < 0)
        exit_shell(2);
    make_assignments(node->assignments, 1);
    execute(words->items);
}

static void run_external(const struct node *node, struct strings *words, int how)
{
    pid_t child;

    if (how == IS_LAST && !has_traps())
        become(node, words);
    child = start_child();
    if (child == 0)
        become(node, words);
    last_status = wait_for_child(child);
}

/* A command of the shell itself, or a function: in this process, with redirections for its time. */
static void run_internal(const struct node *node, struct strings *words, builtin *builtin, struct node *function)
{
    struct strings undo = { NULL, 0, 0 };
    int keeps = builtin == do_exec;

    if (apply_redirects(node->redirects, keeps ? NULL : &undo) < 0) {
        last_status = 2;
        if (!function && is_special(words->items[0]) && !is_interactive)
            exit_shell(2);
    } else {
        make_assignments(node->assignments, 0);
        if (function)
            call_function(function, words);
        else
            last_status = builtin((int)words->count, words->items);
    }
    fflush(stdout);
    undo_redirects(&undo);
}

static void run_simple(const struct node *node, int how)
{
    struct strings words = { NULL, 0, 0 }, undo = { NULL, 0, 0 };
    struct node *function;
    builtin *builtin;

    line_number = node->line;
    expand_words(node->words, &words);
    if (words.count == 0) {
        last_status = 0;
        make_assignments(node->assignments, 0);
        if (apply_redirects(node->redirects, &undo) < 0)
            last_status = 2;
        undo_redirects(&undo);
        return;
    }
    if (shows_commands)
        show(&words);
    function = find_function(words.items[0]);
    builtin = function ? NULL : find_builtin(words.items[0]);
    if (function || builtin)
        run_internal(node, &words, builtin, function);
    else
        run_external(node, &words, how);
}

static void run_group(const struct node *node, int how)
{
    struct strings undo = { NULL, 0, 0 };

    if (apply_redirects(node->redirects, &undo) < 0) {
        last_status = 2;
        return;
    }
    if (node->kind == GROUP)
        run(node->first, node->redirects ? MAY_RETURN : how);
    else if (node->kind == IF)
        run_if(node, node->redirects ? MAY_RETURN : how);
    else if (node->kind == FOR)
        run_for(node);
    else if (node->kind == CASE)
        run_case(node, node->redirects ? MAY_RETURN : how);
    else
        run_while(node);
    fflush(stdout);
    undo_redirects(&undo);
}

static void run_and_or(const struct node *node, int how)
{
    run_condition(node->first);
    if (!is_leaving() && (last_status == 0) == (node->kind == AND))
        run(node->second, how);
}

void run(const struct node *node, int how)
{
    if (!node || is_leaving())
        return;
    switch (node->kind) {
    case COMMAND:
        run_simple(node, how);
        break;
    case PIPELINE:
        run_pipeline(node);
        break;
    case AND:
    case OR:
        run_and_or(node, how);
        return;
    case SEQUENCE:
        run(node->first, MAY_RETURN);
        run(node->second, how);
        return;
    case BACKGROUND:
        run_in_background(node->first);
        return;
    case SUBSHELL:
        run_subshell(node, how);
        break;
    case FUNCTION:
        define_function(node->name, node->first);
        last_status = 0;
        return;
    case NOT:
        run_condition(node->first);
        last_status = !last_status;
        return;
    default:
        run_group(node, how);
    }
    run_traps();
    if (stops_on_failure && last_status != 0 && !in_condition)
        exit_shell(last_status);
}
