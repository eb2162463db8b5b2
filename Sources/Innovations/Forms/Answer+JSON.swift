import Kernel
import Masterplan
import Storage
import Web
import Work

// Answers as they lie in the database and as the API has them: one form for both.

extension Answer {
    package var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .flag(let flag): .bool(flag)
        case .texts(let texts): .array(texts.map(JSONValue.string))
        case .readiness(let rows): .array(rows.map(\.json))
        case .indicators(let rows): .array(rows.map(\.json))
        case .years(let rows): .array(rows.map(\.json))
        case .risks(let rows): .array(rows.map { ["risk": .string($0.risk), "mitigation": .string($0.mitigation)] })
        case .partners(let rows): .array(rows.map { ["kind": .string($0.kind.rawValue), "name": .string($0.name)] })
        case .codes(let codes): ["codes": .array(codes.codes.map(JSONValue.string)), "isUnbudgeted": .bool(codes.isUnbudgeted)]
        case .evidence(let rows):
            .array(rows.map { ["kind": .string($0.reference.kind), "id": .string($0.reference.id), "note": .string($0.note)] })
        }
    }

    /// What a field of a kind says; `nil` when it is no answer to it. Evidence may also be typed as people call it (`text`), which is
    /// looked up before this.
    package init?(json: JSONValue, _ kind: SheetField.Kind) {
        switch kind {
        case .line, .choice: guard let text = json.string else { return nil }; self = .text(Plain.line(text))
        case .text: guard let text = json.string else { return nil }; self = .text(Plain.text(text))
        case .day: guard let text = json.string, Day(text) != nil else { return nil }; self = .text(text)
        case .number: guard let text = SheetNumber.text(json) else { return nil }; self = .text(text)
        case .yesNo: guard case .bool(let flag) = json else { return nil }; self = .flag(flag)
        case .choices, .villages:
            guard let items = json.array?.map(\.string), items.allSatisfy({ $0 != nil }) else { return nil }
            self = .texts(items.map { Plain.line($0!) })
        case .readiness: guard let rows = Answer.rows(json, Readiness.init(json:)) else { return nil }; self = .readiness(rows)
        case .indicators: guard let rows = Answer.rows(json, SheetIndicator.init(json:)) else { return nil }; self = .indicators(rows)
        case .years: guard let rows = Answer.rows(json, SheetYear.init(json:)) else { return nil }; self = .years(rows)
        case .risks:
            guard
                let rows = Answer.rows(
                    json, { row in row["risk"]?.string.map { SheetRisk(Plain.line($0), mitigation: row.line("mitigation")) } })
            else { return nil }
            self = .risks(rows)
        case .partners:
            let read: (JSONValue) -> SheetPartner? = { row in
                guard let kind = row["kind"]?.string.flatMap(SheetPartner.Kind.init(rawValue:)), let name = row["name"]?.string else {
                    return nil
                }
                return SheetPartner(kind, Plain.line(name))
            }
            guard let rows = Answer.rows(json, read) else { return nil }
            self = .partners(rows)
        case .codes:
            guard let items = json["codes"]?.array?.map(\.string), items.allSatisfy({ $0 != nil }) else { return nil }
            var isUnbudgeted = false
            if case .bool(let flag)? = json["isUnbudgeted"] { isUnbudgeted = flag }
            self = .codes(SubActivities(items.map { Plain.line($0!) }, isUnbudgeted: isUnbudgeted))
        case .evidence:
            let read: (JSONValue) -> Evidence? = { row in
                guard let kind = row["kind"]?.string, let id = row["id"]?.string else { return nil }
                return Evidence(Reference(Plain.line(kind), Plain.line(id)), note: row.line("note"))
            }
            guard let rows = Answer.rows(json, read) else { return nil }
            self = .evidence(rows)
        }
    }

    private static func rows<Item>(_ json: JSONValue, _ read: (JSONValue) -> Item?) -> [Item]? {
        guard let items = json.array else { return nil }
        let rows = items.compactMap(read)
        return rows.count == items.count ? rows : nil
    }
}

extension JSONValue {
    fileprivate func line(_ name: String) -> String { Plain.line(self[name]?.string ?? "") }
}

extension Readiness {
    var json: JSONValue { ["question": .string(question), "isThere": .bool(isThere), "document": .string(document)] }

    init?(json: JSONValue) {
        guard let question = json["question"]?.string, case .bool(let isThere)? = json["isThere"] else { return nil }
        self.init(Plain.line(question), isThere: isThere, document: json.line("document"))
    }
}

extension SheetIndicator {
    var json: JSONValue {
        [
            "name": .string(name), "unit": .string(unit), "baseline": baseline.map(JSONValue.string) ?? .null,
            "targets": .object(Dictionary(uniqueKeysWithValues: targets.map { ("\($0.key)", JSONValue.string($0.value)) })),
        ]
    }

    init?(json: JSONValue) {
        guard let name = json["name"]?.string else { return nil }
        var targets: [Int: String] = [:]
        for (year, value) in json["targets"]?.members ?? [:] {
            if value == .null { continue }
            guard let year = Int(year), let number = SheetNumber.text(value) else { return nil }
            targets[year] = number
        }
        var baseline: String?
        if let given = json["baseline"], given != .null {
            guard let number = SheetNumber.text(given) else { return nil }
            baseline = number
        }
        self.init(Plain.line(name), unit: json.line("unit"), baseline: baseline, targets: targets)
    }
}

extension SheetYear {
    var json: JSONValue {
        [
            "year": .integer(year), "activity": .string(activity), "amount": amount.map(JSONValue.integer) ?? .null,
            "source": source.map { .string($0.rawValue) } ?? .null,
        ]
    }

    init?(json: JSONValue) {
        guard let year = json["year"]?.integer, let activity = json["activity"]?.string else { return nil }
        var amount: Int?
        if let given = json["amount"], given != .null {
            guard let whole = given.integer else { return nil }
            amount = whole
        }
        var source: FundSource?
        if let given = json["source"], given != .null {
            guard let known = given.string.flatMap(FundSource.init(rawValue:)) else { return nil }
            source = known
        }
        self.init(year, Plain.line(activity), amount: amount, source: source)
    }
}

extension [String: Answer] {
    /// The text that is kept and digested: keys in order, so that equal answers are equal bytes.
    package var stored: String { String(decoding: JSONValue.object(mapValues(\.json)).bytes, as: UTF8.self) }

    /// Reads what ``stored`` wrote.
    /// - Parameter kinds: kinds by field name, of every version a value may come from; others are left out.
    package init(stored text: String, kinds: [String: SheetField.Kind]) {
        self = [:]
        guard let members = try? JSONValue(parsing: Array(text.utf8)).members else { return }
        for (name, value) in members { if let kind = kinds[name] { self[name] = Answer(json: value, kind) } }
    }
}
