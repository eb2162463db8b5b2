// Extensions of the GNU C library, which it does not show to Swift.
#define _GNU_SOURCE
#include "cspawn.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <unistd.h>

int cspawn_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) != 0) return errno;
    for (int end = 0; end < 2; end++) {
        if (ends[end] > 2) continue;
        // Ours are closed: the first of the three that a new process gets would take this one's place.
        int moved = fcntl(ends[end], F_DUPFD_CLOEXEC, 3);
        int error = errno;
        close(ends[end]);
        ends[end] = moved;
        if (moved >= 0) continue;
        close(ends[1 - end]);
        return error;
    }
    return 0;
}

int cspawn_start(pid_t *id, const char *program, char *const arguments[], char *const environment[], const char *folder, int input,
                 int output, int errors) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    error = posix_spawnattr_init(&attributes);
    if (error) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    const int files[3] = {input, output, errors};
    for (int place = 0; place < 3 && !error; place++) {
        error = files[place] < 0
                    ? posix_spawn_file_actions_addopen(&actions, place, "/dev/null", place == 0 ? O_RDONLY : O_WRONLY, 0)
                    : posix_spawn_file_actions_adddup2(&actions, files[place], place);
    }
    // One call of the system in the new process, however many files are open and whoever opens more meanwhile.
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    if (!error && folder) error = posix_spawn_file_actions_addchdir_np(&actions, folder);
    // A program whose reader is gone must end, though we ignore this signal. What else we ignore stays ignored: a server that is told to
    // end lets its workers finish, and whoever told it told them too.
    sigset_t none, pipe;
    sigemptyset(&none);
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    if (!error) error = posix_spawnattr_setsigmask(&attributes, &none);
    if (!error) error = posix_spawnattr_setsigdefault(&attributes, &pipe);
    if (!error) error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (!error) error = posix_spawn(id, program, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int cspawn_watch(pid_t id) {
#ifdef SYS_pidfd_open
    return (int)syscall(SYS_pidfd_open, id, 0);
#else
    return -1;
#endif
}
