/* Names for temporary files: tmpnam(3), tempnam(3), mktemp(3); ctermid(3). Names are counted, as mkstemp's are. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LETTERS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define TRIES 238328

/* Makes the six X at the end of a template a name that no file has. Returns the template, emptied if there is none. */
char *mktemp(char *template)
{
    static unsigned int attempt;
    size_t len = strlen(template);
    struct stat status;

    if (len < 6 || strcmp(template + len - 6, "XXXXXX") != 0) {
        errno = EINVAL;
        *template = '\0';
        return template;
    }
    for (int tries = 0; tries < TRIES; tries++) {
        unsigned int value = (unsigned int)getpid() * 62 * 62 + attempt++;

        for (size_t at = len; at > len - 6; at--) {
            template[at - 1] = LETTERS[value % 62];
            value /= 62;
        }
        if (lstat(template, &status) < 0)
            return template;
    }
    *template = '\0';
    return template;
}

char *tmpnam(char *name)
{
    static char own[L_tmpnam];
    char path[] = P_tmpdir "/fileXXXXXX";

    mktemp(path);
    return strcpy(name ? name : own, path);
}

char *tempnam(const char *directory, const char *prefix)
{
    char *chosen = getenv("TMPDIR");
    char *path;

    if (!chosen || access(chosen, W_OK | X_OK) < 0)
        chosen = (char *)(directory && access(directory, W_OK | X_OK) == 0 ? directory : P_tmpdir);
    if (asprintf(&path, "%s/%.5sXXXXXX", chosen, prefix ? prefix : "file") < 0)
        return NULL;
    return mktemp(path);
}

char *ctermid(char *name)
{
    static char own[L_ctermid];

    return strcpy(name ? name : own, "/dev/tty");
}
