import Directory
import Foundation
import Kernel
import Web

/// What every page about a dataset says at its top, names in the reader's language.
package struct DatasetHead: Sendable {
    /// The pages a dataset has.
    package enum Part: String, Sendable, CaseIterable {
        case table, chart, map, columns, history, quality, questions, use

        package var label: TextKey { TextKey("reading.part.\(rawValue)") }
        var path: Path {
            switch self {
            case .table: DataPaths.dataset
            case .chart: DataPaths.chart
            case .map: DataPaths.map
            case .columns: DataPaths.columns
            case .history: DataPaths.history
            case .quality: DataPaths.quality
            case .questions: DataPaths.questions
            case .use: DataPaths.use
            }
        }
        /// Whether it shows rows, which only some may read.
        var needsRows: Bool { self == .table || self == .chart || self == .map || self == .columns }
    }

    package struct Table: Sendable, Hashable {
        package var name: String
        package var title: String
        /// `nil` where there are none yet, or where the reader is not told.
        package var rows: Int?
        package var isHidden: Bool

        package init(name: String, title: String, rows: Int?, isHidden: Bool = false) {
            self.isHidden = isHidden
            self.name = name
            self.title = title
            self.rows = rows
        }
    }

    package var dataset: Dataset
    package var title: String
    package var producer: String
    /// The agency that checks and publishes (walidata).
    package var steward: String?
    package var area: String?
    package var themes: [String]
    package var freshness: DatasetCard.Freshness
    package var tables: [Table]
    package var updatedAt: Instant?
    package var score: Int
    /// Answered questions.
    package var questions: Int
    /// Why this reader may not see the rows; `nil` when she may.
    package var closed: AppError?
    /// The producer's own page about it, for those who work on it.
    package var workLink: String?
    /// Description of the dataset for search engines, JSON-LD.
    package var markup: String?
    /// Where it was fetched from; `nil` for data of our own.
    package var origin: HarvestOrigin?
    /// Whether the table that is shown has something to be put on a map.
    package var hasMap: Bool

    package init(
        dataset: Dataset, title: String, producer: String, steward: String? = nil, area: String? = nil, themes: [String] = [],
        freshness: DatasetCard.Freshness, tables: [Table], updatedAt: Instant?, score: Int, questions: Int = 0, closed: AppError? = nil,
        workLink: String? = nil, markup: String? = nil, origin: HarvestOrigin? = nil,
        hasMap: Bool = false
    ) {
        self.dataset = dataset
        self.title = title
        self.producer = producer
        self.steward = steward
        self.area = area
        self.themes = themes
        self.freshness = freshness
        self.tables = tables
        self.updatedAt = updatedAt
        self.score = score
        self.questions = questions
        self.closed = closed
        self.workLink = workLink
        self.markup = markup
        self.origin = origin
        self.hasMap = hasMap
    }
}
