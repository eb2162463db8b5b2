import Kernel
import Web

/// Which figures are asked for, as it stands in an address.
package struct StatisticsQuery: Sendable, Equatable {
    package var dimension: ReportStatistics.Dimension
    /// Months of receipt, both included.
    package var from: Month
    package var to: Month

    /// The twelve months up to today unless the address says otherwise; a period the wrong way round is turned.
    package init(_ query: Query, today: Day) {
        let now = Month(of: today)
        let to = query["sampai"].flatMap { Month($0) } ?? now
        let from = query["dari"].flatMap { Month($0) } ?? to.adding(-11)
        self.from = min(from, to)
        self.to = max(from, to)
        dimension = query["menurut"].flatMap { name in ReportStatistics.Dimension.allCases.first { Self.name($0) == name } } ?? .agency
    }

    static func name(_ dimension: ReportStatistics.Dimension) -> String {
        switch dimension {
        case .agency: "instansi"
        case .subdistrict: "kecamatan"
        case .category: "kategori"
        }
    }

    private var parameters: [(String, String?)] { [("menurut", Self.name(dimension)), ("dari", from.text), ("sampai", to.text)] }
    package var link: String { ReportPaths.statistics(query: parameters) }
    package var tableLink: String { ReportPaths.statisticsTable(query: parameters) }

    package func by(_ dimension: ReportStatistics.Dimension) -> StatisticsQuery {
        var query = self
        query.dimension = dimension
        return query
    }

    /// The list behind a figure; `nil` where no list can be made: what belongs to nobody yet cannot be asked for.
    func list(_ key: String?, _ fact: ReportFilter.Fact?) -> String? {
        var filter = ReportFilter(fact: fact, from: from.first, to: to.last)
        switch (dimension, key) {
        case (_, nil): break
        case (_, ""): return nil
        case (.agency, let key): filter.agency = key
        case (.subdistrict, let key): filter.subdistrict = key
        case (.category, let key): filter.category = key
        }
        return ListQuery(filter).link
    }
}
