import Kernel
import Web

/// The roadmap drawn: years across, items downwards by dimension, a bar where something is done. Across it is laid out in parts of a
/// hundred, downwards in pixels, so that it fills a phone and a sheet of paper alike while letters keep their size.
struct RoadmapDrawing {
    let roadmap: Roadmap
    let names: RoadmapNames
    /// Letters of a title that fit on a phone of 320 pixels, and on a screen.
    private let narrowTitle = 36
    private let wideTitle = 110

    private let head = 44.0
    private let groupHeight = 34.0
    private let rowHeight = 42.0
    private let foot = 40.0

    private var years: [Int] { Array(roadmap.years) }
    private var column: Double { 100 / Double(years.count) }

    var height: Double {
        head + Double(roadmap.groups.count) * groupHeight + Double(roadmap.items.count) * rowHeight + foot
    }

    var html: HTML {
        var rows = HTML.empty
        var y = head
        for group in roadmap.groups {
            rows += """
                <text class="plot__value" x="0" y="\(drawn(y + 23))">\(names.dimension(group.dimension))</text>
                """
            y += groupHeight
            for item in group.items {
                rows += row(item, y, style: style(group.dimension))
                y += rowHeight
            }
        }
        return "\(grid)\(rows)\(totals(y))"
    }

    /// The colour of a dimension, by its place in the guide's order.
    func style(_ dimension: String?) -> Int { (CityDimension.all.firstIndex { $0.id == dimension } ?? 5) % 6 + 1 }

    private func x(_ year: Int) -> Double { Double(year - roadmap.years.lowerBound) * column }

    private var grid: HTML {
        let bottom = drawn(height - foot)
        return years.html { year in
            let left = drawn(x(year))
            return """
                \(atYear(year, y: 18, style: "plot__name", narrow: isCrowded ? "’\(year % 100)" : "\(year)", wide: "\(year)"))\
                <line class="gridline" x1="\(left)%" x2="\(left)%" y1="26" y2="\(bottom)"/>
                """
        } + """
            <line class="gridline" x1="100%" x2="100%" y1="26" y2="\(bottom)"/><line class="axis" x1="0" x2="100%" y1="26" y2="26"/>
            """
    }

    /// More years than a phone has room for four figures each.
    private var isCrowded: Bool { years.count > 6 }

    /// A word under or over a year, perhaps a shorter one where there is little room.
    private func atYear(_ year: Int, y: Double, style: String, narrow: String?, wide: String) -> HTML {
        func text(_ words: String) -> HTML {
            "<text class=\"\(style)\" x=\"\(drawn(x(year) + column / 2))%\" y=\"\(drawn(y))\" text-anchor=\"middle\">\(words)</text>"
        }
        if narrow == wide { return text(wide) }
        return "\(with: narrow, { "<g class=\"chart__narrow\">\(text($0))</g>" })<g class=\"chart__wide\">\(text(wide))</g>"
    }

    private func row(_ item: RoadmapItem, _ y: Double, style: Int) -> HTML {
        let lead = names.short(item.lead)
        func title(_ length: Int) -> HTML {
            let short = cut(names.title(item), max(12, length - lead.count))
            return "<text class=\"plot__name\" x=\"0\" y=\"\(drawn(y + 13))\">\(short) · \(lead)</text>"
        }
        let text: HTML = "<g class=\"chart__narrow\">\(title(narrowTitle))</g><g class=\"chart__wide\">\(title(wideTitle))</g>"
        let bars = RoadmapNames.runs(item.years).html { run -> HTML in
            let (first, last) = (max(run.lowerBound, roadmap.years.lowerBound), min(run.upperBound, roadmap.years.upperBound))
            guard first <= last else { return .empty }
            return """
                <rect class="c\(style)" x="\(drawn(x(first) + column * 0.04))%" width="\(drawn(Double(last - first + 1) * column - column * 0.08))%" \
                y="\(drawn(y + 19))" height="14" rx="3"/>
                """
        }
        let hint = "\(names.title(item)), \(names.agency(item.lead)): \(RoadmapNames.years(item.years))"
        return """
            <g><title>\(hint)</title>\(if: item.link != nil, "<a href=\"\(item.link ?? "")\">\(text)</a>", else: text)\
            <rect class="plot__track" x="0" width="100%" y="\(drawn(y + 25))" height="2"/>\(bars)\(coins(item, y))</g>
            """
    }

    /// Whether a year of some item has money and nothing to do with it.
    var hasCoins: Bool {
        roadmap.items.contains { item in
            item.money.byYear.contains { roadmap.years.contains($0.key) && $0.value > 0 && item.activities[$0.key] == nil }
        }
    }

    /// A mark in years with money in which nothing is done.
    private func coins(_ item: RoadmapItem, _ y: Double) -> HTML {
        item.money.byYear.sorted { $0.key < $1.key }.html { year, amount -> HTML in
            guard roadmap.years.contains(year), amount > 0, item.activities[year] == nil else { return .empty }
            return """
                <text class="plot__value" x="\(drawn(x(year) + column / 2))%" y="\(drawn(y + 31))" text-anchor="middle">Rp</text>
                """
        }
    }

    private func totals(_ y: Double) -> HTML {
        years.html { year in
            let sum = roadmap.totals[year].map { ShortRupiah.text($0, names.page.format) } ?? "–"
            // Ten sums do not fit side by side on a phone; the table below has them.
            return atYear(year, y: y + 22, style: "plot__value", narrow: isCrowded ? nil : sum, wide: sum)
        } + "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"\(drawn(y + 4))\" y2=\"\(drawn(y + 4))\"/>"
    }
}
