// The documents of Tests/Theory that are of no pack with a page of its own: one of examples has its array and its row here.
#include "CEmbedded.h"

static const uint8_t coverage[] = {
#embed "../../Tests/Theory/coverage.md"
};
static const uint8_t claims[] = {
#embed "../../Tests/Theory/claims.md"
};
static const uint8_t competitiveness[] = {
#embed "../../Tests/Theory/competitiveness.md"
};
static const uint8_t cooperation[] = {
#embed "../../Tests/Theory/cooperation.md"
};
static const uint8_t cost_only[] = {
#embed "../../Tests/Theory/cost_only.md"
};
static const uint8_t dependence[] = {
#embed "../../Tests/Theory/dependence.md"
};
static const uint8_t developmental[] = {
#embed "../../Tests/Theory/developmental.md"
};
static const uint8_t downgrading[] = {
#embed "../../Tests/Theory/downgrading.md"
};
static const uint8_t external[] = {
#embed "../../Tests/Theory/external.md"
};
static const uint8_t functional_ceiling[] = {
#embed "../../Tests/Theory/functional_ceiling.md"
};
static const uint8_t governance[] = {
#embed "../../Tests/Theory/governance.md"
};
static const uint8_t hub_and_spoke[] = {
#embed "../../Tests/Theory/hub_and_spoke.md"
};
static const uint8_t knowledge[] = {
#embed "../../Tests/Theory/knowledge.md"
};
static const uint8_t lock_in[] = {
#embed "../../Tests/Theory/lock_in.md"
};
static const uint8_t policy[] = {
#embed "../../Tests/Theory/policy.md"
};
static const uint8_t practice_chain[] = {
#embed "../../Tests/Theory/practice_chain.md"
};
static const uint8_t rents[] = {
#embed "../../Tests/Theory/rents.md"
};
static const uint8_t requirements[] = {
#embed "../../Tests/Theory/requirements.md"
};
static const uint8_t several_chains[] = {
#embed "../../Tests/Theory/several_chains.md"
};
static const uint8_t side_by_side[] = {
#embed "../../Tests/Theory/side_by_side.md"
};
static const uint8_t sourcing[] = {
#embed "../../Tests/Theory/sourcing.md"
};
static const uint8_t stages[] = {
#embed "../../Tests/Theory/stages.md"
};
static const uint8_t three_valued[] = {
#embed "../../Tests/Theory/three_valued.md"
};
static const uint8_t tier_and_distance[] = {
#embed "../../Tests/Theory/tier_and_distance.md"
};
static const uint8_t triangle[] = {
#embed "../../Tests/Theory/triangle.md"
};
static const uint8_t upgrading[] = {
#embed "../../Tests/Theory/upgrading.md"
};
static const uint8_t viability[] = {
#embed "../../Tests/Theory/viability.md"
};
static const uint8_t whole_chain[] = {
#embed "../../Tests/Theory/whole_chain.md"
};
static const uint8_t work[] = {
#embed "../../Tests/Theory/work.md"
};

CEmbeddedFile c_embedded_theory_coverage(void) { return (CEmbeddedFile){"coverage", coverage, sizeof coverage}; }

static const CEmbeddedFile theory_examples[] = {
  {"claims", claims, sizeof claims},
  {"competitiveness", competitiveness, sizeof competitiveness},
  {"cooperation", cooperation, sizeof cooperation},
  {"cost_only", cost_only, sizeof cost_only},
  {"dependence", dependence, sizeof dependence},
  {"developmental", developmental, sizeof developmental},
  {"downgrading", downgrading, sizeof downgrading},
  {"external", external, sizeof external},
  {"functional_ceiling", functional_ceiling, sizeof functional_ceiling},
  {"governance", governance, sizeof governance},
  {"hub_and_spoke", hub_and_spoke, sizeof hub_and_spoke},
  {"knowledge", knowledge, sizeof knowledge},
  {"lock_in", lock_in, sizeof lock_in},
  {"policy", policy, sizeof policy},
  {"practice_chain", practice_chain, sizeof practice_chain},
  {"rents", rents, sizeof rents},
  {"requirements", requirements, sizeof requirements},
  {"several_chains", several_chains, sizeof several_chains},
  {"side_by_side", side_by_side, sizeof side_by_side},
  {"sourcing", sourcing, sizeof sourcing},
  {"stages", stages, sizeof stages},
  {"three_valued", three_valued, sizeof three_valued},
  {"tier_and_distance", tier_and_distance, sizeof tier_and_distance},
  {"triangle", triangle, sizeof triangle},
  {"upgrading", upgrading, sizeof upgrading},
  {"viability", viability, sizeof viability},
  {"whole_chain", whole_chain, sizeof whole_chain},
  {"work", work, sizeof work},
};

CEmbeddedFiles c_embedded_theory_examples(void) {
  return (CEmbeddedFiles){theory_examples, sizeof theory_examples / sizeof theory_examples[0]};
}
