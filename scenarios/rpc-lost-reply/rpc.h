/* Remote procedure calls over datagrams: each call is made at most once, however often its request has to be sent. */
#ifndef RPC_H
#define RPC_H

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#define RPC_BYTES 512 /* the longest message */

/* A message while it is written or read: numbers in network order, texts with their length in front. */
struct rpc_message {
    unsigned char bytes[RPC_BYTES];
    size_t len; /* how many there are */
    size_t at;  /* how many of them have been read */
    int is_bad; /* something did not fit, or was missing */
};

void rpc_put_int(struct rpc_message *message, int32_t value);
void rpc_put_text(struct rpc_message *message, const char *text);
int32_t rpc_get_int(struct rpc_message *message);
void rpc_get_text(struct rpc_message *message, char *text, size_t size);

/* What a call comes to. */
enum rpc_status { RPC_OK, RPC_NO_PROCEDURE, RPC_BAD_ARGUMENTS, RPC_NO_ANSWER, RPC_FAILED };

const char *rpc_status_text(enum rpc_status status);

/* The client's side. */
struct rpc_client {
    int fd;
    uint32_t next_call; /* the number of the next call */
    int tries;          /* how often a request is sent before the client gives up */
};

int rpc_connect(struct rpc_client *client, const char *host, const char *service, int timeout_ms, int tries);
enum rpc_status rpc_call(struct rpc_client *client, uint32_t procedure, const struct rpc_message *arguments,
                         struct rpc_message *result);
void rpc_close(struct rpc_client *client);

/* The server's side. A procedure reads its arguments and writes its result; it returns 0, or -1 if it cannot. */
typedef int rpc_procedure(struct rpc_message *arguments, struct rpc_message *result);

struct rpc_entry {
    uint32_t number;
    rpc_procedure *procedure;
};

#define RPC_CLIENTS 8 /* so many clients are remembered at a time */

/* The last answer to a client. A client has one call at a time, so that this is all that it can ask for again. */
struct rpc_reply {
    struct sockaddr_in client;
    uint32_t call;
    unsigned long used; /* when, to find the one that was used longest ago */
    struct rpc_message answer;
};

struct rpc_server {
    int fd;
    const struct rpc_entry *procedures;
    size_t count;
    unsigned long requests;
    unsigned long executed;
    struct rpc_reply replies[RPC_CLIENTS];
};

int rpc_listen(struct rpc_server *server, uint16_t port, const struct rpc_entry *procedures, size_t count);
int rpc_serve_one(struct rpc_server *server); /* takes one request; -1 on failure */

#endif
