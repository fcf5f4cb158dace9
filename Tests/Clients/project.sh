#!/usr/bin/env bash
# Makes the project that the editors open: two files, of which one imports the other, with two mistakes.
#
# usage: project.sh DIRECTORY
set -euo pipefail
mkdir -p "$1/lib"
cat > "$1/case.gvc" <<'END'
use caspari2003
import "lib/buyers.gvc"

chain shoes "👟 Shoes" {
  tier 0 "Brand" { actors: [house] }
  tier 1 "Makers" { actors: [maker] }
}

firm maker "👟 Makers" { size: small performs: [production] }
link maker -> house { chain: shoes governance: quasi_hierarchical dependence: high }
firm   workshop {sise:small}

expect finding functional_ceiling into design on workshop
END
cat > "$1/lib/buyers.gvc" <<'END'
buyer house "The 👟 house" { core: [design, ..] }
END
