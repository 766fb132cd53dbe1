/* The client's stubs: arguments into a message, the result out of another. */
#include "account.h"

static enum rpc_status call(struct rpc_client *bank, uint32_t procedure, const struct rpc_message *arguments,
                            int *balance)
{
    struct rpc_message result;
    enum rpc_status status = rpc_call(bank, procedure, arguments, &result);

    if (status == RPC_OK) {
        *balance = rpc_get_int(&result);
    }
    return status;
}

enum rpc_status deposit(struct rpc_client *bank, const char *owner, int amount, int *balance)
{
    struct rpc_message arguments = {.len = 0};

    rpc_put_text(&arguments, owner);
    rpc_put_int(&arguments, amount);
    return call(bank, ACCOUNT_DEPOSIT, &arguments, balance);
}

enum rpc_status balance_of(struct rpc_client *bank, const char *owner, int *balance)
{
    struct rpc_message arguments = {.len = 0};

    rpc_put_text(&arguments, owner);
    return call(bank, ACCOUNT_BALANCE, &arguments, balance);
}
