// What Swift's module of glibc leaves out: how its heap is set, and functions of variable arguments.
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif
#if __has_include(<sys/prctl.h>)
#include <sys/prctl.h>

/// Whether processes whose parent has gone become children of this one, from now on. Returns 0, or -1.
static inline int gvc_adopt_orphans(int adopts) {
  return prctl(PR_SET_CHILD_SUBREAPER, (unsigned long)adopts, 0UL, 0UL, 0UL);
}
#endif
