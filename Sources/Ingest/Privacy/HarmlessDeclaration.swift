import Kernel

/// Somebody's word that a finding of the privacy gate is nobody's personal data, and why: the telephone of an office, say. It holds for one
/// file, is shown to the steward beside examples, and is never taken for numbers that the State gives to persons.
package struct HarmlessDeclaration: Hashable, Sendable, Codable {
    package var kind: PrivacyFinding.Kind
    /// Names of the fields it is about.
    package var fields: [String]
    package var reason: String
    /// Id of the account or key; the desk fills it in, whatever was sent.
    package var by: String

    package init(_ kind: PrivacyFinding.Kind, fields: [String], reason: String, by: String = "") {
        self.kind = kind
        self.fields = fields
        self.reason = Plain.text(reason)
        self.by = by
    }

    /// Letters of a reason.
    package static let lengths = 20...1000

    /// Whether it is about a finding and may be taken for it.
    func covers(_ finding: PrivacyFinding) -> Bool {
        finding.kind == kind && !kind.isStateNumber && Set(finding.fields).isSubset(of: fields)
    }
}

extension PrivacyFinding.Kind {
    /// Numbers that the State gives to one person or household: what has their structure is one until a steward says otherwise.
    package var isStateNumber: Bool { self == .nationalID || self == .familyCard || self == .employeeNumber }
}

extension PrivacyFinding {
    /// The same findings with what was declared of them; a declared one no longer keeps a dataset from being open, but stays in sight.
    package static func declared(_ findings: [PrivacyFinding], _ declarations: [HarmlessDeclaration]) -> [PrivacyFinding] {
        guard !declarations.isEmpty else { return findings }
        let all = findings.map { finding in
            guard let declaration = declarations.first(where: { $0.covers(finding) }) else { return finding }
            var finding = finding
            finding.declared = declaration
            finding.blocksOpen = false
            return finding
        }
        return all.filter(\.blocksOpen) + all.filter { !$0.blocksOpen }
    }
}

extension Reading {
    /// What is wrong with its declarations: a reason that says nothing, or one about numbers of the State.
    package var declarationIssues: [Issue] {
        (harmless ?? []).flatMap { declaration -> [Issue] in
            var issues: [Issue] = []
            if declaration.kind.isStateNumber { issues.append(Issue("harmless", "ingest.harmless.state_number")) }
            if !HarmlessDeclaration.lengths.contains(Plain.text(declaration.reason).count) {
                issues.append(Issue("reason", "ingest.harmless.reason"))
            }
            return issues
        }
    }

    /// The same reading with one more declaration, in place of an earlier one about the same.
    package func declaring(_ declaration: HarmlessDeclaration) -> Reading {
        var reading = self
        reading.harmless = (harmless ?? []).filter { $0.kind != declaration.kind || $0.fields != declaration.fields } + [declaration]
        return reading
    }

    /// The same reading with the names of those who declared: of a declaration that was there before the one who made it then, of all others
    /// whoever sends the reading now.
    package func declared(by actor: String, after before: Reading?) -> Reading {
        var reading = self
        reading.harmless = harmless?.map { declaration in
            var declaration = declaration
            declaration.reason = Plain.text(declaration.reason)
            let earlier = before?.harmless?.first { old in
                old.kind == declaration.kind && old.fields == declaration.fields && old.reason == declaration.reason
            }
            declaration.by = earlier?.by ?? actor
            return declaration
        }
        if reading.harmless?.isEmpty == true { reading.harmless = nil }
        return reading
    }

    /// What of it holds for the next file as well: fixes are for cells, and declarations for values, of one file.
    package var forNextFile: Reading {
        var reading = self
        reading.fixes = []
        reading.harmless = nil
        return reading
    }
}
