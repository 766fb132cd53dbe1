/* posix_spawn(3): fork, what the caller wants done in the child, execve. Why that failed comes back through a pipe. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum kind { OPEN, CLOSE, DUPLICATE };

struct __spawn_action {
    enum kind kind;
    int fd;
    int from;
    int flags;
    mode_t mode;
    char *path;
    struct __spawn_action *next;
};

static int perform(const struct __spawn_action *action)
{
    int fd;

    switch (action->kind) {
    case CLOSE:
        return close(action->fd);
    case DUPLICATE:
        return action->from == action->fd ? fcntl(action->fd, F_SETFD, 0) : dup2(action->from, action->fd);
    default:
        fd = open(action->path, action->flags, action->mode);
        if (fd < 0 || fd == action->fd)
            return fd;
        dup2(fd, action->fd);
        return close(fd);
    }
}

static int apply_attributes(const posix_spawnattr_t *attributes)
{
    struct sigaction action = { .sa_handler = SIG_DFL };

    if (attributes->__flags & POSIX_SPAWN_SETSIGMASK)
        sigprocmask(SIG_SETMASK, &attributes->__mask, NULL);
    for (int signal = 1; attributes->__flags & POSIX_SPAWN_SETSIGDEF && signal < NSIG; signal++)
        if (sigismember(&attributes->__default, signal) == 1)
            sigaction(signal, &action, NULL);
    if (attributes->__flags & POSIX_SPAWN_SETSID && setsid() < 0)
        return -1;
    return attributes->__flags & POSIX_SPAWN_SETPGROUP ? setpgid(0, attributes->__group) : 0;
}

typedef int execute(const char *path, char *const argv[], char *const envp[]);

static void become(execute *execute, const char *path, const posix_spawn_file_actions_t *actions,
                   const posix_spawnattr_t *attributes, char *const argv[], char *const envp[])
{
    if (attributes && apply_attributes(attributes) < 0)
        return;
    for (struct __spawn_action *action = actions ? actions->__first : NULL; action; action = action->next)
        if (perform(action) < 0)
            return;
    execute(path, argv, envp);
}

static int spawn(pid_t *result, execute *execute, const char *path, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const argv[], char *const envp[])
{
    int ends[2], why = 0;
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) < 0)
        return errno;
    pid = fork();
    if (pid == 0) {
        /* Out of the way of what the child opens and closes. */
        int report = fcntl(ends[1], F_DUPFD_CLOEXEC, 512);

        become(execute, path, actions, attributes, argv, envp);
        write(report, &errno, sizeof(errno));
        _exit(127);
    }
    why = pid < 0 ? errno : 0;
    close(ends[1]);
    if (pid > 0 && read(ends[0], &why, sizeof(why)) > 0)
        waitpid(pid, NULL, 0);
    else if (pid > 0 && result)
        *result = pid;
    close(ends[0]);
    return why;
}

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
                char *const argv[], char *const envp[])
{
    return spawn(pid, execve, path, actions, attributes, argv, envp);
}

int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
                 char *const argv[], char *const envp[])
{
    return spawn(pid, execvpe, file, actions, attributes, argv, envp);
}

int posix_spawn_file_actions_init(posix_spawn_file_actions_t *actions)
{
    actions->__first = NULL;
    return 0;
}

int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *actions)
{
    while (actions->__first) {
        struct __spawn_action *action = actions->__first;

        actions->__first = action->next;
        free(action->path);
        free(action);
    }
    return 0;
}

static int add(posix_spawn_file_actions_t *actions, struct __spawn_action action)
{
    struct __spawn_action *new = malloc(sizeof(*new)), **end = &actions->__first;

    if (!new)
        return ENOMEM;
    *new = action;
    new->next = NULL;
    while (*end)
        end = &(*end)->next;
    *end = new;
    return 0;
}

int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *actions, int fd, const char *path, int flags, mode_t mode)
{
    struct __spawn_action action = { OPEN, fd, -1, flags, mode, strdup(path), NULL };

    return fd < 0 ? EBADF : add(actions, action);
}

int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *actions, int fd)
{
    struct __spawn_action action = { CLOSE, fd, -1, 0, 0, NULL, NULL };

    return fd < 0 ? EBADF : add(actions, action);
}

int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions, int fd, int to)
{
    struct __spawn_action action = { DUPLICATE, to, fd, 0, 0, NULL, NULL };

    return fd < 0 || to < 0 ? EBADF : add(actions, action);
}
