#pragma once
#include <sys/types.h>

/// Both ends of a pipe, none of them in the place of a standard stream and none inherited by whatever is started meanwhile.
/// Returns 0 or the error's number.
int cspawn_pipe(int ends[2]);

/// Starts a program with these three files as its standard streams (-1 for nothing) and with no other file of ours. Signals are neither
/// held back nor, but for those that end a program, ignored. `folder` may be NULL: where we are.
/// Returns 0 or the error's number; then nothing was started.
int cspawn_start(pid_t *id, const char *program, char *const arguments[], char *const environment[], const char *folder, int input,
                 int output, int errors);

/// A file that can be read from once the process has ended; -1 where the system knows no such files.
int cspawn_watch(pid_t id);
