/* The grammar (XCU 2.10). A line is parsed when it is about to be run, as shells do. */
#include "sh.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static struct node *parse_list(const char *const *ends);
static struct node *parse_command(void);

static struct node *new_node(enum kind kind, struct node *first, struct node *second)
{
    struct node *node = allocate(sizeof(*node));

    memset(node, 0, sizeof(*node));
    node->kind = kind;
    node->line = line_number;
    node->first = first;
    node->second = second;
    return node;
}

static void unexpected(const char *wanted)
{
    char said[80] = "";

    if (wanted)
        strcat(strcat(strcpy(said, " (expecting \""), wanted), "\")");
    if (token == END)
        fail(2, "Syntax error: end of file unexpected%s", said);
    if (token == NEWLINE)
        fail(2, "Syntax error: newline unexpected%s", said);
    if (token == WORD && wanted)
        fail(2, "Syntax error: word unexpected%s", said);
    fail(2, "Syntax error: \"%s\" unexpected%s", token_text, said);
}

static int is_operator(const char *text)
{
    return token == OPERATOR && strcmp(token_text, text) == 0;
}

static int is_reserved(const char *text)
{
    return token == WORD && strcmp(token_text, text) == 0;
}

static void expect(const char *text)
{
    if (!is_operator(text) && !is_reserved(text))
        unexpected(text);
    advance();
}

static void skip_newlines(void)
{
    while (token == NEWLINE)
        advance();
}

int is_name(const char *text, size_t len)
{
    if (len == 0 || isdigit((unsigned char)*text))
        return 0;
    for (size_t i = 0; i < len; i++)
        if (!isalnum((unsigned char)text[i]) && text[i] != '_')
            return 0;
    return 1;
}

/* Appends the current token to a list of words. */
static struct word **take_word(struct word **end)
{
    *end = allocate(sizeof(**end));
    (*end)->text = token_text;
    (*end)->next = NULL;
    end = &(*end)->next;
    advance();
    return end;
}

static enum direction direction_of(const char *text)
{
    if (!strcmp(text, "<"))
        return FROM;
    if (!strcmp(text, ">>"))
        return APPEND;
    if (!strcmp(text, "<>"))
        return BOTH;
    if (!strcmp(text, "<&") || !strcmp(text, ">&"))
        return COPY;
    return !strncmp(text, "<<", 2) ? HERE : INTO;
}

static int at_redirect(void)
{
    return token == NUMBER || (token == OPERATOR && (*token_text == '<' || *token_text == '>'));
}

static struct redirect **take_redirect(struct redirect **end)
{
    struct redirect *redirect = allocate(sizeof(*redirect));
    int strips;

    redirect->fd = -1;
    redirect->next = NULL;
    redirect->is_literal = 0;
    if (token == NUMBER) {
        redirect->fd = atoi(token_text);
        advance();
    }
    redirect->direction = direction_of(token_text);
    if (redirect->fd < 0)
        redirect->fd = *token_text == '<' ? 0 : 1;
    strips = !strcmp(token_text, "<<-");
    advance();
    if (token != WORD && token != NUMBER)
        unexpected(NULL);
    redirect->target = token_text;
    if (redirect->direction == HERE) {
        redirect->target = allocate(strlen(token_text) + 2);
        redirect->target[0] = strips ? '-' : ' ';
        strcpy(redirect->target + 1, token_text);
        read_here_later(redirect);
    }
    *end = redirect;
    advance();
    return &redirect->next;
}

static void take_redirects(struct node *node)
{
    struct redirect **end = &node->redirects;

    while (at_redirect())
        end = take_redirect(end);
}

static struct node *parse_simple(void)
{
    struct node *node = new_node(COMMAND, NULL, NULL);
    struct word **assignments = &node->assignments, **words = &node->words;
    struct redirect **redirects = &node->redirects;

    for (;;) {
        if (at_redirect())
            redirects = take_redirect(redirects);
        else if (token == WORD && !node->words && is_assignment(token_text))
            assignments = take_word(assignments);
        else if (token == WORD)
            words = take_word(words);
        else if (is_operator("(") && node->words && !node->words->next && !node->assignments)
            break;
        else
            return node;
    }
    advance();
    expect(")");
    skip_newlines();
    node->kind = FUNCTION;
    node->name = node->words->text;
    node->first = parse_command();
    return node;
}

static struct node *parse_if(void)
{
    static const char *const then[] = { "then", NULL }, *const after[] = { "elif", "else", "fi", NULL };
    static const char *const fi[] = { "fi", NULL };
    struct node *node = new_node(IF, NULL, NULL);

    advance();
    node->first = parse_list(then);
    expect("then");
    node->second = parse_list(after);
    if (is_reserved("elif")) {
        node->third = parse_if();
        return node;
    }
    if (is_reserved("else")) {
        advance();
        node->third = parse_list(fi);
    }
    expect("fi");
    return node;
}

static struct node *parse_do(void)
{
    static const char *const done[] = { "done", NULL };
    struct node *body;

    expect("do");
    body = parse_list(done);
    expect("done");
    return body;
}

static struct node *parse_while(enum kind kind)
{
    static const char *const ends[] = { "do", NULL };
    struct node *node = new_node(kind, NULL, NULL);

    advance();
    node->first = parse_list(ends);
    node->second = parse_do();
    return node;
}

static struct node *parse_for(void)
{
    struct node *node = new_node(FOR, NULL, NULL);
    struct word **words = &node->words;

    advance();
    if (token != WORD || !is_name(token_text, strlen(token_text)))
        fail(2, "Syntax error: Bad for loop variable");
    node->name = token_text;
    advance();
    skip_newlines();
    if (is_reserved("in")) {
        node->has_list = 1;
        advance();
        while (token == WORD)
            words = take_word(words);
    }
    if (is_operator(";"))
        advance();
    skip_newlines();
    node->first = parse_do();
    return node;
}

static struct branch *parse_branch(void)
{
    static const char *const ends[] = { ";;", "esac", NULL };
    struct branch *branch = allocate(sizeof(*branch));
    struct word **patterns = &branch->patterns;

    branch->patterns = NULL;
    branch->next = NULL;
    if (is_operator("("))
        advance();
    for (;;) {
        if (token != WORD)
            unexpected(NULL);
        patterns = take_word(patterns);
        if (!is_operator("|"))
            break;
        advance();
    }
    expect(")");
    branch->body = parse_list(ends);
    if (!is_reserved("esac"))
        expect(";;");
    skip_newlines();
    return branch;
}

static struct node *parse_case(void)
{
    struct node *node = new_node(CASE, NULL, NULL);
    struct branch **end = &node->branches;

    advance();
    node->name = token_text;
    advance();
    skip_newlines();
    expect("in");
    skip_newlines();
    while (!is_reserved("esac")) {
        *end = parse_branch();
        end = &(*end)->next;
    }
    advance();
    return node;
}

static struct node *parse_group(enum kind kind, const char *close)
{
    const char *ends[] = { close, NULL };
    struct node *node = new_node(kind, NULL, NULL);

    advance();
    node->first = parse_list(ends);
    if (!node->first)
        unexpected(NULL);
    expect(close);
    return node;
}

static struct node *parse_compound(void)
{
    if (is_operator("("))
        return parse_group(SUBSHELL, ")");
    if (is_reserved("{"))
        return parse_group(GROUP, "}");
    if (is_reserved("if"))
        return parse_if();
    if (is_reserved("while"))
        return parse_while(WHILE);
    if (is_reserved("until"))
        return parse_while(UNTIL);
    if (is_reserved("for"))
        return parse_for();
    return is_reserved("case") ? parse_case() : NULL;
}

/* Whether a word stands here that only ends something. */
static int closes(void)
{
    static const char *const words[] = { "then", "else", "elif", "fi", "do", "done", "esac", "}" };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (is_reserved(words[i]))
            return 1;
    return 0;
}

static struct node *parse_command(void)
{
    struct node *node = parse_compound();

    if (node) {
        take_redirects(node);
        return node;
    }
    if ((token != WORD && !at_redirect()) || closes())
        unexpected(NULL);
    return parse_simple();
}

static struct node *parse_pipeline(void)
{
    struct node *node;
    int is_negated = 0;

    while (is_reserved("!")) {
        is_negated = !is_negated;
        advance();
    }
    node = parse_command();
    if (is_operator("|")) {
        struct node **end;

        node = new_node(PIPELINE, node, NULL);
        end = &node->second;
        while (is_operator("|")) {
            advance();
            skip_newlines();
            *end = new_node(PIPELINE, parse_command(), NULL);
            end = &(*end)->second;
        }
    }
    return is_negated ? new_node(NOT, node, NULL) : node;
}

static struct node *parse_and_or(void)
{
    struct node *node = parse_pipeline();

    for (;;) {
        enum kind kind = is_operator("&&") ? AND : OR;

        if (kind == OR && !is_operator("||"))
            return node;
        advance();
        skip_newlines();
        node = new_node(kind, node, parse_pipeline());
    }
}

static int is_end(const char *const *ends)
{
    if (token == END)
        return 1;
    for (; ends && *ends; ends++)
        if (is_operator(*ends) || is_reserved(*ends))
            return 1;
    return 0;
}

/* Whether a separator stands here; a command in front of `&` runs in the background. */
static int take_separator(struct node **node)
{
    if (is_operator("&"))
        *node = new_node(BACKGROUND, *node, NULL);
    else if (!is_operator(";"))
        return 0;
    advance();
    return 1;
}

static struct node *parse_list(const char *const *ends)
{
    struct node *list = NULL;

    skip_newlines();
    while (!is_end(ends)) {
        struct node *node = parse_and_or();
        int is_separated = take_separator(&node);

        list = list ? new_node(SEQUENCE, list, node) : node;
        if (!is_separated && token != NEWLINE)
            break;
        skip_newlines();
    }
    if (token == END && ends) {
        while (ends[1])
            ends++;
        unexpected(*ends);
    }
    return list;
}

/* The commands of a line; NULL for an empty one. The token behind it is NEWLINE or END. */
struct node *parse_line(void)
{
    struct node *list = NULL;

    while (token != NEWLINE && token != END) {
        struct node *node = parse_and_or();
        int is_separated = take_separator(&node);

        list = list ? new_node(SEQUENCE, list, node) : node;
        if (!is_separated && token != NEWLINE && token != END)
            unexpected(NULL);
    }
    return list;
}
