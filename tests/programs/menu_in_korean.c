//@ stdin 1\n1000\n2\n300\n3\n9\nabc\n0\n
#include <stdio.h>
#include <stdlib.h>
#include <stdbool.h>

typedef enum { QUIT, DEPOSIT, WITHDRAW, SHOW } Menu;
struct Account {
    int id;
    char *owner;
    long long balance;
} acc = { 1, "홍길동", 0LL };

static bool withdraw(struct Account *a, long long v)
{
    if (a->balance < v)
        return false;
    a->balance -= v;
    return true;
}

/* A menu that is fed by standard input, wrong input included. */
int main(void)
{
    int m, ch;
    long long v;
    do {
        printf("1.입금 2.출금 3.조회 0.종료 > ");
        if (scanf("%d", &m) != 1) {
            printf("잘못된 입력\n");
            while ((ch = getchar()) != '\n' && ch != EOF);
            m = -1;
            continue;
        }
        switch (m) {
        case DEPOSIT:
            printf("금액: ");
            scanf("%lld", &v);
            acc.balance += v;
            break;
        case WITHDRAW:
            printf("금액: ");
            scanf("%lld", &v);
            puts(withdraw(&acc, v) ? "OK" : "잔액 부족");
            break;
        case SHOW:
            printf("%-10s|%10lld원\n", acc.owner, acc.balance);
            break;
        case QUIT:
            puts("종료");
            break;
        default:
            printf("메뉴 오류(%d)\n", m);
        }
    } while (m != QUIT);
    return EXIT_SUCCESS;
}
