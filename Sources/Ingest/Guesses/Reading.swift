/// How a sheet is to be read: the decisions of people over what would be guessed. Everything else follows from the sheet, so a reading
/// can be kept and used again for next month's file.
package struct Reading: Hashable, Sendable, Codable {
    /// The sheet's position in the file, from 0.
    package var sheet: Int
    /// The schema that the rows must satisfy; `nil` while it is to be inferred.
    package var schema: TableSchema?
    /// Guesses that somebody switched, by their id.
    package var switches: [String: Bool]
    /// Which field a column of the sheet (from 0) is, where headings do not say so; an empty name leaves the column out.
    package var columns: [Int: String]
    /// Mended cells, applied in their order.
    package var fixes: [Fix]
    /// What was done against findings of the privacy gate.
    package var remedies: [Remedy]
    /// Findings of the privacy gate that somebody says are nobody's data; for this file only. `nil` for none, so that readings which were
    /// kept before there was such a thing are written as they were.
    package var harmless: [HarmlessDeclaration]?
    /// Hours that clocks were ahead of UTC where a moment in the sheet has no zone (WIB 7, WITA 8, WIT 9).
    package var offsetHours = 7

    package init(sheet: Int = 0, schema: TableSchema? = nil) {
        self.sheet = sheet
        self.schema = schema
        switches = [:]
        columns = [:]
        fixes = []
        remedies = []
    }

    /// Whether a guess holds, given what it would be without anybody's decision.
    func isOn(_ id: String, byDefault isOn: Bool = true) -> Bool { switches[id] ?? isOn }

    /// The same reading with a guess switched.
    package func switching(_ id: String, on isOn: Bool) -> Reading {
        var reading = self
        reading.switches[id] = isOn
        return reading
    }

    /// The same reading with one more fix.
    package func fixing(_ fix: Fix) -> Reading {
        var reading = self
        reading.fixes.removeAll { $0.isAbout(fix) }
        reading.fixes.append(fix)
        return reading
    }
}

extension Reading {
    private enum CodingKeys: String, CodingKey { case sheet, schema, switches, columns, fixes, remedies, harmless, offsetHours }

    /// Readings are kept with drafts; what an earlier one does not say is as if nobody had decided.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            sheet: try container.decodeIfPresent(Int.self, forKey: .sheet) ?? 0,
            schema: try container.decodeIfPresent(TableSchema.self, forKey: .schema))
        switches = try container.decodeIfPresent([String: Bool].self, forKey: .switches) ?? [:]
        columns = try container.decodeIfPresent([Int: String].self, forKey: .columns) ?? [:]
        fixes = try container.decodeIfPresent([Fix].self, forKey: .fixes) ?? []
        remedies = try container.decodeIfPresent([Remedy].self, forKey: .remedies) ?? []
        harmless = try container.decodeIfPresent([HarmlessDeclaration].self, forKey: .harmless)
        offsetHours = try container.decodeIfPresent(Int.self, forKey: .offsetHours) ?? 7
    }
}
