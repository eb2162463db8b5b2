#ifndef CSQLITESETUP_H
#define CSQLITESETUP_H

struct sqlite3;

/// Lets SQLite keep no account of the memory it has: the account is one lock for the whole process, taken for every piece that is fetched
/// or given back. To be called before anything of SQLite runs. Answers SQLITE_MISUSE when that was too late; then all works as before.
/// Connections opened from then on can gather their log.
int pendopo_sqlite_setup(void);

/// Lets a connection write the log of its main database in large pieces, from the next commit on. Only for a connection whose
/// `synchronous` is FULL and stays so: another process could else be shown a commit of which it does not find the pages.
/// Does nothing where it cannot be done.
void pendopo_sqlite_gather_log(struct sqlite3 *connection);

#endif
