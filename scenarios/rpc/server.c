/* The bank: it has one account, and counts what it is asked and what it does. */
#include <stdio.h>
#include <string.h>

#include "account.h"

#define CALLS 3

static int balance = 100;

static int is_known(const char *owner)
{
    return strcmp(owner, "kim") == 0;
}

static int do_deposit(struct rpc_message *arguments, struct rpc_message *result)
{
    char owner[32];
    int amount;

    rpc_get_text(arguments, owner, sizeof(owner));
    amount = rpc_get_int(arguments);
    if (arguments->is_bad || !is_known(owner)) {
        return -1;
    }
    balance += amount;
    printf("bank: %s deposits %d\n", owner, amount);
    rpc_put_int(result, balance);
    return 0;
}

static int do_balance(struct rpc_message *arguments, struct rpc_message *result)
{
    char owner[32];

    rpc_get_text(arguments, owner, sizeof(owner));
    if (arguments->is_bad || !is_known(owner)) {
        return -1;
    }
    rpc_put_int(result, balance);
    return 0;
}

int main(void)
{
    static const struct rpc_entry procedures[] = {{ACCOUNT_DEPOSIT, do_deposit}, {ACCOUNT_BALANCE, do_balance}};
    static struct rpc_server server;

    if (rpc_listen(&server, ACCOUNT_PORT, procedures, sizeof(procedures) / sizeof(procedures[0])) == -1) {
        perror("bank");
        return 1;
    }
    while (server.executed < CALLS) {
        if (rpc_serve_one(&server) == -1) {
            perror("bank");
            return 1;
        }
    }
    printf("bank: %lu requests, %lu executed\n", server.requests, server.executed);
    return 0;
}
