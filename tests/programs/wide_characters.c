/* Wide characters: in the C locale, then in C.UTF-8. */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

static void convert(void)
{
    wchar_t wide[32];
    char text[32];
    size_t count = mbstowcs(wide, "한글 abc", 32);

    printf("mbstowcs: %zd", (ssize_t)count);
    if (count != (size_t)-1)
        printf(" %#x %#x", wide[0], wide[1]);
    count = wcstombs(text, L"가나다", 32);
    printf("; wcstombs: %zd %s; MB_CUR_MAX: %zu\n", (ssize_t)count, count == (size_t)-1 ? "-" : text, MB_CUR_MAX);
    errno = 0;
    count = (size_t)snprintf(text, sizeof(text), "[%ls|%5lc|%.4ls]", L"가", L'나', L"다라");
    printf("snprintf: %d, errno %d, %s\n", (int)count, errno, (int)count < 0 ? "-" : text);
    printf("%d %d %d\n", !!iswalpha(L'가'), !!iswprint(L'가'), wcwidth(L'가'));
}

int main(void)
{
    wchar_t text[64] = L"wide " L"와이드";
    wchar_t copy[64];
    wchar_t *rest;
    const char *narrow = "가a";
    mbstate_t state;
    size_t length;

    printf("%s\n", setlocale(LC_ALL, NULL));
    convert();
    printf("%s\n", setlocale(LC_CTYPE, "C.UTF-8"));
    convert();
    printf("%s\n", setlocale(LC_ALL, "nowhere") ? "installed" : "not installed");
    printf("%zu %zu %ls\n", wcslen(text), sizeof(L"ab"), wcschr(text, L'와'));
    wcscpy(copy, text);
    wcscat(copy, L"!");
    printf("%ls %d %d\n", copy, wcscmp(copy, text) > 0, wcsncmp(copy, text, 3));
    for (wchar_t *word = wcstok(copy, L" !", &rest); word; word = wcstok(NULL, L" !", &rest))
        printf("<%ls>", word);
    swprintf(copy, 64, L"%d:%5ls:%-4s:%lc", 42, L"한글", "ab", L'끝');
    printf("%ls\n", copy);
    printf("%d\n", swprintf(copy, 3, L"too long"));
    printf("%ls\n", copy);
    printf("%ld %g %lc\n", wcstol(L" 077z", &rest, 8), wcstod(L"2.5e1", NULL), towupper(L'é'));
    memset(&state, 0, sizeof(state));
    while ((length = mbrlen(narrow, strlen(narrow) + 1, &state)) > 0) {
        printf("%zu ", length);
        narrow += length;
    }
    printf("%s %#x %zu\n", u8"유니코드", U"\U0001F600"[0], sizeof(u"가"));
    return 0;
}
