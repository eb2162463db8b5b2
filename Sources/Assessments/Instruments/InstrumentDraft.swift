import Kernel
import Storage
import Web

/// An instrument as somebody writes it.
package struct InstrumentDraft: Sendable, Equatable {
    package var purpose: Instrument.Purpose
    package var title: String
    package var titleEnglish: String
    /// The rule it rests on; empty where there is none.
    package var legalBasis: String
    /// Where its components and weights come from.
    package var source: String
    package var validFrom: Day
    /// Last day; `nil` while no end is known.
    package var validTo: Day?
    package var lowest: Hundredths
    package var highest: Hundredths
    package var rounding: Rounding
    package var levels: [InstrumentLevel]
    package var items: [InstrumentItem]

    package init(
        _ purpose: Instrument.Purpose, _ title: String, english: String = "", legalBasis: String = "", source: String, validFrom: Day,
        validTo: Day? = nil, lowest: Hundredths = Hundredths(whole: 1), highest: Hundredths = Hundredths(whole: 5),
        rounding: Rounding = .halfUp,
        levels: [InstrumentLevel] = [], items: [InstrumentItem]
    ) {
        self.purpose = purpose
        self.title = Plain.line(title)
        titleEnglish = Plain.line(english)
        self.legalBasis = Plain.line(legalBasis)
        self.source = Plain.line(source)
        self.validFrom = validFrom
        self.validTo = validTo
        self.lowest = lowest
        self.highest = highest
        self.rounding = rounding
        self.levels = levels
        self.items = items
    }

    init(row: Row) {
        purpose = Instrument.Purpose(rawValue: row.text("purpose")) ?? .evaluation
        title = row.text("title")
        titleEnglish = row.text("title_english")
        legalBasis = row.text("legal_basis")
        source = row.text("source")
        validFrom = row.day("valid_from")
        validTo = row.dayIfAny("valid_to")
        lowest = Hundredths(row.int("lowest"))
        highest = Hundredths(row.int("highest"))
        rounding = Rounding(rawValue: row.text("rounding")) ?? .halfUp
        levels = InstrumentDraft.list(row.text("levels")).compactMap(InstrumentLevel.init(json:))
        items = InstrumentDraft.list(row.text("items")).compactMap(InstrumentItem.init(json:))
    }

    private static func list(_ text: String) -> [JSONValue] { (try? JSONValue(parsing: Array(text.utf8)).array) ?? [] }
    private static func text(_ list: [JSONValue]) -> String { String(decoding: JSONValue.array(list).bytes, as: UTF8.self) }

    var columns: [(name: String, value: Value)] {
        [
            ("purpose", purpose.rawValue.value), ("title", title.value), ("title_english", titleEnglish.value),
            ("legal_basis", legalBasis.value), ("source", source.value), ("valid_from", validFrom.value), ("valid_to", validTo.value),
            ("lowest", lowest.count.value), ("highest", highest.count.value), ("rounding", rounding.rawValue.value),
            ("levels", InstrumentDraft.text(levels.map(\.json)).value), ("items", InstrumentDraft.text(items.map(\.json)).value),
        ]
    }

    static let mostItems = 200

    /// What is wrong with it as a draft; weights may still be open.
    var issues: [Issue] {
        var issues = wordIssues
        if lowest >= highest || highest > Hundredths(whole: 100) { issues.append(Issue("highest", "error.instrument_scale")) }
        if let validTo, validTo < validFrom { issues.append(Issue("valid_to", "error.instrument_ends_early")) }
        var seen: Set<Hundredths> = []
        for (index, level) in levels.enumerated() {
            if level.name.isEmpty { issues.append(Issue("levels[\(index)].name", "error.missing")) }
            if !(lowest...max(lowest, highest)).contains(level.value) || !seen.insert(level.value).inserted {
                issues.append(Issue("levels[\(index)].value", "error.instrument_level"))
            }
        }
        return issues + itemIssues
    }

    private var wordIssues: [Issue] {
        var issues: [Issue] = []
        func measure(_ field: String, _ text: String, _ range: ClosedRange<Int>) {
            if text.count < range.lowerBound { issues.append(Issue(field, Message("error.too_short", ["min": "\(range.lowerBound)"]))) }
            if text.count > range.upperBound {
                issues.append(Issue(field, Message("error.too_long", ["max": "\(range.upperBound)", "length": "\(text.count)"])))
            }
        }
        measure("title", title, 3...200)
        measure("title_english", titleEnglish, 0...200)
        measure("legal_basis", legalBasis, 0...300)
        measure("source", source, 3...500)
        if items.count > Self.mostItems { issues.append(Issue("items", Message("error.instrument_many", ["most": "\(Self.mostItems)"]))) }
        return issues
    }

    private var itemIssues: [Issue] {
        var issues: [Issue] = []
        let known = Dictionary(items.map { ($0.code, $0) }) { first, _ in first }
        var seen: Set<String> = []
        for (index, item) in items.enumerated() {
            let place = "items[\(index)]"
            if item.code.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._\-]{0,19}/) == nil {
                issues.append(Issue("\(place).code", "error.instrument_code"))
            } else if !seen.insert(item.code).inserted {
                issues.append(Issue("\(place).code", Message("error.instrument_twice", ["code": item.code])))
            }
            if item.title.count < 2 { issues.append(Issue("\(place).title", Message("error.too_short", ["min": "2"]))) }
            if item.title.count > 300 {
                issues.append(Issue("\(place).title", Message("error.too_long", ["max": "300", "length": "\(item.title.count)"])))
            }
            if item.about.count > 2000 {
                issues.append(Issue("\(place).about", Message("error.too_long", ["max": "2000", "length": "\(item.about.count)"])))
            }
            if item.weight.count <= 0 || item.weight > Hundredths(whole: 100) {
                issues.append(Issue("\(place).weight", "error.instrument_weight"))
            }
            guard let parent = item.parent else { continue }
            if known[parent] == nil {
                issues.append(Issue("\(place).parent", Message("error.instrument_parent", ["code": parent])))
            } else if depth(of: item, known) == nil {
                issues.append(Issue("\(place).parent", Message("error.instrument_depth", ["most": "\(Instrument.mostDepth)"])))
            }
        }
        return issues
    }

    /// How far below the top it lies, from 1; `nil` for what is too deep or belongs to itself.
    private func depth(of item: InstrumentItem, _ known: [String: InstrumentItem]) -> Int? {
        var (at, depth) = (item, 1)
        while let parent = at.parent.flatMap({ known[$0] }) {
            depth += 1
            at = parent
            if depth > Instrument.mostDepth { return nil }
        }
        return depth
    }

    /// Why it cannot be published: no components, or weights that do not total 100, each with what is missing where.
    var openWeights: [Issue] {
        if items.isEmpty { return [Issue("items", "error.instrument_empty")] }
        let parents: [String?] = [nil] + items.map(\.code).filter { code in items.contains { $0.parent == code } }.map(Optional.some)
        return parents.compactMap { parent in
            let children = items.filter { $0.parent == parent }
            let total = children.reduce(Hundredths(0)) { $0 + $1.weight }
            let difference = Hundredths(whole: 100) - total
            if difference.count == 0 { return nil }
            let parts = children.map { "\($0.code) \($0.weight.plain)" }.joined(separator: ", ")
            let key: TextKey = difference.count > 0 ? "error.instrument_weights_low" : "error.instrument_weights_high"
            return Issue(
                "weights",
                Message(
                    parent == nil ? TextKey("\(key.id)_top") : key,
                    [
                        "parent": parent ?? "", "total": total.plain, "difference": Hundredths(abs(difference.count)).plain,
                        "parts": parts,
                    ]))
        }
    }
}
