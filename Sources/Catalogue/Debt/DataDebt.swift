import Directory
import Kernel

/// What an agency owes the others: for every dataset that is late, the days times how much others rely on it.
package struct DataDebt: Sendable, Equatable {
    package struct Late: Sendable, Equatable {
        package var dataset: Dataset
        package var days: Int
        package var weight: Int
        package var score: Int { days * weight }
    }

    package struct OfAgency: Sendable, Equatable {
        package var agency: Identifier<Agency>
        /// Datasets that are owed again and again.
        package var owed: Int
        /// The most indebted first.
        package var late: [Late]
        package var score: Int { late.reduce(0) { $0 + $1.score } }
    }

    /// The most indebted first; agencies without debt are left out.
    package var agencies: [OfAgency]

    package init(_ datasets: some Sequence<Dataset>, on today: Day) {
        let owed = datasets.filter { $0.state == .published && $0.dueOn != nil }
        agencies = Dictionary(grouping: owed, by: \.producer).map { agency, datasets in
            let late = datasets.compactMap { dataset -> Late? in
                guard let days = dataset.daysLate(on: today) else { return nil }
                return Late(dataset: dataset, days: days, weight: dataset.weight)
            }
            return OfAgency(
                agency: agency, owed: datasets.count, late: late.sorted { ($1.score, $0.dataset.name) < ($0.score, $1.dataset.name) })
        }.filter { !$0.late.isEmpty }.sorted { ($1.score, $0.agency) < ($0.score, $1.agency) }
    }

    package var score: Int { agencies.reduce(0) { $0 + $1.score } }
}

extension Dataset {
    /// How much others rely on it: 3 for priority data, 2 for what is shared under restrictions, 1 for the rest. Proposals of this project.
    package var weight: Int { isPriority ? 3 : access == .restricted ? 2 : 1 }

    /// Days since the next version was owed; `nil` while it is not late.
    package func daysLate(on today: Day) -> Int? {
        guard let dueOn, dueOn < today else { return nil }
        return today.daysSinceEpoch - dueOn.daysSinceEpoch
    }
}
