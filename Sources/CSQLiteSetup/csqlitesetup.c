#include "csqlitesetup.h"

#include <sqlite3.h>

// Swift cannot call functions with a variable number of arguments.
int pendopo_sqlite_setup(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
