#include <sys/types.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>

static int try(const char *pat, const char *s, int fl)
{
    regex_t re;
    regmatch_t m[5];
    char eb[100];
    int r, i;
    r = regcomp(&re, pat, fl);
    if (r) {
        regerror(r, &re, eb, sizeof eb);
        printf("%s: compile error: %s\n", pat, eb);
        return r;
    }
    r = regexec(&re, s, 5, m, 0);
    if (r == REG_NOMATCH) {
        regerror(r, &re, eb, sizeof eb);
        printf("/%s/ \"%s\": %s\n", pat, s, eb);
    } else {
        printf("/%s/ \"%s\" nsub %zu:", pat, s, re.re_nsub);
        for (i = 0; i < 5 && m[i].rm_so != -1; i++)
            printf(" [%.*s](%d,%d)", (int)(m[i].rm_eo - m[i].rm_so), s + m[i].rm_so, m[i].rm_so, m[i].rm_eo);
        printf("\n");
    }
    regfree(&re);
    return r;
}

/* What patterns match where, and what is wrong with some of them. */
int main(void)
{
    try("^[a-z]+@[a-z]+\\.(com|org)$", "user@host.org", REG_EXTENDED);
    try("([0-9]+)-([0-9]+)", "call 010-1234 now", REG_EXTENDED);
    try("a.*b", "xaabbbcb!", 0);
    try("\\(ab\\)*c", "ababc", 0);
    try("(a|ab)(c|bcd)(d*)", "abcd", REG_EXTENDED);
    try("[[:digit:]]{2,3}", "a12345", REG_EXTENDED);
    try("HELLO", "say hello", REG_ICASE);
    try("x*", "aaa", 0);
    try("[", "a", 0);
    try("(abc", "abc", REG_EXTENDED);
    try("*a", "*a", 0);
    try("a{2", "aa", REG_EXTENDED);
    try("\\(.\\)\\1", "hello", 0);
    try("^$", "", 0);
    try("[^a-c]+", "abcdefabc", REG_EXTENDED);
    try("colou?r", "color", REG_EXTENDED);
    regex_t re;
    regmatch_t m[1];
    const char *p = "one 1 two 22 three 333";
    regcomp(&re, "[0-9]+", REG_EXTENDED | REG_NEWLINE);
    while (regexec(&re, p, 1, m, 0) == 0) {
        printf("%.*s;", m[0].rm_eo - m[0].rm_so, p + m[0].rm_so);
        p += m[0].rm_eo;
    }
    puts("");
    return 0;
}
