import Directory
import Kernel
import Web

/// Names for what a roadmap shows, in the reader's language.
package struct RoadmapNames: Sendable {
    package let page: Page
    private let agencies: AgencyTree

    package init(_ page: Page, _ agencies: AgencyTree) {
        self.page = page
        self.agencies = agencies
    }

    package func dimension(_ code: String?) -> String {
        guard let code else { return page.t("roadmap.no_dimension") }
        let key = TextKey("plan.dimension.\(code)")
        return page.words.sentence(key, .indonesian) == nil ? code : page.t(key)
    }

    /// The agency's short code, for drawings; its name where the code is a number that says nothing, as of subdistricts.
    package func short(_ id: Identifier<Agency>?) -> String {
        guard let agency = id.flatMap({ agencies[$0] }) else { return page.t("roadmap.no_lead") }
        return agency.code.contains(where: \.isNumber) ? agency.name : agency.code
    }
    package func agency(_ id: Identifier<Agency>?) -> String { id.map { agencies.name($0.text) } ?? page.t("roadmap.no_lead") }

    package func title(_ item: RoadmapItem) -> String { item.code.isEmpty ? item.title : "\(item.code) \(item.title)" }

    /// `2027`, `2027–2029`, `2027, 2029–2030`; a dash for none.
    package static func years(_ years: [Int]) -> String {
        if years.isEmpty { return "–" }
        return runs(years).map { $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
            .joined(separator: ", ")
    }

    /// Years that follow each other.
    package static func runs(_ years: [Int]) -> [ClosedRange<Int>] {
        var runs: [ClosedRange<Int>] = []
        for year in years.sorted() {
            if let last = runs.last, last.upperBound >= year - 1 {
                runs[runs.count - 1] = last.lowerBound...max(year, last.upperBound)
            } else {
                runs.append(year...year)
            }
        }
        return runs
    }
}
