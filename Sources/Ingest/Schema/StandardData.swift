/// What Indonesian rules want to be known of a field: the five parts of a data standard (Perpres 39/2019 art. 4), the items of a
/// variable's metadata (MS-Var, Perban BPS 5/2020), and what Pendopo itself uses. Each is a member of the field whose name begins with `pendopo:`.
package struct StandardData: Hashable, Sendable {
    package var concept: String?
    package var definition: String?
    package var classification: String?
    package var measure: String?
    package var unit: String?
    /// The code of the standard (Perban BPS 4/2021), such as `SD00001.00.00`.
    package var standardCode: String?
    package var role: FieldRole?
    package var privacy: PrivacyMark?
    /// What one value of a period stands for, for fields with the role `period`.
    package var period: PeriodKind?
    /// The field whose names were turned into this field's codes.
    package var derivedFrom: String?
    /// The heading as the sheet had it, for finding the column again.
    package var heading: String?
    package var variable: VariableMetadata?

    package init() {}

    /// `^[A-Z]{1,2}\d{5}\.\d{2}\.\d{2}$` (one or two letters, concept, definition, classification).
    package static func isStandardCode(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let letters = bytes.prefix { $0 >= 65 && $0 <= 90 }.count
        guard (1...2).contains(letters), bytes.count == letters + 11 else { return false }
        return bytes[letters...].enumerated().allSatisfy { at, byte in at == 5 || at == 8 ? byte == 46 : byte >= 48 && byte <= 57 }
    }

    /// The five standard fields that are still to be filled in, by their member names.
    package var missingParts: [String] {
        [("concept", concept), ("definition", definition), ("classification", classification), ("measure", measure), ("unit", unit)]
            .filter { ($0.1 ?? "").isEmpty }.map(\.0)
    }

    mutating func take(from members: inout SchemaMembers) {
        concept = members.string("pendopo:concept")
        definition = members.string("pendopo:definition")
        classification = members.string("pendopo:classification")
        measure = members.string("pendopo:measure")
        unit = members.string("pendopo:unit")
        standardCode = members.string("pendopo:standardCode")
        role = members.take("pendopo:role") { $0.string.flatMap(FieldRole.init) }
        privacy = members.take("pendopo:privacy") { $0.string.flatMap(PrivacyMark.init) }
        period = members.take("pendopo:period") { $0.string.flatMap(PeriodKind.init) }
        derivedFrom = members.string("pendopo:derivedFrom")
        heading = members.string("pendopo:heading")
        variable = members.take("pendopo:variable") { $0.object.map { VariableMetadata($0) } }
    }

    func put(into object: inout [String: SchemaValue]) {
        object.put("pendopo:concept", concept)
        object.put("pendopo:definition", definition)
        object.put("pendopo:classification", classification)
        object.put("pendopo:measure", measure)
        object.put("pendopo:unit", unit)
        object.put("pendopo:standardCode", standardCode)
        object.put("pendopo:role", role?.rawValue)
        object.put("pendopo:privacy", privacy?.rawValue)
        object.put("pendopo:period", period?.rawValue)
        object.put("pendopo:derivedFrom", derivedFrom)
        object.put("pendopo:heading", heading)
        object.put("pendopo:variable", variable.map { .object($0.object) })
    }

    static let names: Set<String> = Set(
        [
            "concept", "definition", "classification", "measure", "unit", "standardCode", "role", "privacy", "period", "derivedFrom",
            "heading",
            "variable",
        ].map { "pendopo:" + $0 })
}

/// What a field is for in its table.
package enum FieldRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// A Kemendagri code such as `35.09.01.2001`.
    case areaCode
    case areaName
    case period
    /// A figure that can be added up or averaged.
    case measure
    /// What figures are told apart by, areas and periods aside.
    case dimension
    case identifier
    case note
}

/// Whether values say something about a person.
package enum PrivacyMark: String, Hashable, Sendable, Codable, CaseIterable {
    /// Somebody thought it harmless. No more than a remark: the privacy gate looks at the values all the same (``HarmlessDeclaration``).
    case harmless
    /// Personal data (UU 27/2022).
    case personal
    /// Specific personal data: health, children, finance and so on.
    case specific
}

/// The length of the stretch of time that a value of a period field names.
package enum PeriodKind: String, Hashable, Sendable, Codable, CaseIterable {
    case year, half, quarter, month, day
}
