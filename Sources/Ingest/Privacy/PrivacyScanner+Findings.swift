import Kernel

extension PrivacyScanner {
    /// What was found, what blocks opening first.
    package func findings() -> [PrivacyFinding] {
        var findings = schema.fields.indices.flatMap { numbers($0) }
        if let finding = namesAndAddresses() { findings.append(finding) }
        findings += schema.fields.indices.compactMap { birthDate($0) } + schema.fields.indices.compactMap { smallCells($0) }
        return findings.filter(\.blocksOpen) + findings.filter { !$0.blocksOpen }
    }

    private func numbers(_ column: Int) -> [PrivacyFinding] {
        let (found, field, suspicion) = (found[column], schema.fields[column], suspicions[column])
        var findings: [PrivacyFinding] = []
        // Other codes of sixteen digits look like one now and then, by chance about one in fifty.
        if found.nationalIDs * 2 > found.otherSixteens, found.nationalIDs > 0 {
            let isCard = suspicion.isFamilyCard && !suspicion.isNationalID && found.women == 0
            findings.append(
                finding(
                    isCard ? .familyCard : .nationalID, [field], found.nationalIDs, found.examples[.nationalID] ?? [],
                    [
                        .drop(field: field.name), .mask(field: field.name, keeping: 6),
                    ]))
        }
        if found.employeeNumbers > 0 {
            findings.append(
                finding(
                    .employeeNumber, [field], found.employeeNumbers, found.examples[.employeeNumber] ?? [],
                    [
                        .drop(field: field.name), .mask(field: field.name, keeping: 4),
                    ]))
        }
        if found.mobiles > 0, suspicion.isPhone || found.mobiles >= 3 {
            findings.append(
                finding(
                    .phone, [field], found.mobiles, found.examples[.phone] ?? [],
                    [
                        .drop(field: field.name), .mask(field: field.name, keeping: 4),
                    ]))
        }
        if found.emails > 0 {
            findings.append(
                finding(
                    .email, [field], found.emails, found.examples[.email] ?? [],
                    [.drop(field: field.name), .mask(field: field.name, keeping: 1)]))
        }
        return findings
    }

    private func namesAndAddresses() -> PrivacyFinding? {
        guard namesWithAddress > 0 else { return nil }
        let columns = nameColumns.filter { found[$0].names > 0 } + addressColumns
        let fields = columns.map { schema.fields[$0] }
        let remedies =
            fields.map { Remedy.drop(field: $0.name) } + nameColumns.map { Remedy.mask(field: schema.fields[$0].name, keeping: 1) }
        return finding(
            .nameAndAddress, fields, namesWithAddress, nameColumns.flatMap { found[$0].examples[.nameAndAddress] ?? [] }, remedies)
    }

    /// A day of birth tells people apart where something else in the row names them.
    private func birthDate(_ column: Int) -> PrivacyFinding? {
        guard suspicions[column].isBirthDate, found[column].filled > 0 else { return nil }
        let field = schema.fields[column]
        let blocks = nameColumns.contains { found[$0].names > 0 } || found.contains { $0.nationalIDs > 0 }
        return finding(
            .birthDate, [field], found[column].filled, [], [.generalise(field: field.name, to: .year), .drop(field: field.name)],
            blocks: blocks)
    }

    private func smallCells(_ column: Int) -> PrivacyFinding? {
        guard found[column].small > 0 else { return nil }
        let field = schema.fields[column]
        return finding(
            .smallCells, [field], found[column].small, [],
            [.suppress(field: field.name, below: PrivacyScanner.smallest), .drop(field: field.name)])
    }

    private func finding(
        _ kind: PrivacyFinding.Kind, _ fields: [TableSchema.Field], _ count: Int, _ examples: [String], _ remedies: [Remedy],
        blocks: Bool = true
    ) -> PrivacyFinding {
        let names = fields.map(\.heading).joined(separator: ", ")
        return PrivacyFinding(
            kind: kind, fields: fields.map(\.name), count: count, examples: Array(examples.prefix(PrivacyScanner.mostExamples)),
            blocksOpen: blocks,
            message: Message(TextKey("ingest.privacy.\(kind.rawValue)"), ["fields": names, "count": "\(count)"]), remedies: remedies)
    }
}
