import Work

/// What `pendopo verify` computes anew from reports: whoever makes the figures better, hides a case from those who owe something, or
/// takes away who reported it, by writing into the database is found.
package enum ReportsDerivations {
    /// - Parameter offsetHours: the regency's, by which months begin.
    package static func all(offsetHours: Int) -> [Derivation] {
        [
            Derivation("report_work") { tx, after, limit in try tx.wrongWork(after: after, limit: limit) },
            Derivation("report_identity") { tx, after, limit in try tx.missingIdentities(after: after, limit: limit) },
            Derivation("report_figures") { tx, _, _ in
                Derivation.Look(differing: try tx.wrongFigures(offsetHours: offsetHours).map(\.title))
            },
        ]
    }
}
