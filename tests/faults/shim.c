/* Lets the n-th file call under a folder fail, and counts what goes to the network: loaded before the C library by LD_PRELOAD, steered from Python
 * through ctypes.
 *
 * Owns no knowledge of the program. Calls are counted over all threads; what is only read is not counted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum { OPENS = 1, WRITES = 2, SYNCS = 4, RENAMES = 8, UNLINKS = 16, TRUNCATES = 32, CLOCK = 64 };
enum { VANISHES = -1 };
enum { BACK = 400 * 24 * 3600 }; /* seconds: a little more than a year */

static char folder[PATH_MAX];
static int kinds, countdown, failure, lasting, fired;

/* Arm: the `nth` call of one of `mask` below `path` fails with `code`; if `stays`, all that follow fail too. nth = 0 disarms.
 * With VANISHES for a code the folder is moved away instead (to its name with ".away"), as a drive that is pulled out; handles stay.
 * Of CLOCK, the n-th reading of the time of day is BACK seconds too early, or that one and all that follow. */
void fault_arm(const char *path, int mask, int nth, int code, int stays) {
    snprintf(folder, sizeof folder, "%s", path);
    kinds = nth ? mask : 0;
    countdown = nth;
    failure = code;
    lasting = stays;
    fired = 0;
}

/* How many calls failed since arming. */
int fault_fired(void) { return fired; }

static int strikes(int kind, const char *path) {
    if (!(kinds & kind) || strncmp(path, folder, strlen(folder)) != 0) return 0;
    int left = __atomic_sub_fetch(&countdown, 1, __ATOMIC_SEQ_CST);
    if (left > 0 || (left < 0 && !lasting)) return 0;
    __atomic_add_fetch(&fired, 1, __ATOMIC_SEQ_CST);
    if (failure == VANISHES) {
        static int (*move)(const char *, const char *);
        if (!move) move = dlsym(RTLD_NEXT, "rename");
        char away[PATH_MAX + 8];
        snprintf(away, sizeof away, "%s.away", folder);
        if (left == 0) move(folder, away);
        return 0; /* the call goes on, and meets what is left */
    }
    errno = failure;
    return 1;
}

static int strikes_handle(int kind, int handle) {
    if (!(kinds & kind)) return 0;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strikes(kind, path);
}

#define NEXT(type, name) static type (*next)(); if (!next) next = dlsym(RTLD_NEXT, name)

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        NEXT(int, #name); \
        va_list rest; va_start(rest, flags); mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; va_end(rest); \
        if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && strikes(OPENS, path)) return -1; \
        return next(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

#define WRITE(name, offset_type) \
    ssize_t name(int handle, const void *data, size_t size, offset_type offset) { \
        NEXT(ssize_t, #name); \
        if (strikes_handle(WRITES, handle)) return -1; \
        return next(handle, data, size, offset); \
    }
WRITE(pwrite, off_t)
WRITE(pwrite64, off64_t)

ssize_t write(int handle, const void *data, size_t size) {
    NEXT(ssize_t, "write");
    if (strikes_handle(WRITES, handle)) return -1;
    return next(handle, data, size);
}

#define SYNC(name) \
    int name(int handle) { NEXT(int, #name); return strikes_handle(SYNCS, handle) ? -1 : next(handle); }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name, offset_type) \
    int name(int handle, offset_type size) { NEXT(int, #name); return strikes_handle(TRUNCATES, handle) ? -1 : next(handle, size); }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int rename(const char *from, const char *to) { NEXT(int, "rename"); return strikes(RENAMES, to) ? -1 : next(from, to); }
int link(const char *from, const char *to) { NEXT(int, "link"); return strikes(RENAMES, to) ? -1 : next(from, to); }
int unlink(const char *path) { NEXT(int, "unlink"); return strikes(UNLINKS, path) ? -1 : next(path); }

static time_t shift(void) {
    if (!(kinds & CLOCK)) return 0;
    int left = __atomic_sub_fetch(&countdown, 1, __ATOMIC_SEQ_CST);
    if (left > 0 || (left < 0 && !lasting)) return 0;
    __atomic_add_fetch(&fired, 1, __ATOMIC_SEQ_CST);
    return BACK;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    NEXT(int, "clock_gettime");
    int result = next(clock, now);
    if (clock == CLOCK_REALTIME && now) now->tv_sec -= shift();
    return result;
}

int gettimeofday(struct timeval *now, void *zone) {
    NEXT(int, "gettimeofday");
    int result = next(now, zone);
    if (now) now->tv_sec -= shift();
    return result;
}

static int network_calls;

/* How many sockets that reach beyond this computer were asked for, and how many names of computers looked up. */
int network_count(void) { return network_calls; }

int socket(int domain, int type, int protocol) {
    NEXT(int, "socket");
    if (domain == AF_INET || domain == AF_INET6) __atomic_add_fetch(&network_calls, 1, __ATOMIC_SEQ_CST);
    return next(domain, type, protocol);
}

int getaddrinfo(const char *node, const char *service, const void *hints, void *result) {
    NEXT(int, "getaddrinfo");
    __atomic_add_fetch(&network_calls, 1, __ATOMIC_SEQ_CST);
    return next(node, service, hints, result);
}
