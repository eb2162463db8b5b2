import Directory
import Kernel
import Web

/// What the pages of the roadmap and of its money are narrowed to alike: a plan, a dimension, an agency.
struct RoadmapNarrowing {
    let page: Page
    let filter: RoadmapFilter
    let names: RoadmapNames
    let agencies: [Agency]
    /// Plans to choose between; none where there is only one.
    let plans: [Choice]

    /// The filters in force, in words.
    var active: [String] {
        var active: [String] = []
        if let plan = plans.first(where: { $0.value == filter.plan?.text }) { active.append(plan.label) }
        if let dimension = filter.dimension { active.append(names.dimension(dimension == "none" ? nil : dimension)) }
        if let agency = filter.agency { active.append(names.agency(agency)) }
        return active
    }

    /// The fields of dimension and agency; that of the plan is ``PlanNavigation/plans(_:_:_:)``, which stands first.
    var fields: [HTML] {
        let dimensions = CityDimension.all.map { Choice($0.id, names.dimension($0.id)) } + [Choice("none", names.dimension(nil))]
        return [
            Select(
                page, "dimensi", label: page.t("roadmap.dimension"), choices: dimensions, selected: filter.dimension ?? "",
                prompt: page.t("roadmap.all_dimensions"), need: .filter
            ).html,
            Select(
                page, "perangkat", label: page.t("roadmap.agency"), choices: agencies.map { Choice($0.id.text, $0.name) },
                selected: filter.agency?.text ?? "", prompt: page.t("roadmap.all_agencies"), need: .filter
            ).html,
        ]
    }
}
