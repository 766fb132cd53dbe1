#include <fcntl.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wordexp.h>

static void expand(const char *text)
{
    wordexp_t words;
    int error = wordexp(text, &words, WRDE_NOCMD);

    printf("%s ->", text);
    if (error) {
        printf(" error %d\n", error);
        return;
    }
    for (size_t i = 0; i < words.we_wordc; i++)
        printf(" <%s>", words.we_wordv[i]);
    printf("\n");
    wordfree(&words);
}

/* Words as the shell expands them, and names of files. */
int main(void)
{
    static const char *const texts[] = {
        "plain  words", "*.txt", "'*.txt' \"*.txt\"", "$FRUIT \"$FRUIT\"", "${FRUIT}s ${NONE:-no} ${FRUIT:+yes} ${#FRUIT}",
        "~/x ~root/y", "a\\ b \"c 'd'\"", "none*.zip", "$UNKNOWN end", "''", "a;b", "$(ls)", "\"open",
    };
    glob_t found;

    mkdir("/tmp/words", 0755);
    chdir("/tmp/words");
    close(creat("new.txt", 0644));
    close(creat("old.txt", 0644));
    close(creat(".hidden.txt", 0644));
    setenv("FRUIT", "ripe plum", 1);
    setenv("HOME", "/tmp", 1);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        expand(texts[i]);
    found.gl_offs = 1;
    glob("n*", GLOB_DOOFFS, NULL, &found);
    glob("o*", GLOB_DOOFFS | GLOB_APPEND, NULL, &found);
    found.gl_pathv[0] = "cat";
    for (char **word = found.gl_pathv; *word; word++)
        printf("%s%c", *word, word[1] ? ' ' : '\n');
    printf("%d %d %d\n", fnmatch("*.txt", ".hidden.txt", FNM_PERIOD), fnmatch("[!a]?d.*", "old.txt", 0),
           glob("q*", 0, NULL, &found) == GLOB_NOMATCH);
    return 0;
}
