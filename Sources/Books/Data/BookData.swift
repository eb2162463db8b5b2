import Kernel

/// What books are made of, as it stood at one moment: gathered once from every capability, kept as JSON with its hash, and never gathered
/// anew for the same book. Its fields are words and numbers, no ids that would need a database to be understood.
package struct BookData: Codable, Hashable, Sendable {
    package var regency = ""
    package var gatheredOn = Day(daysSinceEpoch: 0)
    /// The installation's address without `/` at its end, and the regency's colour: they stand on paper too.
    package var address = ""
    package var accent = ""
    package var plan: Plan?
    /// The RPJMD that the masterplan goes by.
    package var government: Plan?
    /// In the order of the movement's guide, those without anything too.
    package var dimensions: [Dimension] = []
    package var sheets: [Sheet] = []
    /// Initiatives of the masterplan that no sheet elaborates yet, with what is known of their years and money.
    package var initiatives: [Sheet] = []
    package var quickWins: [QuickWin] = []
    package var readiness: [Readiness] = []
    /// Strengths, weaknesses, opportunities and threats, as the workshops put them down.
    package var points: [Point] = []
    /// Words for the vision from the workshops, the most frequent first; `nil` in data kept before they were gathered.
    package var keywords: [Keyword]?
    package var gaps: [Gap] = []
    package var bodies: [Body] = []
    package var clauses: [Clause] = []
    /// The regency's subdistricts; `nil` in data kept before there was a map.
    package var areas: [Area]?

    package init() {}

    /// A subdistrict as it is drawn.
    package struct Area: Codable, Hashable, Sendable {
        package var name = ""
        /// Innovation sheets that name one of its villages.
        package var sheets = 0
        /// Corners of its outlines on a sheet 1,000 wide: x and y, in turn. None where no boundary is known.
        package var rings: [[Int]] = []

        package init() {}
    }

    /// The smart-city master plan the book is made of.
    package struct Plan: Codable, Hashable, Sendable {
        package var title = ""
        package var legalBasis = ""
        package var fromYear = 0
        package var toYear = 0
        package var isAdopted = false
        package var visions: [String] = []
        package var missions: [Node] = []
        package var objectives: [Node] = []
        package var programmes: [Node] = []
        /// Path of its page.
        package var link = ""

        package init() {}
    }

    package struct Node: Codable, Hashable, Sendable {
        package var code = ""
        package var title = ""
        package var note = ""
        package var agency = ""
        package var indicators: [Indicator] = []
        package var link = ""

        package init() {}
    }

    package struct Indicator: Codable, Hashable, Sendable {
        package var name = ""
        package var unit = ""
        package var baseline: String?
        /// Decimal text with a point, by year.
        package var targets: [String: String] = [:]

        package init() {}
    }

    package struct Dimension: Codable, Hashable, Sendable {
        package var id = ""
        package var name = ""
        package var pillars: [String] = []
        package var strategies: [Node] = []

        package init() {}
    }

    /// An innovation sheet with its answers in the order of its form.
    package struct Sheet: Codable, Hashable, Sendable {
        package var code = ""
        package var title = ""
        /// Id of a ``Dimension``.
        package var dimension = ""
        package var pillar = ""
        package var lead = ""
        /// Agencies that have accepted to support it.
        package var supporters: [String] = []
        package var fromYear = 0
        package var toYear = 0
        package var isInPlan = false
        /// What the masterplan calls what it belongs to; empty while unconnected.
        package var initiative = ""
        package var answers: [Answer] = []
        package var years: [Year] = []
        package var subActivities: [String] = []
        package var isUnbudgeted = false
        package var indicators: [Indicator] = []
        package var link = ""

        package init() {}
    }

    /// A field of a sheet in words.
    package struct Answer: Codable, Hashable, Sendable {
        package var name: String
        package var paragraphs: [String]

        package init(_ name: String, _ paragraphs: [String]) {
            self.name = name
            self.paragraphs = paragraphs
        }
    }

    package struct Year: Codable, Hashable, Sendable {
        package var year: Int
        package var activity: String
        /// Rupiah; `nil` while nobody knows.
        package var amount: Int?
        package var source: String

        package init(year: Int, activity: String, amount: Int?, source: String = "") {
            self.year = year
            self.activity = activity
            self.amount = amount
            self.source = source
        }
    }

    /// A quick win with its figures before and after.
    package struct QuickWin: Codable, Hashable, Sendable {
        package var title = ""
        package var dimension = ""
        package var lead = ""
        package var startsOn: Day?
        package var endsOn: Day?
        package var measure = ""
        package var before = ""
        package var after = ""
        package var state = ""
        package var link = ""

        package init() {}
    }

    /// A pledge of a commitment, and how it stood when the data were gathered.
    package struct Clause: Codable, Hashable, Sendable {
        package var code = ""
        package var text = ""
        package var lead = ""
        package var target = ""
        package var dueOn: Day?
        package var state = ""
        package var link = ""

        package init() {}
    }
}
