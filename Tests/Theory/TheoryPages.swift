/// The documents of this folder: what each rule says by examples that the tests run, and which passages
/// no rule states.
public enum TheoryPages {
  /// What no rule of the main theory states, and why, in Markdown.
  public static var coverage: String { text(PackageResources.coverage_md) }

  /// The documents whose examples show when a rule holds and when it does not, in Markdown.
  public static var examples: [String] {
    [
      PackageResources.barrientos2011_md, PackageResources.claims_md,
      PackageResources.competitiveness_md, PackageResources.cooperation_md,
      PackageResources.cost_only_md, PackageResources.dallas2019_md, PackageResources.dependence_md,
      PackageResources.developmental_md, PackageResources.downgrading_md,
      PackageResources.external_md, PackageResources.functional_ceiling_md,
      PackageResources.ghs2005_md, PackageResources.governance_md,
      PackageResources.hub_and_spoke_md, PackageResources.humphrey_schmitz2002_md,
      PackageResources.kaplinsky_morris2001_md, PackageResources.knowledge_md,
      PackageResources.lock_in_md, PackageResources.navas_aleman2011_md,
      PackageResources.pipkin_fuentes2017_md, PackageResources.policy_md, PackageResources.rents_md,
      PackageResources.requirements_md, PackageResources.several_chains_md,
      PackageResources.side_by_side_md, PackageResources.sourcing_md, PackageResources.stages_md,
      PackageResources.three_valued_md, PackageResources.tier_and_distance_md,
      PackageResources.triangle_md, PackageResources.upgrading_md, PackageResources.viability_md,
      PackageResources.whole_chain_md, PackageResources.work_md,
    ].map { text($0) }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
