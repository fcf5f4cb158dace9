// The prelude, and the built-in packs: a pack has its array and its row here.
#include "CEmbedded.h"

static const uint8_t prelude[] = {
#embed "../GVCLibrary/Packs/prelude.gvc"
};
static const uint8_t barrientos2011[] = {
#embed "../GVCLibrary/Packs/barrientos2011.gvc"
};
static const uint8_t caspari2003[] = {
#embed "../GVCLibrary/Packs/caspari2003.gvc"
};
static const uint8_t dallas2019[] = {
#embed "../GVCLibrary/Packs/dallas2019.gvc"
};
static const uint8_t ghs2005[] = {
#embed "../GVCLibrary/Packs/ghs2005.gvc"
};
static const uint8_t humphrey_schmitz2002[] = {
#embed "../GVCLibrary/Packs/humphrey_schmitz2002.gvc"
};
static const uint8_t kaplinsky_morris2001[] = {
#embed "../GVCLibrary/Packs/kaplinsky_morris2001.gvc"
};
static const uint8_t navas_aleman2011[] = {
#embed "../GVCLibrary/Packs/navas_aleman2011.gvc"
};
static const uint8_t pipkin_fuentes2017[] = {
#embed "../GVCLibrary/Packs/pipkin_fuentes2017.gvc"
};
static const uint8_t terms[] = {
#embed "../GVCLibrary/Packs/terms.gvc"
};

CEmbeddedFile c_embedded_prelude(void) { return (CEmbeddedFile){"prelude", prelude, sizeof prelude}; }

static const CEmbeddedFile packs[] = {
  {"barrientos2011", barrientos2011, sizeof barrientos2011},
  {"caspari2003", caspari2003, sizeof caspari2003},
  {"dallas2019", dallas2019, sizeof dallas2019},
  {"ghs2005", ghs2005, sizeof ghs2005},
  {"humphrey_schmitz2002", humphrey_schmitz2002, sizeof humphrey_schmitz2002},
  {"kaplinsky_morris2001", kaplinsky_morris2001, sizeof kaplinsky_morris2001},
  {"navas_aleman2011", navas_aleman2011, sizeof navas_aleman2011},
  {"pipkin_fuentes2017", pipkin_fuentes2017, sizeof pipkin_fuentes2017},
  {"terms", terms, sizeof terms},
};

CEmbeddedFiles c_embedded_packs(void) {
  return (CEmbeddedFiles){packs, sizeof packs / sizeof packs[0]};
}
