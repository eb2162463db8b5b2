#include "cmemory.h"

#include <stdlib.h>

// Only glibc has it; others give memory back by themselves. The header above says which library this is.
#ifdef __GLIBC__
#include <malloc.h>
#endif

void pendopo_give_back_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
