import Directory
import Foundation
import Ingest
import Kernel
import Web

extension RuleForm {
    /// What the form demands of a column; nothing is changed where the form has no rules for it. What comes back as it was printed stays
    /// as it is: a semicolon within a value, the label of a mark and the digits of a number are not in the print.
    /// - Parameter before: the column's type before the form, by which its values were printed.
    static func read(_ prefix: String, _ checker: inout Checker, into field: inout TableSchema.Field, was before: FieldType) {
        guard checker.isOn("\(prefix).rules") else { return }
        let isNumeric = field.type.isNumeric
        let isOfBefore = before == field.type || before.isNumeric && isNumeric
        func isAsPrinted(_ text: String?, _ printed: String) -> Bool { (text ?? "") == Plain.line(printed) }
        func value(_ text: String) -> SchemaValue { isNumeric ? number(text) ?? .string(text) : .string(text) }
        var rules = field.constraints
        rules.required = checker.isOn("\(prefix).required") ? true : nil
        rules.unique = checker.isOn("\(prefix).unique") ? true : nil
        if field.type.isOrdered {
            let least = checker.lineIfAny("\(prefix).minimum", max: 200)
            if !isOfBefore || !isAsPrinted(least, rules.minimum?.text ?? "") { rules.minimum = least.map(value) }
            let most = checker.lineIfAny("\(prefix).maximum", max: 200)
            if !isOfBefore || !isAsPrinted(most, rules.maximum?.text ?? "") { rules.maximum = most.map(value) }
        } else {
            (rules.minimum, rules.maximum, rules.exclusiveMinimum, rules.exclusiveMaximum) = (nil, nil, nil, nil)
        }
        if field.type.hasLength {
            rules.minLength = count("\(prefix).minLength", &checker)
            rules.maxLength = count("\(prefix).maxLength", &checker)
            rules.pattern = checker.lineIfAny("\(prefix).pattern", max: 500)
        } else {
            (rules.minLength, rules.maxLength, rules.pattern) = (nil, nil, nil)
        }
        let list = checker.lineIfAny("\(prefix).enum", max: 5000)
        if !isOfBefore || !isAsPrinted(list, printed(rules.enumeration)) { rules.enumeration = list.map { parts($0).map(value) } }
        field.constraints = rules
        let marks = checker.lineIfAny("\(prefix).missing", max: 500)
        if !isAsPrinted(marks, printed(field.missingValues)) {
            // The empty cell is always missing.
            field.missingValues = marks.map { ([""] + parts($0)).map { Labelled($0) } }
        }
        if isNumeric {
            let sign = checker.lineIfAny("\(prefix).decimal", max: 1)
            if sign != field.decimalChar {
                field.decimalChar = sign
                field.groupChar = sign.map { $0 == "," ? "." : "," }
            }
        }
    }

    static func readVariable(_ prefix: String, _ checker: inout Checker, into field: inout TableSchema.Field) {
        guard checker.isOn("\(prefix).var") else { return }
        var own = field.standard.variable ?? VariableMetadata()
        own.alias = checker.lineIfAny("\(prefix).var.alias", max: 1000)
        own.selectionReference = checker.lineIfAny("\(prefix).var.selection", max: 1000)
        own.timeReference = checker.lineIfAny("\(prefix).var.time", max: 1000)
        own.validationRule = checker.lineIfAny("\(prefix).var.rule", max: 1000)
        own.question = checker.lineIfAny("\(prefix).var.question", max: 1000)
        own.isPublic = checker.lineIfAny("\(prefix).var.public", max: 1).map { $0 == "1" }
        field.standard.variable = own == VariableMetadata() ? nil : own
    }

    /// The foreign key of one column alone; keys of several columns stay.
    /// - Parameter old: the column's name before the form, by which its key was kept.
    static func readReference(_ prefix: String, _ checker: inout Checker, of name: String, was old: String, into schema: inout TableSchema)
    {
        guard checker.isOn("\(prefix).rules") else { return }
        schema.foreignKeys.removeAll {
            ($0.fields == [name] || $0.fields == [old]) && !$0.resource.isEmpty && $0.reference.count == 1
        }
        let parts = (checker.lineIfAny("\(prefix).reference", max: 300) ?? "").split(separator: "|").map(String.init)
        if parts.count == 2 { schema.foreignKeys.append(ForeignKey([name], resource: parts[0], reference: [parts[1]])) }
    }

    static func readWhole(_ checker: inout Checker, into schema: inout TableSchema) {
        guard checker.isOn("rules") else { return }
        schema.fieldsMatch = checker.lineIfAny("match", max: 20).flatMap(TableSchema.FieldsMatch.init(rawValue:))
        let keys = checker.lineIfAny("unique", max: 1000).map { text in
            parts(text).map { $0.split(separator: ",").map { Plain.line(String($0)) }.filter { !$0.isEmpty } }
        }
        schema.uniqueKeys = keys ?? []
        for name in schema.uniqueKeys.joined() where schema[name] == nil {
            checker.add("unique", Message("error.rules_no_column", ["column": name]))
        }
    }

    private static func parts(_ text: String) -> [String] {
        text.split(separator: ";").map { Plain.line(String($0)) }.filter { !$0.isEmpty }
    }

    /// A number as people here write it: `1.234`, `1.234,5` and `1234.5` alike.
    private static func number(_ text: String) -> SchemaValue? {
        let hasGroups = text.contains(",") || isGrouped(text)
        let plain = hasGroups ? text.replacingOccurrences(of: ".", with: "").replacingOccurrences(of: ",", with: ".") : text
        if let whole = Int(plain) { return .integer(whole) }
        guard plain.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }) else { return nil }
        return Decimal(string: plain, locale: Locale(identifier: "en_US_POSIX")).map { .number($0) }
    }

    /// Whether points stand between thousands: three digits after each, and before them up to three of which the first is not nothing.
    private static func isGrouped(_ text: String) -> Bool {
        let groups = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        guard groups.count > 1, let first = groups.first, (1...3).contains(first.count), !first.hasPrefix("0") else { return false }
        return groups.allSatisfy { $0.allSatisfy(\.isNumber) } && groups.dropFirst().allSatisfy { $0.count == 3 }
    }

    private static func count(_ name: String, _ checker: inout Checker) -> Int? {
        guard let text = checker.lineIfAny(name, max: 9) else { return nil }
        guard let count = Int(text), count >= 0 else {
            checker.add(name, "error.rules_count")
            return nil
        }
        return count
    }

    /// Open datasets that are kept as reference data.
    static func references(_ index: CatalogueIndex) -> [ReferenceData] {
        index.search(CatalogueQuery(filters: [.tag: ["data induk"]], order: .title, limit: 50)).entries.compactMap { entry in
            guard entry.dataset.access == .open, let table = entry.distributions.first,
                let key = entry.versions[table.id]?.schema.primaryKey, key.count == 1
            else { return nil }
            return ReferenceData(dataset: entry.dataset.name, key: key[0], title: entry.dataset.title)
        }
    }
}
