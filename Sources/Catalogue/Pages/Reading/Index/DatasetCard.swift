import Kernel
import Web

/// A dataset in a list.
package struct DatasetCard: Sendable, Hashable {
    package var name: String
    package var title: String
    package var description: String
    package var producer: String
    package var access: Dataset.Access
    package var freshness: Freshness
    package var isPriority: Bool
    package var isWithdrawn: Bool
    package var updatedAt: Instant?
    package var frequency: Frequency
    package var rows: Int
    package var tables: Int
    package var formats: [String]

    /// How a dataset stands towards its own schedule.
    package enum Freshness: Sendable, Hashable {
        case current, unscheduled
        case late(days: Int)

        package init(dueOn: Day?, today: Day) {
            guard let dueOn else { self = .unscheduled; return }
            self = dueOn < today ? .late(days: today.daysSinceEpoch - dueOn.daysSinceEpoch) : .current
        }

        package func tag(_ page: Page) -> Tag {
            switch self {
            case .current: Tag(page.t("reading.fresh.current"), .good)
            case .unscheduled: Tag(page.t("reading.fresh.unscheduled"))
            case .late(let days): Tag(page.t("reading.fresh.late", ["days": page.format.number(days)]), .warn)
            }
        }
    }

    package init(
        name: String, title: String, description: String, producer: String, access: Dataset.Access, freshness: Freshness,
        isPriority: Bool = false, isWithdrawn: Bool = false, updatedAt: Instant?, frequency: Frequency, rows: Int, tables: Int,
        formats: [String]
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.producer = producer
        self.access = access
        self.freshness = freshness
        self.isPriority = isPriority
        self.isWithdrawn = isWithdrawn
        self.updatedAt = updatedAt
        self.frequency = frequency
        self.rows = rows
        self.tables = tables
        self.formats = formats
    }

    func html(_ page: Page) -> HTML {
        var tags = [freshness.tag(page).html]
        if access != .open { tags.insert(Tag(page.t(access.label), .idle, icon: .lock).html, at: 0) }
        if isPriority { tags.append(Tag(page.t("reading.priority"), .info, icon: .star).html) }
        if isWithdrawn { tags = [Tag(page.t("reading.withdrawn.tag"), .bad).html] }
        var facts: [HTML] = ["\(producer)"]
        if let updatedAt {
            facts.append(
                "<time datetime=\"\(updatedAt.description)\">\(page.t("reading.updated", ["day": page.format.day(updatedAt)]))</time>")
        }
        if tables > 0 {
            // How many there are of what is not open is not told either.
            if access == .open { facts.append("\(page.t("reading.row_count", ["count": page.format.number(rows)]))") }
            if tables > 1 { facts.append("\(page.t("reading.tables", ["count": page.format.number(tables)]))") }
        }
        if !formats.isEmpty, access == .open { facts.append("\(formats.joined(separator: " · "))") }
        return ListCard(title, link: DataPaths.dataset(name), text: shortened(description), facts: facts, tags: tags).html
    }

    /// The first two hundred characters or so, to the end of a word.
    private func shortened(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard line.count > 200 else { return line }
        let cut = line.prefix(200)
        return cut[..<(cut.lastIndex(of: " ") ?? cut.endIndex)] + "…"
    }
}
