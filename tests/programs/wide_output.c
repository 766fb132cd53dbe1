/* A stream that was used for wide characters takes no others; what the locale cannot write is a question mark. */
#include <locale.h>
#include <stdio.h>
#include <wchar.h>

int main(void)
{
    int count = wprintf(L"한글 %5ls|%-5s|%.2ls|%c|\n", L"가나", "ab", L"xyz", 'q');

    setlocale(LC_ALL, "C.UTF-8");
    wprintf(L"%d characters, 한글\n", count);
    fputwc(L'가', stdout);
    putwchar(L'\n');
    wprintf(L"%d %d\n", printf("narrow\n"), fwide(stdout, 0) > 0);
    fputws(L"끝\n", stdout);
    return 0;
}
