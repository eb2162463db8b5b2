#ifndef CMEMORY_H
#define CMEMORY_H

/// Gives memory that the allocator holds without need back to the system. Whoever allocates meanwhile waits for a moment.
void pendopo_give_back_memory(void);

#endif
