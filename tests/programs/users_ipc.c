// System V objects and POSIX queues of one user, and what others may do with them.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

union semun {
    int val;
    struct semid_ds *buf;
    unsigned short *array;
};

static void say(const char *what, long result)
{
    printf("  %-44s %s\n", what, result == -1 ? strerrorname_np(errno) : "ok");
}

#define SAY(call) say(#call, (long)(call))

static void as(uid_t user, const char *who, void (*body)(void))
{
    fflush(stdout);
    if (fork() == 0) {
        printf("%s\n", who);
        setgroups(0, NULL);
        setgid(user == 1001 ? 50 : user);
        setuid(user);
        body();
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
}

static int queue, set, segment;
static struct { long type; char text[4]; } message = { 1, "abc" };

static void give(uid_t user, gid_t group, int mode)
{
    struct msqid_ds q = { .msg_perm = { .uid = user, .gid = group, .mode = mode }, .msg_qbytes = 1000 };
    struct semid_ds s = { .sem_perm = { .uid = user, .gid = group, .mode = mode } };
    struct shmid_ds m = { .shm_perm = { .uid = user, .gid = group, .mode = mode } };

    SAY(msgctl(queue, IPC_SET, &q));
    SAY(semctl(set, 0, IPC_SET, (union semun){ .buf = &s }));
    SAY(shmctl(segment, IPC_SET, &m));
}

static void use(void)
{
    struct msqid_ds q;
    struct semid_ds s;
    struct shmid_ds m;
    struct sembuf up = { 0, 1, 0 }, zero = { 1, 0, 0 };
    unsigned short all[2];
    void *at;

    SAY(msgget(7, 0));
    SAY(msgget(7, 0400));
    SAY(msgget(7, 0660));
    SAY(msgget(7, IPC_CREAT | IPC_EXCL | 0600));
    SAY(msgsnd(queue, &message, 4, IPC_NOWAIT));
    SAY(msgrcv(queue, &message, 4, 0, IPC_NOWAIT));
    SAY(msgctl(queue, IPC_STAT, &q));
    SAY(semget(7, 2, 0600));
    SAY(semget(7, 3, 0600));
    SAY(semop(set, &up, 1));
    SAY(semop(set, &zero, 1));
    SAY(semctl(set, 0, GETVAL));
    SAY(semctl(set, 9, GETVAL));
    SAY(semctl(set, 0, GETALL, (union semun){ .array = all }));
    SAY(semctl(set, 0, SETVAL, (union semun){ .val = 3 }));
    SAY(semctl(set, 9, SETVAL, (union semun){ .val = 3 }));
    SAY(semctl(set, 0, SETALL, (union semun){ .array = (unsigned short[]){ 1, 0 } }));
    SAY(semctl(set, 0, IPC_STAT, (union semun){ .buf = &s }));
    SAY(shmget(7, 0, 0600));
    SAY(at = shmat(segment, NULL, 0));
    SAY(at = shmat(segment, NULL, SHM_RDONLY));
    SAY(shmctl(segment, IPC_STAT, &m));
    give(getuid(), -1, 0600);
    SAY(msgctl(queue, IPC_RMID, NULL));
    SAY(semctl(set, 0, IPC_RMID));
    SAY(shmctl(segment, IPC_RMID, NULL));
}

static void make(void)
{
    struct msqid_ds q;

    queue = msgget(7, IPC_CREAT | 0620);
    set = semget(7, 2, IPC_CREAT | 0640);
    segment = shmget(7, 100, IPC_CREAT | 0640);
    if (queue == -1 || set == -1 || segment == -1)
        return;
    SAY(msgctl(queue, IPC_STAT, &q));
    printf("  %d:%d made by %d:%d, mode %o\n", q.msg_perm.uid, q.msg_perm.gid, q.msg_perm.cuid, q.msg_perm.cgid, q.msg_perm.mode);
}

static void posix(void)
{
    struct mq_attr large = { .mq_maxmsg = 10, .mq_msgsize = 8192 };
    struct stat state = { 0 };

    SAY(mq_open("/alices", O_RDONLY));
    SAY(mq_open("/alices", O_WRONLY));
    SAY(mq_open("/alices", O_RDWR));
    SAY(mq_open("/alices", O_CREAT | O_WRONLY, 0600, NULL));
    SAY(mq_unlink("/alices"));
    SAY(mq_open("/own", O_CREAT | O_RDWR, 0, NULL));
    SAY(mq_open("/own", O_RDONLY));
    for (char name[] = "/large0"; name[6] < '9'; name[6]++)
        SAY(mq_open(name, O_CREAT | O_RDWR, 0600, &large));
    for (char name[] = "/large0"; name[6] < '9'; name[6]++)
        mq_unlink(name);
    SAY(mq_unlink("/own"));
    SAY(shm_open("/segment", O_RDWR, 0));
    SAY(shm_open("/segment", O_RDONLY, 0));
    SAY(shm_unlink("/segment"));
    SAY(sem_open("/semaphore", 0) == SEM_FAILED ? -1 : 0);
    SAY(sem_unlink("/semaphore"));
    SAY(stat("/dev/shm/segment", &state));
    printf("  %o %d:%d\n", state.st_mode, state.st_uid, state.st_gid);
}

static void make_posix(void)
{
    SAY(mq_open("/alices", O_CREAT | O_RDWR, 0620, NULL));
    SAY(shm_open("/segment", O_CREAT | O_RDWR, 0644));
    SAY(sem_open("/semaphore", O_CREAT, 0600, 1) == SEM_FAILED ? -1 : 0);
}

int main(void)
{
    umask(0);
    printf("root makes them\n");
    make();
    as(1000, "alice", use);
    printf("root gives them to alice, mode 0640\n");
    give(1000, 50, 0640);
    as(1002, "carol", use);
    as(1001, "bob, in the group", use);
    printf("root gives them to alice, mode 0060\n");
    give(1000, 50, 0060);
    as(1001, "bob, in the group", use);
    as(1000, "alice", use);
    printf("nothing is left\n");
    SAY(msgctl(queue, IPC_RMID, NULL));
    as(1000, "alice makes them", make);
    as(1000, "alice", posix);
    as(1000, "alice makes POSIX objects", make_posix);
    as(1001, "bob", posix);
    as(1000, "alice", posix);
    return 0;
}
