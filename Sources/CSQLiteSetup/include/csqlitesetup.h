#ifndef CSQLITESETUP_H
#define CSQLITESETUP_H

/// Lets SQLite keep no account of the memory it has: the account is one lock for the whole process, taken for every piece that is fetched
/// or given back. To be called before anything of SQLite runs. Answers SQLITE_MISUSE when that was too late; then all works as before.
int pendopo_sqlite_setup(void);

#endif
