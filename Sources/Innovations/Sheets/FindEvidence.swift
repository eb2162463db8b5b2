import Directory
import Kernel
import Masterplan
import Storage
import Work

extension InnovationDesk {
    /// Kinds of records that can show a problem.
    static let evidenceKinds: Set<String> = ["dataset", "citation", "report", "innovation", "innovation_sheet", "plan_node"]

    /// What people typed as evidence, one record a line: an address of this site, a code, or a dataset's name; a few words may follow
    /// after a dash.
    /// - Returns: the records found, and a message for each line that names none the actor may see.
    func findEvidence(_ typed: String, for actor: Actor, _ tx: Transaction) throws -> (found: [Evidence], missing: [String]) {
        var found: [Evidence] = []
        var missing: [String] = []
        for line in typed.split(separator: "\n").map({ Plain.line(String($0)) }) where !line.isEmpty {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            let note = parts.count < 2 ? "" : String(parts[1].drop { $0 == "-" || $0 == "–" || $0 == "—" || $0 == ":" || $0 == " " })
            if let reference = try findRecord(parts[0], for: actor, tx) {
                if !found.contains(where: { $0.reference == reference }) { found.append(Evidence(reference, note: note)) }
            } else {
                missing.append(parts[0])
            }
        }
        return (found, missing)
    }

    /// `dataset:NAME`, `kind:ID`, an address or a code.
    private func findRecord(_ typed: String, for actor: Actor, _ tx: Transaction) throws -> Reference? {
        if let colon = typed.firstIndex(of: ":"), Self.evidenceKinds.contains(String(typed[..<colon])) {
            let (kind, name) = (String(typed[..<colon]), String(typed[typed.index(after: colon)...]))
            if let reference = try references.find(name, for: actor, among: [kind], tx).first { return reference }
            let reference = Reference(kind, name)
            return try references.views(of: [reference], for: actor, tx)[reference] == nil ? nil : reference
        }
        let path = typed.split(separator: "?").first.map(String.init) ?? typed
        for name in path.split(separator: "/").reversed().prefix(2) {
            if let reference = try references.find(String(name), for: actor, among: Self.evidenceKinds, tx).first { return reference }
        }
        return nil
    }

    /// Whether the nomenclature in force has each sub-activity that is named; what stands there already may stay, for codes are replaced.
    func checkCodes(_ answers: [String: Answer], besides before: [String: Answer] = [:], _ tx: Transaction) throws -> [Issue] {
        try answers.sorted { $0.key < $1.key }.flatMap { name, answer -> [Issue] in
            guard case .codes(let codes) = answer else { return [] }
            var known: Set<String> = []
            if case .codes(let old)? = before[name] { known = Set(old.codes) }
            return try codes.codes.filter { !known.contains($0) && SubActivities.fault($0) == nil }.compactMap { code in
                try tx.nomenclatureFault(code, on: directory.today).map { Issue("f.\(name)", $0) }
            }
        }
    }

    /// Whether each record named is one the actor may see; what stands there already may stay.
    func checkEvidence(
        _ answers: [String: Answer], besides before: [String: Answer] = [:], for actor: Actor, _ tx: Transaction
    ) throws -> [Issue] {
        if actor.kind == .system { return [] }
        return try answers.sorted { $0.key < $1.key }.flatMap { name, answer -> [Issue] in
            guard case .evidence(let rows) = answer else { return [] }
            var known: Set<Reference> = []
            if case .evidence(let old)? = before[name] { known = Set(old.map(\.reference)) }
            let new = rows.map(\.reference).filter { !known.contains($0) }
            let views = try references.views(of: new, for: actor, tx)
            return new.filter { views[$0] == nil }.map { Issue("f.\(name)", Message("error.sheet_evidence", ["what": "\($0)"])) }
        }
    }
}
