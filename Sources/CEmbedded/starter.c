// What `gvc new` writes.
#include "CEmbedded.h"

static const uint8_t starter[] = {
#embed "../GVCWorkspace/Starter/starter.gvc"
};
static const uint8_t theory[] = {
#embed "../GVCWorkspace/Starter/theory.gvc"
};
static const uint8_t test[] = {
#embed "../GVCWorkspace/Starter/test.gvc"
};

CEmbeddedFile c_embedded_starter_case(void) { return (CEmbeddedFile){"starter", starter, sizeof starter}; }
CEmbeddedFile c_embedded_starter_theory(void) { return (CEmbeddedFile){"theory", theory, sizeof theory}; }
CEmbeddedFile c_embedded_starter_test(void) { return (CEmbeddedFile){"test", test, sizeof test}; }
