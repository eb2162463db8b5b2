import Kernel
import Web

/// An instrument's editor to and from what it defines. Rows without code and title are left out; those ticked to be dropped as well.
enum InstrumentForm {
    /// Empty rows to write new ones in.
    static let blank = 4
    static let mostLevels = 10

    static func filled(_ instrument: Instrument) -> Form {
        let draft = instrument.draft
        var values: [String: String] = [
            "version": "\(instrument.version)", "code": instrument.code, "purpose": draft.purpose.rawValue, "title": draft.title,
            "title_english": draft.titleEnglish, "legal_basis": draft.legalBasis, "source": draft.source,
            "valid_from": draft.validFrom.description, "valid_to": draft.validTo?.description ?? "", "lowest": draft.lowest.plain,
            "highest": draft.highest.plain, "rounding": draft.rounding.rawValue, "items": "\(draft.items.count + blank)",
        ]
        for (index, item) in draft.items.enumerated() {
            let place = "items[\(index)]"
            values["\(place).code"] = item.code
            values["\(place).parent"] = item.parent ?? ""
            values["\(place).title"] = item.title
            values["\(place).title_english"] = item.titleEnglish
            values["\(place).about"] = item.about
            values["\(place).weight"] = item.weight.plain
        }
        for (index, level) in draft.levels.enumerated() {
            values["levels[\(index)].value"] = level.value.plain
            values["levels[\(index)].name"] = level.name
            values["levels[\(index)].about"] = level.about
        }
        return Form(values)
    }

    static func empty(_ today: Day) -> Form {
        Form([
            "purpose": Instrument.Purpose.evaluation.rawValue, "valid_from": today.description, "lowest": "1", "highest": "5",
            "rounding": Rounding.halfUp.rawValue, "items": "\(blank * 2)",
        ])
    }

    static func rowCount(_ form: Form) -> Int { min(max(Int(form.value("items")) ?? blank, 1), InstrumentDraft.mostItems + blank) }

    /// - Throws: 422 with an issue beside each field that cannot be read.
    static func draft(_ data: FormData) throws -> InstrumentDraft {
        var checker = Checker(data)
        let purpose = checker.choice("purpose", of: Instrument.Purpose.self)
        let rounding = checker.choice("rounding", of: Rounding.self)
        let title = checker.line("title", max: 200)
        let source = checker.line("source", max: 500)
        let from = checker.day("valid_from")
        let to = checker.dayIfAny("valid_to")
        let lowest = number("lowest", &checker)
        let highest = number("highest", &checker)
        let levels = levels(&checker)
        let items = items(data, &checker)
        try checker.check()
        return InstrumentDraft(
            purpose!, title, english: data["title_english"] ?? "", legalBasis: data["legal_basis"] ?? "", source: source, validFrom: from!,
            validTo: to, lowest: lowest!, highest: highest!, rounding: rounding!, levels: levels, items: items)
    }

    /// What an act found wrong with the items as they were made, at the rows they were typed in.
    static func placed(_ error: AppError, _ data: FormData) -> AppError {
        let rows = itemRows(data)
        var error = error
        error.issues = error.issues.map { issue in
            guard let match = issue.field.wholeMatch(of: /items\[([0-9]+)\](.*)/), let index = Int(match.1), index < rows.count else {
                return issue
            }
            return Issue("items[\(rows[index])]\(match.2)", issue.message)
        }
        return error
    }

    private static func number(_ name: String, _ checker: inout Checker) -> Hundredths? {
        let typed = checker.line(name, max: 12)
        if typed.isEmpty { return nil }
        guard let number = Hundredths(typed: typed) else {
            checker.add(name, "error.not_a_number")
            return nil
        }
        return number
    }

    private static func levels(_ checker: inout Checker) -> [InstrumentLevel] {
        (0..<mostLevels).compactMap { index in
            let name = checker.lineIfAny("levels[\(index)].name", max: 100)
            let about = checker.textIfAny("levels[\(index)].about", max: 1000)
            guard let typed = checker.lineIfAny("levels[\(index)].value", max: 12) else {
                if name != nil { checker.add("levels[\(index)].value", "error.missing") }
                return nil
            }
            guard let value = Hundredths(typed: typed) else {
                checker.add("levels[\(index)].value", "error.not_a_number")
                return nil
            }
            return InstrumentLevel(value, name ?? "", about: about ?? "")
        }
    }

    /// Rows that are filled in and not to be dropped.
    private static func itemRows(_ data: FormData) -> [Int] {
        (0..<rowCount(Form(data))).filter { index in
            let isEmpty = ["code", "title"].allSatisfy { Plain.line(data["items[\(index)].\($0)"] ?? "").isEmpty }
            return !isEmpty && data["items[\(index)].drop"] != "1"
        }
    }

    private static func items(_ data: FormData, _ checker: inout Checker) -> [InstrumentItem] {
        itemRows(data).map { index in
            let place = "items[\(index)]"
            // A weight that cannot be read is named beside its field, as one of zero would be.
            let weight = Hundredths(typed: data["\(place).weight"] ?? "") ?? Hundredths(0)
            return InstrumentItem(
                data["\(place).code"] ?? "", in: data["\(place).parent"], data["\(place).title"] ?? "",
                english: data["\(place).title_english"] ?? "", about: data["\(place).about"] ?? "", weight: weight)
        }
    }
}
