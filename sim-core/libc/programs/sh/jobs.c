/* Children: how they start, what became of them, and what signals do to the shell (`trap`). */
#include "sh.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_CHILDREN 64
#define MOST_SIGNALS 65

struct child {
    pid_t pid;
    int status;
    int is_over;
    int is_background;
};

static struct child children[MOST_CHILDREN];
static int child_count;

pid_t last_child;

static char *traps[MOST_SIGNALS]; /* 0: at the end */
static volatile sig_atomic_t has_come[MOST_SIGNALS];
static int trap_count;

static void remember_child(pid_t pid)
{
    struct child new = { pid, 0, 0, 0 };

    if (child_count < MOST_CHILDREN)
        children[child_count++] = new;
}

pid_t start_child(void)
{
    pid_t child;

    fflush(stdout);
    child = fork();
    if (child < 0)
        fail(2, "Cannot fork");
    if (child == 0) {
        child_count = 0;
        forget_traps();
        is_interactive = 0;
    } else {
        remember_child(child);
    }
    return child;
}

/* As `$?` shows a wait status. */
static int shell_status(int status)
{
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    return 128 + (WIFSTOPPED(status) ? WSTOPSIG(status) : WTERMSIG(status));
}

/* Says what killed a command, unless everybody knows. */
static void report_death(int status)
{
    int signal = WTERMSIG(status);

    if (WIFSIGNALED(status) && signal != SIGINT && signal != SIGPIPE)
        fprintf(stderr, "%s%s\n", strsignal(signal), WCOREDUMP(status) ? " (core dumped)" : "");
}

static struct child *known(pid_t pid)
{
    for (int i = 0; i < child_count; i++)
        if (children[i].pid == pid)
            return &children[i];
    return NULL;
}

/* It is waited for only when `wait` says so. */
void leave_in_background(pid_t pid)
{
    struct child *child = known(pid);

    if (child)
        child->is_background = 1;
}

static void forget(struct child *child)
{
    *child = children[--child_count];
}

/* Waits for one of the children; whether there was one. */
static int reap(void)
{
    int status;
    pid_t pid = waitpid(-1, &status, 0);
    struct child *child;

    if (pid < 0)
        return 0;
    child = known(pid);
    if (child) {
        child->is_over = 1;
        child->status = status;
    }
    return 1;
}

static int is_in_foreground(const struct child *child)
{
    return !child->is_background;
}

/* Waits for a command; 0: for all that are not in the background. */
int wait_for_child(pid_t pid)
{
    int status = 0;

    for (int i = 0; i < child_count;) {
        struct child *child = &children[i];

        if (pid ? child->pid != pid : !is_in_foreground(child)) {
            i++;
            continue;
        }
        while (!child->is_over)
            if (!reap() && errno != EINTR)
                return 127;
        status = child->status;
        forget(child);
        if (pid) {
            report_death(status);
            return shell_status(status);
        }
    }
    return shell_status(status);
}

/* For all children, in the background too; a trap ends the wait. */
int wait_for_all(void)
{
    while (child_count > 0) {
        if (!reap()) {
            if (errno == EINTR)
                return 128 + SIGINT;
            break;
        }
        for (int i = 0; i < child_count;) {
            if (children[i].is_over)
                forget(&children[i]);
            else
                i++;
        }
    }
    child_count = 0;
    return 0;
}

static void note(int signal)
{
    has_come[signal] = 1;
}

int has_traps(void)
{
    return trap_count > 0;
}

/* The number of a signal by name or number; -1 if there is none. */
static int signal_number(const char *name)
{
    static const struct {
        const char *name;
        int number;
    } names[] = { { "EXIT", 0 }, { "HUP", SIGHUP }, { "INT", SIGINT }, { "QUIT", SIGQUIT }, { "KILL", SIGKILL },
                  { "USR1", SIGUSR1 }, { "USR2", SIGUSR2 }, { "PIPE", SIGPIPE }, { "ALRM", SIGALRM }, { "TERM", SIGTERM },
                  { "CHLD", SIGCHLD }, { "CONT", SIGCONT }, { "STOP", SIGSTOP }, { "TSTP", SIGTSTP }, { "WINCH", SIGWINCH } };

    if (name[strspn(name, "0123456789")] == '\0')
        return atoi(name) < MOST_SIGNALS ? atoi(name) : -1;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (!strcmp(names[i].name, strncmp(name, "SIG", 3) ? name : name + 3))
            return names[i].number;
    return -1;
}

/* `action` NULL: the default again. */
void set_trap(const char *action, const char *name)
{
    int number = signal_number(name);

    if (number < 0) {
        complain("trap: %s: bad trap", name);
        return;
    }
    trap_count += (action != NULL) - (traps[number] != NULL);
    free(traps[number]);
    traps[number] = action ? strdup(action) : NULL;
    if (number > 0) {
        struct sigaction new = { 0 };

        new.sa_handler = !action ? SIG_DFL : *action ? note : SIG_IGN;
        sigaction(number, &new, NULL);
    }
}

/* A child has none, but ignores what is ignored. */
void forget_traps(void)
{
    for (int number = 0; number < MOST_SIGNALS && trap_count > 0; number++) {
        if (!traps[number])
            continue;
        if (number > 0 && *traps[number])
            signal(number, SIG_DFL);
        free(traps[number]);
        traps[number] = NULL;
        trap_count--;
    }
    trap_count = 0;
}

void run_traps(void)
{
    int status = last_status;

    for (int number = 1; number < MOST_SIGNALS && trap_count > 0; number++) {
        if (!has_come[number] || !traps[number] || !*traps[number])
            continue;
        has_come[number] = 0;
        run_text(traps[number]);
        last_status = status;
    }
}

void run_exit_trap(void)
{
    char *action = traps[0];

    traps[0] = NULL;
    if (action)
        run_text(action);
}
