#include <wordexp.h>
#include <glob.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <fcntl.h>

/* Words as the shell expands them, and names of files. */
int main(void)
{
    wordexp_t p;
    char **w;
    int i;
    glob_t g;
    mkdir("/tmp/we", 0777);
    chdir("/tmp/we");
    close(creat("a.c", 0666));
    close(creat("b.c", 0666));
    close(creat("c.h", 0666));
    setenv("NAME", "world wide", 1);
    if (wordexp("[a-c]*.c $NAME \"$NAME\" 'x y' ~root ${NAME:-z}", &p, 0) == 0) {
        w = p.we_wordv;
        for (i = 0; i < (int)p.we_wordc; i++)
            printf("%s\n", w[i]);
        wordfree(&p);
    }
    printf("%d\n", wordexp("a | b", &p, 0));
    g.gl_offs = 2;
    glob("*.c", GLOB_DOOFFS, NULL, &g);
    glob("*.h", GLOB_DOOFFS | GLOB_APPEND, NULL, &g);
    g.gl_pathv[0] = "ls";
    g.gl_pathv[1] = "-l";
    for (i = 0; g.gl_pathv[i]; i++)
        printf("%s ", g.gl_pathv[i]);
    puts("");
    printf("%d %d\n", fnmatch("*.[ch]", "x.c", 0), fnmatch("*", ".x", FNM_PERIOD));
    globfree(&g);
    return 0;
}
