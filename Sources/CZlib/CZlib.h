// The zlib of the system: inflating, and CRC-32.
#include <zlib.h>
