#ifndef GATHERING_H
#define GATHERING_H

/// Makes a VFS that can gather what is written to a log the one that connections opened from now on use. When that cannot be, all works
/// as before.
void pendopo_gathering_register(void);

#endif
