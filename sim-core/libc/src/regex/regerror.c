/* regerror(3): glibc's words for what is wrong with a pattern. */
#include <regex.h>
#include <stdio.h>
#include <string.h>

static const char *const texts[] = {
    "Success",
    "No match",
    "Invalid regular expression",
    "Invalid collation character",
    "Invalid character class name",
    "Trailing backslash",
    "Invalid back reference",
    "Unmatched [, [^, [:, [., or [=",
    "Unmatched ( or \\(",
    "Unmatched \\{",
    "Invalid content of \\{\\}",
    "Invalid range end",
    "Memory exhausted",
    "Invalid preceding regular expression",
};

size_t regerror(int error, const regex_t *regex, char *text, size_t size)
{
    const char *message = "Unknown error";

    (void)regex;
    if (error >= 0 && error < (int)(sizeof(texts) / sizeof(texts[0])))
        message = texts[error];
    if (size > 0)
        snprintf(text, size, "%s", message);
    return strlen(message) + 1;
}
