/* The account: what client and server have agreed on. */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "rpc.h"

#define ACCOUNT_PORT 5000
#define ACCOUNT_SERVICE "5000"

enum account_procedure { ACCOUNT_DEPOSIT = 1, ACCOUNT_BALANCE = 2 };

/* The stubs: they look like procedures of the client's own. */
enum rpc_status deposit(struct rpc_client *bank, const char *owner, int amount, int *balance);
enum rpc_status balance_of(struct rpc_client *bank, const char *owner, int *balance);

#endif
