//@ exit 65
/* Calls that do not fit the declarations. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct request {
    int id;
};

static int handle(struct request request, const char *name);

int main(void)
{
    struct request request = { 1 };
    int fds[2];

    handle(request);
    handle(1, "one");
    handle(request, "one", 2);
    handle(&request, "one");
    strlen();
    pipe(fds, 0);
    close(request);
    return handle;
}

static int handle(struct request request, const char *name)
{
    return request.id;
}
