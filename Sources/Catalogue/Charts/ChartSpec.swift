import Columns
import Kernel
import Web

/// Which chart of a table is wanted: enough to draw it again from any version. It stands in an address, in JSON, and in a saved chart.
package struct ChartSpec: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case bar, line, column
        case stackedBar = "stacked_bar"
        case stackedColumn = "stacked_column"
        /// Areas shaded by a figure; rows are put together by their region code.
        case areas
        /// A dot for each row that has a place.
        case points

        /// In addresses for people.
        package var word: String {
            switch self {
            case .bar: "batang"
            case .line: "garis"
            case .column: "kolom"
            case .stackedBar: "batang-tumpuk"
            case .stackedColumn: "kolom-tumpuk"
            case .areas: "wilayah"
            case .points: "titik"
            }
        }

        package var label: TextKey { TextKey("chart.kind.\(rawValue)") }
        var plot: Plot.Kind? {
            switch self {
            case .bar: .bar
            case .line: .line
            case .column: .column
            case .stackedBar: .stackedBar
            case .stackedColumn: .stackedColumn
            case .areas, .points: nil
            }
        }
    }

    package enum Sort: String, Sendable, CaseIterable, Codable {
        case name, greatest, least

        package var word: String {
            switch self {
            case .name: "nama"
            case .greatest: "terbesar"
            case .least: "terkecil"
            }
        }
        package var label: TextKey { TextKey("chart.sort.\(rawValue)") }
    }

    package var kind: Kind
    /// The column whose values are the names; for points, what each dot is called.
    package var x: String
    /// The column that tells series apart.
    package var series: String?
    package var figure: Grouping.Figure
    /// The column the figure is of; `nil` only for the count of rows.
    package var value: String?
    /// Which rows, in the canonical text of an address, such as `tahun=2025`.
    package var filter: String
    package var sort: Sort
    /// How many names at most.
    package var top: Int?
    package var classes: AreaClasses.Way
    /// In the words of who saved it; composed of the columns otherwise.
    package var title: String?

    package static let mostNames = 400
    package static let longestTitle = 160

    package init(
        _ kind: Kind, x: String, series: String? = nil, figure: Grouping.Figure = .count, value: String? = nil, filter: String = "",
        sort: Sort = .name, top: Int? = nil, classes: AreaClasses.Way = .quantile, title: String? = nil
    ) {
        self.kind = kind
        self.x = x
        self.series = series == x ? nil : series
        self.figure = value == nil ? .count : figure
        self.value = value
        self.filter = filter
        self.sort = sort
        self.top = top.map { min(max($0, 1), ChartSpec.mostNames) }
        self.classes = classes
        self.title = title.flatMap { $0.isEmpty ? nil : String($0.prefix(ChartSpec.longestTitle)) }
    }
}

extension ChartSpec {
    /// Names of its parts in an address; the rest of the address is the filter.
    package enum Part: String, CaseIterable {
        case kind = "_jenis"
        case x = "_menurut"
        case series = "_seri"
        case figure = "_hitung"
        case value = "_nilai"
        case sort = "_urutkan"
        case top = "_teratas"
        case classes = "_kelas"
        case title = "_judul"
    }

    static let figureWords: [(Grouping.Figure, String)] = [
        (.count, "banyak"), (.sum, "jumlah"), (.average, "rata-rata"), (.median, "tengah"), (.least, "terendah"), (.greatest, "tertinggi"),
        (.countDistinct, "ragam"),
    ]
    package static func word(_ figure: Grouping.Figure) -> String { figureWords.first { $0.0 == figure }?.1 ?? "banyak" }

    /// Its parts as parameters, those that say nothing left out. The filter's own parameters come first.
    package var parameters: [(String, String?)] {
        [
            (Part.kind.rawValue, kind.word), (Part.x.rawValue, x), (Part.series.rawValue, series),
            (Part.figure.rawValue, value == nil ? nil : ChartSpec.word(figure)), (Part.value.rawValue, value),
            (Part.sort.rawValue, sort == .name ? nil : sort.word), (Part.top.rawValue, top.map(String.init)),
            (Part.classes.rawValue, kind == .areas && classes == .equal ? "sama" : nil), (Part.title.rawValue, title),
        ]
    }

    /// The whole behind the `?` of an address.
    package var query: String {
        let own = Path.query(parameters).dropFirst()
        return filter.isEmpty ? String(own) : filter + "&" + own
    }

    /// Reads an address's parts; what it does not say is as `usual` has it, and what makes no sense is left aside.
    /// - Parameter filter: the rest of the address in canonical text.
    package init(_ query: Query, filter: String, usual: ChartSpec) {
        func part(_ part: Part) -> String? { query[part.rawValue] }
        let hasOwn = Part.allCases.contains { part($0) != nil }
        let kind = part(.kind).flatMap { word in Kind.allCases.first { $0.word == word } } ?? usual.kind
        let value = hasOwn ? part(.value) : usual.value
        self.init(
            kind, x: part(.x) ?? usual.x, series: hasOwn ? part(.series) : usual.series,
            figure: part(.figure).flatMap { word in ChartSpec.figureWords.first { $0.1 == word }?.0 } ?? usual.figure,
            value: value, filter: filter,
            sort: part(.sort).flatMap { word in Sort.allCases.first { $0.word == word } } ?? (hasOwn ? .name : usual.sort),
            top: query.int(Part.top.rawValue) ?? (hasOwn ? nil : usual.top), classes: part(.classes) == "sama" ? .equal : .quantile,
            title: part(.title))
    }
}

extension ChartSpec: Codable {
    private enum Key: String, CodingKey { case kind, x, series, figure, value, filter, sort, top, classes, title }

    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        self.init(
            try box.decode(Kind.self, forKey: .kind), x: try box.decode(String.self, forKey: .x),
            series: try box.decodeIfPresent(String.self, forKey: .series),
            figure: try box.decodeIfPresent(String.self, forKey: .figure).flatMap(Grouping.Figure.init) ?? .count,
            value: try box.decodeIfPresent(String.self, forKey: .value),
            filter: try box.decodeIfPresent(String.self, forKey: .filter) ?? "",
            sort: try box.decodeIfPresent(Sort.self, forKey: .sort) ?? .name, top: try box.decodeIfPresent(Int.self, forKey: .top),
            classes: try box.decodeIfPresent(String.self, forKey: .classes).flatMap(AreaClasses.Way.init) ?? .quantile,
            title: try box.decodeIfPresent(String.self, forKey: .title))
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(kind, forKey: .kind)
        try box.encode(x, forKey: .x)
        try box.encodeIfPresent(series, forKey: .series)
        try box.encode(figure.rawValue, forKey: .figure)
        try box.encodeIfPresent(value, forKey: .value)
        try box.encode(filter, forKey: .filter)
        try box.encode(sort, forKey: .sort)
        try box.encodeIfPresent(top, forKey: .top)
        try box.encode(classes.rawValue, forKey: .classes)
        try box.encodeIfPresent(title, forKey: .title)
    }
}
