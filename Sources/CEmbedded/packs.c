// The prelude, and the built-in packs with the pages that show when their rules hold: a pack has its arrays and its rows
// here. The pages of `caspari2003` are in `theory.c`, one a topic; `terms` has no rules.
#include "CEmbedded.h"

static const uint8_t prelude[] = {
#embed "../GVCLibrary/Packs/prelude.gvc"
};
static const uint8_t accounts[] = {
#embed "../GVCLibrary/Packs/accounts.gvc"
};
static const uint8_t accounts_page[] = {
#embed "../../Tests/Theory/accounts.md"
};
static const uint8_t barrientos2011[] = {
#embed "../GVCLibrary/Packs/barrientos2011.gvc"
};
static const uint8_t barrientos2011_page[] = {
#embed "../../Tests/Theory/barrientos2011.md"
};
static const uint8_t caspari2003[] = {
#embed "../GVCLibrary/Packs/caspari2003.gvc"
};
static const uint8_t dallas2019[] = {
#embed "../GVCLibrary/Packs/dallas2019.gvc"
};
static const uint8_t dallas2019_page[] = {
#embed "../../Tests/Theory/dallas2019.md"
};
static const uint8_t gereffi_lee2016[] = {
#embed "../GVCLibrary/Packs/gereffi_lee2016.gvc"
};
static const uint8_t gereffi_lee2016_page[] = {
#embed "../../Tests/Theory/gereffi_lee2016.md"
};
static const uint8_t ghs2005[] = {
#embed "../GVCLibrary/Packs/ghs2005.gvc"
};
static const uint8_t ghs2005_page[] = {
#embed "../../Tests/Theory/ghs2005.md"
};
static const uint8_t humphrey_schmitz2002[] = {
#embed "../GVCLibrary/Packs/humphrey_schmitz2002.gvc"
};
static const uint8_t humphrey_schmitz2002_page[] = {
#embed "../../Tests/Theory/humphrey_schmitz2002.md"
};
static const uint8_t kaplinsky_morris2001[] = {
#embed "../GVCLibrary/Packs/kaplinsky_morris2001.gvc"
};
static const uint8_t kaplinsky_morris2001_page[] = {
#embed "../../Tests/Theory/kaplinsky_morris2001.md"
};
static const uint8_t kaplinsky_readman2005[] = {
#embed "../GVCLibrary/Packs/kaplinsky_readman2005.gvc"
};
static const uint8_t kaplinsky_readman2005_page[] = {
#embed "../../Tests/Theory/kaplinsky_readman2005.md"
};
static const uint8_t navas_aleman2011[] = {
#embed "../GVCLibrary/Packs/navas_aleman2011.gvc"
};
static const uint8_t navas_aleman2011_page[] = {
#embed "../../Tests/Theory/navas_aleman2011.md"
};
static const uint8_t pipkin_fuentes2017[] = {
#embed "../GVCLibrary/Packs/pipkin_fuentes2017.gvc"
};
static const uint8_t pipkin_fuentes2017_page[] = {
#embed "../../Tests/Theory/pipkin_fuentes2017.md"
};
static const uint8_t ponte_sturgeon2014[] = {
#embed "../GVCLibrary/Packs/ponte_sturgeon2014.gvc"
};
static const uint8_t ponte_sturgeon2014_page[] = {
#embed "../../Tests/Theory/ponte_sturgeon2014.md"
};
static const uint8_t practice[] = {
#embed "../GVCLibrary/Packs/practice.gvc"
};
static const uint8_t practice_page[] = {
#embed "../../Tests/Theory/practice.md"
};
static const uint8_t terms[] = {
#embed "../GVCLibrary/Packs/terms.gvc"
};

CEmbeddedFile c_embedded_prelude(void) { return (CEmbeddedFile){"prelude", prelude, sizeof prelude}; }

static const CEmbeddedFile packs[] = {
  {"accounts", accounts, sizeof accounts},
  {"barrientos2011", barrientos2011, sizeof barrientos2011},
  {"caspari2003", caspari2003, sizeof caspari2003},
  {"dallas2019", dallas2019, sizeof dallas2019},
  {"gereffi_lee2016", gereffi_lee2016, sizeof gereffi_lee2016},
  {"ghs2005", ghs2005, sizeof ghs2005},
  {"humphrey_schmitz2002", humphrey_schmitz2002, sizeof humphrey_schmitz2002},
  {"kaplinsky_morris2001", kaplinsky_morris2001, sizeof kaplinsky_morris2001},
  {"kaplinsky_readman2005", kaplinsky_readman2005, sizeof kaplinsky_readman2005},
  {"navas_aleman2011", navas_aleman2011, sizeof navas_aleman2011},
  {"pipkin_fuentes2017", pipkin_fuentes2017, sizeof pipkin_fuentes2017},
  {"ponte_sturgeon2014", ponte_sturgeon2014, sizeof ponte_sturgeon2014},
  {"practice", practice, sizeof practice},
  {"terms", terms, sizeof terms},
};

static const CEmbeddedFile pages[] = {
  {"accounts", accounts_page, sizeof accounts_page},
  {"barrientos2011", barrientos2011_page, sizeof barrientos2011_page},
  {"dallas2019", dallas2019_page, sizeof dallas2019_page},
  {"gereffi_lee2016", gereffi_lee2016_page, sizeof gereffi_lee2016_page},
  {"ghs2005", ghs2005_page, sizeof ghs2005_page},
  {"humphrey_schmitz2002", humphrey_schmitz2002_page, sizeof humphrey_schmitz2002_page},
  {"kaplinsky_morris2001", kaplinsky_morris2001_page, sizeof kaplinsky_morris2001_page},
  {"kaplinsky_readman2005", kaplinsky_readman2005_page, sizeof kaplinsky_readman2005_page},
  {"navas_aleman2011", navas_aleman2011_page, sizeof navas_aleman2011_page},
  {"pipkin_fuentes2017", pipkin_fuentes2017_page, sizeof pipkin_fuentes2017_page},
  {"ponte_sturgeon2014", ponte_sturgeon2014_page, sizeof ponte_sturgeon2014_page},
  {"practice", practice_page, sizeof practice_page},
};

CEmbeddedFiles c_embedded_packs(void) {
  return (CEmbeddedFiles){packs, sizeof packs / sizeof packs[0]};
}

CEmbeddedFiles c_embedded_pack_pages(void) {
  return (CEmbeddedFiles){pages, sizeof pages / sizeof pages[0]};
}
