#include "csqlitesetup.h"
#include "gathering.h"

#include <sqlite3.h>

int pendopo_sqlite_setup(void) {
    // Swift cannot call functions with a variable number of arguments.
    int code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    // After that, because it starts SQLite.
    pendopo_gathering_register();
    return code;
}
