import Kernel

extension Fix {
    /// What the button says.
    package var label: Message {
        switch self {
        case .replaceCell(_, _, let text): Message("ingest.fix.replace_cell", ["with": text])
        case .replace(_, let value, let text): Message("ingest.fix.replace", ["value": value, "with": text])
        case .missingCell: "ingest.fix.missing_cell"
        case .missing(_, let value): Message("ingest.fix.missing", ["value": value])
        case .accept(_, let value): Message("ingest.fix.accept", ["value": value])
        case .retype(_, let type):
            Message(
                TextKey("ingest.fix.retype_\(type == .string ? "text" : type == .number ? "number" : "other")"), ["type": type.rawValue])
        case .leaveOut(let row): Message("ingest.fix.leave_out", ["row": "\(row)"])
        }
    }
}

extension CellProblem.Kind {
    /// The kind in a few words, for counting.
    package var title: Message { Message(TextKey("ingest.kind.\(rawValue)")) }
}

extension FieldType {
    /// The type's name for people.
    package var title: Message {
        isKnown ? Message(TextKey("ingest.type.\(rawValue)")) : Message("ingest.type.unknown", ["type": rawValue])
    }
}

extension Remedy {
    /// What the button says.
    package var label: Message {
        switch self {
        case .drop(let field): Message("ingest.remedy.drop", ["field": field])
        case .mask(let field, let keeping): Message("ingest.remedy.mask", ["field": field, "count": "\(keeping)"])
        case .generalise(let field, .year): Message("ingest.remedy.year", ["field": field])
        case .generalise(let field, .month): Message("ingest.remedy.month", ["field": field])
        case .generalise(let field, .ageBand(let years, _)): Message("ingest.remedy.age", ["field": field, "years": "\(years)"])
        case .generalise(let field, .band(let size)): Message("ingest.remedy.band", ["field": field, "size": "\(size)"])
        case .generalise(let field, .area(let level)): Message(TextKey("ingest.remedy.area_\(level.rawValue)"), ["field": field])
        case .suppress(let field, let below): Message("ingest.remedy.suppress", ["field": field, "count": "\(below)"])
        }
    }
}
