// A shim around SQLite's VFS for Unix that writes the log of a commit in large pieces.
//
// SQLite writes every page of a commit with two calls of the system, one for a head of 24 bytes and one for the page. Nobody needs these
// bytes in the file before SQLite syncs it: with `synchronous = FULL` it syncs the log of each commit before it shows the commit to others
// in shared memory, and nobody looks for a frame that was not shown. So writes that follow one another are held here and handed over
// together when the log is synced, read or measured, or when they are too many. Whoever kills the process takes with it what is
// held, and that was not acknowledged to anybody. (With `NORMAL` commits are shown without a sync; therefore a connection has to ask.)
//
// What could not be written stays held and is tried again. SQLite does not give up a whole transaction for every failed call, and a
// commit must not come through without the frames of a cache that overflowed before it: its sync fails until all of them are written.
// SQLite then rolls back and gives away the lock for writing, and only there what is held is dropped.
#include "gathering.h"
#include "csqlitesetup.h"

#include <sqlite3.h>
#include <string.h>

/// The VFS for Unix hands over no more bytes at once: it takes only so many bits of a length.
enum { room = 0x1FFFF };

/// The lock for writing is the first of a wal-index: https://sqlite.org/walformat.html#wal_locks
enum { write_lock = 0 };

/// A database or its log. SQLite fetches the memory for it, and the file of the VFS for Unix lies directly behind.
struct file {
    sqlite3_file base;
    /// Its own, as they have to look like those of the file behind.
    sqlite3_io_methods methods;
    /// Of a log.
    struct file *database;
    /// Of a database, while it is open.
    struct file *log;
    /// Of a database: whether its log is to be gathered.
    int is_gathered;
    /// Of a log: `count` bytes that belong at `start`.
    unsigned char *held;
    sqlite3_int64 start;
    int count;
};

static struct file *ours(sqlite3_file *base) { return (struct file *)base; }
static sqlite3_file *real(sqlite3_file *base) { return (sqlite3_file *)(ours(base) + 1); }

static int flush(sqlite3_file *base) {
    struct file *file = ours(base);
    if (file->count == 0) return SQLITE_OK;
    int error = real(base)->pMethods->xWrite(real(base), file->held, file->count, file->start);
    if (!error) file->count = 0;
    return error;
}

static int file_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 start) {
    struct file *file = ours(base);
    int continues = start == file->start + file->count && count <= room - file->count;
    // SQLite goes back after a rollback to a savepoint, and to pages that it changes once more: written in order, the later wins.
    int error = continues ? SQLITE_OK : flush(base);
    if (error) return error;
    int is_gathered = file->database && file->database->is_gathered && count <= room;
    if (is_gathered && !file->held) file->held = sqlite3_malloc64(room);
    if (!is_gathered || !file->held) return real(base)->pMethods->xWrite(real(base), bytes, count, start);
    if (file->count == 0) file->start = start;
    memcpy(file->held + file->count, bytes, (size_t)count);
    file->count += count;
    return SQLITE_OK;
}

static int file_read(sqlite3_file *base, void *bytes, int count, sqlite3_int64 start) {
    struct file *file = ours(base);
    // Only then: on a full disk a rollback must still be able to read what was committed before.
    int is_held = start < file->start + file->count && file->start < start + count;
    int error = is_held ? flush(base) : SQLITE_OK;
    return error ? error : real(base)->pMethods->xRead(real(base), bytes, count, start);
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
    int error = flush(base);
    return error ? error : real(base)->pMethods->xTruncate(real(base), size);
}

static int file_sync(sqlite3_file *base, int flags) {
    int error = flush(base);
    return error ? error : real(base)->pMethods->xSync(real(base), flags);
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
    int error = flush(base);
    return error ? error : real(base)->pMethods->xFileSize(real(base), size);
}

/// SQLite closes the log before the database, and has given away the lock for writing before that.
static int file_close(sqlite3_file *base) {
    struct file *file = ours(base);
    if (file->database) file->database->log = NULL;
    if (file->log) file->log->database = NULL;
    sqlite3_free(file->held);
    return real(base)->pMethods->xClose(real(base));
}

static int file_shm_lock(sqlite3_file *base, int first, int count, int flags) {
    struct file *log = ours(base)->log;
    // What is still held was rolled back. The next to write may be somebody else, at the same place.
    if (log && first == write_lock && flags == (SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE)) log->count = 0;
    return real(base)->pMethods->xShmLock(real(base), first, count, flags);
}

static void file_shm_barrier(sqlite3_file *base) {
    // SQLite is about to show a commit. It has synced the log, so that nothing is held: were `synchronous` lowered, this would save us.
    if (ours(base)->log) flush(&ours(base)->log->base);
    real(base)->pMethods->xShmBarrier(real(base));
}

// The rest only passes on.

static int file_lock(sqlite3_file *base, int level) { return real(base)->pMethods->xLock(real(base), level); }
static int file_unlock(sqlite3_file *base, int level) { return real(base)->pMethods->xUnlock(real(base), level); }
static int file_reserved(sqlite3_file *base, int *answer) { return real(base)->pMethods->xCheckReservedLock(real(base), answer); }
static int file_control(sqlite3_file *base, int what, void *value) { return real(base)->pMethods->xFileControl(real(base), what, value); }
static int file_sector_size(sqlite3_file *base) { return real(base)->pMethods->xSectorSize(real(base)); }
static int file_characteristics(sqlite3_file *base) { return real(base)->pMethods->xDeviceCharacteristics(real(base)); }
static int file_shm_map(sqlite3_file *base, int region, int size, int extend, void volatile **address) {
    return real(base)->pMethods->xShmMap(real(base), region, size, extend, address);
}
static int file_shm_unmap(sqlite3_file *base, int is_deleted) { return real(base)->pMethods->xShmUnmap(real(base), is_deleted); }
static int file_fetch(sqlite3_file *base, sqlite3_int64 start, int count, void **address) {
    return real(base)->pMethods->xFetch(real(base), start, count, address);
}
static int file_unfetch(sqlite3_file *base, sqlite3_int64 start, void *address) {
    return real(base)->pMethods->xUnfetch(real(base), start, address);
}

static const sqlite3_io_methods file_methods = {
    3, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock, file_unlock, file_reserved, file_control,
    file_sector_size, file_characteristics, file_shm_map, file_shm_lock, file_shm_barrier, file_shm_unmap, file_fetch, file_unfetch,
};

static int is_ours(sqlite3_file *base) { return base && base->pMethods && base->pMethods->xClose == file_close; }

static sqlite3_vfs *unix_vfs;
static sqlite3_vfs our_vfs;

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *flags_given) {
    (void)vfs;
    // Journals and temporary files are nothing to us: the memory is large enough for theirs alone.
    if (!(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))) return unix_vfs->xOpen(unix_vfs, name, base, flags, flags_given);
    struct file *file = ours(base);
    memset(file, 0, sizeof *file);
    real(base)->pMethods = NULL;
    int error = unix_vfs->xOpen(unix_vfs, name, real(base), flags, flags_given);
    const sqlite3_io_methods *methods = real(base)->pMethods;
    if (error) {
        if (methods) methods->xClose(real(base));
        return error;
    }
    file->methods = file_methods;
    if (methods->iVersion < file->methods.iVersion) file->methods.iVersion = methods->iVersion;
    // SQLite concludes from its absence that a file cannot have a log.
    if (methods->iVersion >= 2 && !methods->xShmMap) file->methods.xShmMap = NULL;
    base->pMethods = &file->methods;
    if (!(flags & SQLITE_OPEN_WAL)) return SQLITE_OK;
    sqlite3_file *database = sqlite3_database_file_object(name);
    if (is_ours(database)) {
        file->database = ours(database);
        file->database->log = file;
    }
    return SQLITE_OK;
}

void pendopo_gathering_register(void) {
    sqlite3_vfs *found = sqlite3_vfs_find(NULL);
    if (!found || strcmp(found->zName, "unix") != 0) return;
    unix_vfs = found;
    // A copy, as SQLite has several of them itself: apart from opening, its functions look at nothing in it.
    our_vfs = *found;
    our_vfs.zName = "pendopo";
    our_vfs.szOsFile += (int)sizeof(struct file);
    our_vfs.xOpen = vfs_open;
    sqlite3_vfs_register(&our_vfs, 1);
}

void pendopo_sqlite_gather_log(sqlite3 *connection) {
    sqlite3_file *database = NULL;
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &database);
    // Where a torn write may hurt what lies beside it, SQLite fills up the sector after the sync and shows the filling to others.
    if (is_ours(database) && file_characteristics(database) & SQLITE_IOCAP_POWERSAFE_OVERWRITE) ours(database)->is_gathered = 1;
}
