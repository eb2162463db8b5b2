import Columns
import Kernel

/// Looks at every value that is to be published for what says too much about people. Counts exactly; keeps a few masked examples.
package struct PrivacyScanner {
    struct Found {
        var nationalIDs = 0
        var women = 0
        var otherSixteens = 0
        var employeeNumbers = 0
        var mobiles = 0
        var emails = 0
        var names = 0
        var small = 0
        var filled = 0
        var examples: [PrivacyFinding.Kind: [String]] = [:]
    }

    let schema: TableSchema
    let suspicions: [FieldSuspicion]
    private let isLooked: [Bool]
    var found: [Found]
    let nameColumns: [Int]
    let addressColumns: [Int]
    private let hasArea: Bool
    private var rowHasName = false
    private var rowHasAddress = false
    var namesWithAddress = 0

    /// Values below this are small.
    package static let smallest = 5
    static let mostExamples = 3

    package init(_ schema: TableSchema) {
        self.schema = schema
        let all = schema.fields.map { FieldSuspicion($0) }
        let hasArea = all.contains { $0.isArea }
        suspicions = all
        self.hasArea = hasArea
        found = [Found](repeating: Found(), count: schema.fields.count)
        nameColumns = all.indices.filter { all[$0].isPersonName }
        addressColumns = all.indices.filter { all[$0].isAddress }
        isLooked = schema.fields.indices.map { index in
            // Whatever a schema says of a column: it comes from whoever sends the values.
            all[index].isText || all[index].isDecimal || all[index].isPhoneNumber || all[index].isBirthDate
                || all[index].isPersonCount && hasArea
        }
    }

    /// Looks at one value in canonical form, by its field's position.
    @inline(__always)
    mutating func see(_ value: ByteView, column: Int) {
        guard isLooked[column] else { return }
        look(value, column)
    }

    private mutating func look(_ value: ByteView, _ column: Int) {
        let suspicion = suspicions[column]
        if suspicion.isPersonCount, hasArea, value.count == 1, value[0] > 48, value[0] < 48 + UInt8(PrivacyScanner.smallest) {
            found[column].small += 1
        }
        if suspicion.isBirthDate { found[column].filled += 1 }
        if suspicion.isText, value.count >= 6 {
            PersonScan.find(value) { hit in note(hit, value, column) }
        }
        if suspicion.isDecimal || suspicion.isPhoneNumber { lookAtNumber(value, column) }
        if suspicion.isPersonName, PersonScan.mayBeName(value) {
            found[column].names += 1
            rowHasName = true
            keep(value, .nameAndAddress, column)
        }
        if suspicion.isAddress, value.count >= 4 { rowHasAddress = true }
    }

    /// The whole part of a number: who somebody is is not hidden by calling it a decimal, with a sign before it or something behind its
    /// point. Other digits of decimals are amounts, unless the heading speaks of telephones, whose zero a number loses.
    private mutating func lookAtNumber(_ value: ByteView, _ column: Int) {
        let suspicion = suspicions[column]
        let start = value.count > 0 && value[0] == UInt8(ascii: "-") ? 1 : 0
        let end = (start..<value.count).first { value[$0] == UInt8(ascii: ".") } ?? value.count
        let digits = ByteView(value.start + start, end - start)
        guard digits.count >= 9, digits.buffer.allSatisfy({ isDigit($0) }) else { return }
        if suspicion.isPhoneNumber, PersonNumbers.isMobileWithoutZero(digits.start, digits.count) { note(.mobile, digits, column) }
        guard suspicion.isDecimal else { return }
        PersonScan.find(digits) { hit in
            if case .mobile = hit, !suspicion.isPhone { return }
            note(hit, digits, column)
        }
    }

    private mutating func note(_ hit: PersonScan.Hit, _ value: ByteView, _ column: Int) {
        switch hit {
        case .nationalID(let isWoman):
            found[column].nationalIDs += 1
            if isWoman { found[column].women += 1 }
            keep(value, .nationalID, column)
        case .employeeNumber:
            found[column].employeeNumbers += 1
            keep(value, .employeeNumber, column)
        case .mobile:
            found[column].mobiles += 1
            keep(value, .phone, column)
        case .email:
            found[column].emails += 1
            keep(value, .email, column)
        case .otherSixteen: found[column].otherSixteens += 1
        }
    }

    @inline(__always)
    package mutating func endRow() {
        guard rowHasName || rowHasAddress else { return }
        if rowHasName, rowHasAddress { namesWithAddress += 1 }
        rowHasName = false
        rowHasAddress = false
    }

    private mutating func keep(_ value: ByteView, _ kind: PrivacyFinding.Kind, _ column: Int) {
        guard (found[column].examples[kind]?.count ?? 0) < PrivacyScanner.mostExamples else { return }
        let masked = Masked.text(value.string, kind)
        if found[column].examples[kind]?.contains(masked) != true { found[column].examples[kind, default: []].append(masked) }
    }
}

extension PrivacyScanner {
    /// Looks through a canonical CSV that was written earlier.
    /// - Throws: `notFound` or `malformed` when it cannot be read by the schema.
    package static func scan(csv: String, schema: TableSchema) throws(AppError) -> [PrivacyFinding] {
        let reader = try CanonicalReader(path: csv, shape: try schema.shape())
        var scanner = PrivacyScanner(schema)
        while let row = try reader.next() {
            for (column, value) in row.enumerated() {
                guard var text = value.text else { continue }
                text.withUTF8 { bytes in if let start = bytes.baseAddress { scanner.see(ByteView(start, bytes.count), column: column) } }
            }
            scanner.endRow()
        }
        return scanner.findings()
    }
}
