/* A customer on another host: what happens at the bank looks like a call of a procedure. */
#include <stdio.h>

#include "account.h"

int main(void)
{
    struct rpc_client bank;
    enum rpc_status status;
    int balance = 0;

    if (rpc_connect(&bank, "seoul", ACCOUNT_SERVICE, 1000, 3) == -1) {
        fprintf(stderr, "there is no bank\n");
        return 1;
    }
    status = deposit(&bank, "kim", 50, &balance);
    printf("customer: deposit: %s, balance %d\n", rpc_status_text(status), balance);
    status = balance_of(&bank, "kim", &balance);
    printf("customer: balance: %s, %d\n", rpc_status_text(status), balance);
    status = balance_of(&bank, "lee", &balance);
    printf("customer: of lee: %s\n", rpc_status_text(status));
    rpc_close(&bank);
    return 0;
}
