/* A customer whose deposit is answered, but the answer is lost: the request is sent again. */
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
    rpc_close(&bank);
    return 0;
}
