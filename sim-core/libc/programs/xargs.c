/* xargs(1): words of the input as arguments of a command; -n MOST. */
#include "tool.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_WORDS 1024

static char *words[MOST_WORDS + 1];

/* Runs the command with `count` words in all; its status as xargs tells it. */
static int run(int count)
{
    int status = 0;

    words[count] = NULL;
    if (fork() == 0) {
        execvp(words[0], words);
        warn_about("%s: %s", words[0], strerror(errno));
        _exit(errno == ENOENT ? 127 : 126);
    }
    wait(&status);
    status = WIFEXITED(status) ? WEXITSTATUS(status) : 125;
    return status >= 126 ? status : status ? 123 : 0;
}

/* The next word of the input, quotes taken away; NULL at the end. */
static char *next_word(void)
{
    char word[4096];
    size_t len = 0;
    int c, quote = 0;

    while ((c = getchar()) != EOF && isspace(c))
        ;
    if (c == EOF)
        return NULL;
    for (; c != EOF && (quote || !isspace(c)) && len < sizeof(word) - 1; c = getchar()) {
        if (c == quote)
            quote = 0;
        else if (!quote && (c == '\'' || c == '"'))
            quote = c;
        else
            word[len++] = (char)c;
    }
    word[len] = '\0';
    return strdup(word);
}

int main(int argc, char **argv)
{
    int at = 1, most = MOST_WORDS, fixed, count, status = 0, has_run = 0;
    char *word;

    if (at + 1 < argc && !strcmp(argv[at], "-n")) {
        most = atoi(argv[at + 1]);
        at += 2;
    }
    for (fixed = 0; at < argc; at++)
        words[fixed++] = argv[at];
    if (fixed == 0)
        words[fixed++] = "echo";
    count = fixed;
    while ((word = next_word())) {
        words[count++] = word;
        if (count - fixed == most || count == MOST_WORDS) {
            status |= run(count);
            count = fixed;
            has_run = 1;
        }
    }
    if (count > fixed || !has_run)
        status |= run(count);
    return status;
}
