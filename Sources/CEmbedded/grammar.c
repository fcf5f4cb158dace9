// The grammar and the error index.
#include "CEmbedded.h"

static const uint8_t gvc[] = {
#embed "../../Grammar/gvc.ebnf"
};
static const uint8_t errors[] = {
#embed "../../Grammar/errors.md"
};

CEmbeddedFile c_embedded_grammar(void) { return (CEmbeddedFile){"gvc", gvc, sizeof gvc}; }
CEmbeddedFile c_embedded_errors(void) { return (CEmbeddedFile){"errors", errors, sizeof errors}; }
