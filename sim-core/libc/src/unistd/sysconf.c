/* sysconf(3): what the system has and its limits at run time, as glibc answers (observed with glibc 2.36). What depends on
 * the machine is the lab's: one processor, 256 MiB of memory. */
#include <errno.h>
#include <limits.h>
#include <unistd.h>

#define PAGES 65536

int getpagesize(void)
{
    return 4096;
}

int getdtablesize(void)
{
    return (int)sysconf(_SC_OPEN_MAX);
}

/* Whether an option of POSIX is there: its version, 1, or -1; 0 for names that are numbers. */
static long option(int name)
{
    switch (name) {
    case _SC_REALTIME_SIGNALS:
    case _SC_PRIORITY_SCHEDULING:
    case _SC_TIMERS:
    case _SC_ASYNCHRONOUS_IO:
    case _SC_PRIORITIZED_IO:
    case _SC_SYNCHRONIZED_IO:
    case _SC_FSYNC:
    case _SC_MAPPED_FILES:
    case _SC_MEMLOCK:
    case _SC_MEMLOCK_RANGE:
    case _SC_MEMORY_PROTECTION:
    case _SC_MESSAGE_PASSING:
    case _SC_SEMAPHORES:
    case _SC_SHARED_MEMORY_OBJECTS:
    case _SC_VERSION:
    case _SC_2_VERSION:
    case _SC_2_C_BIND:
    case _SC_2_C_DEV:
    case _SC_2_SW_DEV:
    case _SC_2_LOCALEDEF:
    case _SC_THREADS:
    case _SC_THREAD_SAFE_FUNCTIONS:
    case _SC_THREAD_ATTR_STACKADDR:
    case _SC_THREAD_ATTR_STACKSIZE:
    case _SC_THREAD_PRIORITY_SCHEDULING:
    case _SC_THREAD_PRIO_INHERIT:
    case _SC_THREAD_PRIO_PROTECT:
    case _SC_THREAD_PROCESS_SHARED:
    case _SC_2_CHAR_TERM:
    case _SC_2_C_VERSION:
    case _SC_ADVISORY_INFO:
    case _SC_BARRIERS:
    case _SC_CLOCK_SELECTION:
    case _SC_CPUTIME:
    case _SC_THREAD_CPUTIME:
    case _SC_MONOTONIC_CLOCK:
    case _SC_READER_WRITER_LOCKS:
    case _SC_SPIN_LOCKS:
    case _SC_SPAWN:
    case _SC_TIMEOUTS:
    case _SC_IPV6:
    case _SC_RAW_SOCKETS:
        return _POSIX_VERSION;
    case _SC_JOB_CONTROL:
    case _SC_SAVED_IDS:
    case _SC_XOPEN_UNIX:
    case _SC_XOPEN_ENH_I18N:
    case _SC_XOPEN_SHM:
    case _SC_XOPEN_XPG2:
    case _SC_XOPEN_XPG3:
    case _SC_XOPEN_XPG4:
    case _SC_XBS5_LP64_OFF64:
    case _SC_XOPEN_LEGACY:
    case _SC_XOPEN_REALTIME:
    case _SC_XOPEN_REALTIME_THREADS:
    case _SC_REGEXP:
    case _SC_SHELL:
    case _SC_V6_LP64_OFF64:
    case _SC_V7_LP64_OFF64:
        return 1;
    case _SC_TZNAME_MAX:
    case _SC_AIO_LISTIO_MAX:
    case _SC_AIO_MAX:
    case _SC_MQ_OPEN_MAX:
    case _SC_SEM_NSEMS_MAX:
    case _SC_TIMER_MAX:
    case _SC_EQUIV_CLASS_MAX:
    case _SC_2_FORT_DEV:
    case _SC_2_FORT_RUN:
    case _SC_PII:
    case _SC_PII_XTI:
    case _SC_PII_SOCKET:
    case _SC_PII_INTERNET:
    case _SC_PII_OSI:
    case _SC_POLL:
    case _SC_SELECT:
    case _SC_PII_INTERNET_STREAM:
    case _SC_PII_INTERNET_DGRAM:
    case _SC_PII_OSI_COTS:
    case _SC_PII_OSI_CLTS:
    case _SC_PII_OSI_M:
    case _SC_T_IOV_MAX:
    case _SC_THREAD_THREADS_MAX:
    case _SC_XOPEN_CRYPT:
    case _SC_2_UPE:
    case _SC_XBS5_ILP32_OFF32:
    case _SC_XBS5_ILP32_OFFBIG:
    case _SC_XBS5_LPBIG_OFFBIG:
    case _SC_BASE:
    case _SC_C_LANG_SUPPORT:
    case _SC_C_LANG_SUPPORT_R:
    case _SC_DEVICE_IO:
    case _SC_DEVICE_SPECIFIC:
    case _SC_DEVICE_SPECIFIC_R:
    case _SC_FD_MGMT:
    case _SC_FIFO:
    case _SC_PIPE:
    case _SC_FILE_ATTRIBUTES:
    case _SC_FILE_LOCKING:
    case _SC_FILE_SYSTEM:
    case _SC_MULTI_PROCESS:
    case _SC_SINGLE_PROCESS:
    case _SC_NETWORKING:
    case _SC_REGEX_VERSION:
    case _SC_SIGNALS:
    case _SC_SPORADIC_SERVER:
    case _SC_THREAD_SPORADIC_SERVER:
    case _SC_SYSTEM_DATABASE:
    case _SC_SYSTEM_DATABASE_R:
    case _SC_TYPED_MEMORY_OBJECTS:
    case _SC_USER_GROUPS:
    case _SC_USER_GROUPS_R:
    case _SC_2_PBS:
    case _SC_2_PBS_ACCOUNTING:
    case _SC_2_PBS_LOCATE:
    case _SC_2_PBS_MESSAGE:
    case _SC_2_PBS_TRACK:
    case _SC_SYMLOOP_MAX:
    case _SC_STREAMS:
    case _SC_2_PBS_CHECKPOINT:
    case _SC_V6_ILP32_OFF32:
    case _SC_V6_ILP32_OFFBIG:
    case _SC_V6_LPBIG_OFFBIG:
    case _SC_TRACE:
    case _SC_TRACE_EVENT_FILTER:
    case _SC_TRACE_INHERIT:
    case _SC_TRACE_LOG:
    case _SC_V7_ILP32_OFF32:
    case _SC_V7_ILP32_OFFBIG:
    case _SC_V7_LPBIG_OFFBIG:
    case _SC_SS_REPL_MAX:
    case _SC_TRACE_EVENT_NAME_MAX:
    case _SC_TRACE_NAME_MAX:
    case _SC_TRACE_SYS_MAX:
    case _SC_TRACE_USER_EVENT_MAX:
    case _SC_XOPEN_STREAMS:
    case _SC_THREAD_ROBUST_PRIO_INHERIT:
    case _SC_THREAD_ROBUST_PRIO_PROTECT:
        return -1;
    default:
        return 0;
    }
}

struct limit {
    int name;
    long value;
};

static const struct limit limits[] = {
    { _SC_ARG_MAX, 2097152 },
    { _SC_CLK_TCK, 100 },
    { _SC_NGROUPS_MAX, 65536 },
    { _SC_STREAM_MAX, 16 },
    { _SC_AIO_PRIO_DELTA_MAX, 20 },
    { _SC_DELAYTIMER_MAX, INT_MAX },
    { _SC_MQ_PRIO_MAX, 32768 },
    { _SC_PAGESIZE, 4096 },
    { _SC_RTSIG_MAX, 32 },
    { _SC_SEM_VALUE_MAX, INT_MAX },
    { _SC_BC_BASE_MAX, 99 },
    { _SC_BC_DIM_MAX, 2048 },
    { _SC_BC_SCALE_MAX, 99 },
    { _SC_BC_STRING_MAX, 1000 },
    { _SC_COLL_WEIGHTS_MAX, 255 },
    { _SC_EXPR_NEST_MAX, 32 },
    { _SC_LINE_MAX, 2048 },
    { _SC_RE_DUP_MAX, 32767 },
    { _SC_CHARCLASS_NAME_MAX, 2048 },
    { _SC_IOV_MAX, 1024 },
    { _SC_GETGR_R_SIZE_MAX, 1024 },
    { _SC_GETPW_R_SIZE_MAX, 1024 },
    { _SC_LOGIN_NAME_MAX, 256 },
    { _SC_TTY_NAME_MAX, 32 },
    { _SC_THREAD_DESTRUCTOR_ITERATIONS, 4 },
    { _SC_THREAD_KEYS_MAX, 1024 },
    { _SC_THREAD_STACK_MIN, 16384 },
    { _SC_ATEXIT_MAX, INT_MAX },
    { _SC_PASS_MAX, 8192 },
    { _SC_XOPEN_VERSION, 700 },
    { _SC_XOPEN_XCU_VERSION, 4 },
    { _SC_CHAR_BIT, 8 },
    { _SC_CHAR_MAX, 127 },
    { _SC_CHAR_MIN, -128 },
    { _SC_INT_MAX, INT_MAX },
    { _SC_INT_MIN, INT_MIN },
    { _SC_LONG_BIT, 64 },
    { _SC_WORD_BIT, 32 },
    { _SC_MB_LEN_MAX, 16 },
    { _SC_NZERO, 20 },
    { _SC_SSIZE_MAX, 32767 },
    { _SC_SCHAR_MAX, 127 },
    { _SC_SCHAR_MIN, -128 },
    { _SC_SHRT_MAX, 32767 },
    { _SC_SHRT_MIN, -32768 },
    { _SC_UCHAR_MAX, 255 },
    { _SC_UINT_MAX, 4294967295 },
    { _SC_ULONG_MAX, -1 },
    { _SC_USHRT_MAX, 65535 },
    { _SC_NL_ARGMAX, 4096 },
    { _SC_NL_LANGMAX, 2048 },
    { _SC_NL_MSGMAX, INT_MAX },
    { _SC_NL_NMAX, INT_MAX },
    { _SC_NL_SETMAX, INT_MAX },
    { _SC_NL_TEXTMAX, INT_MAX },
    { _SC_HOST_NAME_MAX, 64 },
    { _SC_CHILD_MAX, 64 },
    { _SC_OPEN_MAX, 1024 },
    { _SC_NPROCESSORS_CONF, 1 },
    { _SC_NPROCESSORS_ONLN, 1 },
    { _SC_PHYS_PAGES, PAGES },
    { _SC_AVPHYS_PAGES, PAGES / 2 },
};

long sysconf(int name)
{
    long found;

    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
        if (limits[i].name == name)
            return limits[i].value;
    found = option(name);
    if (found)
        return found;
    errno = EINVAL;
    return -1;
}
