/* getpass(3): asks at the terminal and does not show the answer; without one, on the standard streams. */
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static char *answer;
static size_t room;

static char *ask(FILE *in, FILE *out, const char *prompt)
{
    struct termios before;
    int is_hidden = tcgetattr(fileno(in), &before) == 0;
    ssize_t len;

    if (is_hidden) {
        struct termios silent = before;

        silent.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
        is_hidden = tcsetattr(fileno(in), TCSAFLUSH, &silent) == 0;
    }
    fputs(prompt, out);
    fflush(out);
    len = getline(&answer, &room, in);
    if (len > 0 && answer[len - 1] == '\n') {
        answer[len - 1] = '\0';
        if (is_hidden)
            fputc('\n', out);
    }
    if (is_hidden)
        tcsetattr(fileno(in), TCSAFLUSH, &before);
    if (len < 0 && answer)
        answer[0] = '\0';
    return len < 0 && !answer ? NULL : answer;
}

char *getpass(const char *prompt)
{
    FILE *terminal = fopen("/dev/tty", "w+ce");
    char *result = terminal ? ask(terminal, terminal, prompt) : ask(stdin, stderr, prompt);

    if (terminal)
        fclose(terminal);
    return result;
}
