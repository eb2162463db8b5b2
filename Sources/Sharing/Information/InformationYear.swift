import Kernel
import Storage

/// A year's figures, as the law wants them reported (UU 14/2008 art. 12; Perki 1/2021).
package struct InformationYear: Sendable, Equatable {
    package var year: Int
    package var received = 0
    package var granted = 0
    package var partly = 0
    package var refused = 0
    package var elsewhere = 0
    package var withdrawn = 0
    package var running = 0
    package var inTime = 0
    package var late = 0
    /// Working days until the notice, all together; the mean is this over those that were answered.
    package var workingDays = 0
    package var objections = 0
    package var settled = 0

    package init(year: Int) { self.year = year }

    package init(_ requests: [InformationRequest], year: Int) {
        self.init(year: year)
        for request in requests where request.year == year { add(request) }
    }

    package var answered: Int { granted + partly + refused + elsewhere }

    mutating func add(_ request: InformationRequest) {
        received += 1
        switch request.outcome {
        case .granted: granted += 1
        case .partly: partly += 1
        case .refused: refused += 1
        case .elsewhere: elsewhere += 1
        case .withdrawn: withdrawn += 1
        case nil: running += 1
        }
        if let isInTime = request.isInTime { if isInTime { inTime += 1 } else { late += 1 } }
        workingDays += request.workingDays ?? 0
        if request.objectedAt != nil { objections += 1 }
        if request.settledAt != nil { settled += 1 }
    }

    /// Names and numbers in the order of the report.
    package var figures: [(name: String, value: Int)] {
        [
            ("received", received), ("granted", granted), ("partly", partly), ("refused", refused), ("elsewhere", elsewhere),
            ("withdrawn", withdrawn), ("running", running), ("in_time", inTime), ("late", late), ("objections", objections),
            ("settled", settled),
        ]
    }
}

extension CaseDesk {
    /// A year's figures, counted from the register.
    package func informationYear(_ year: Int) async throws -> InformationYear {
        try await database.read { tx in
            var figures = InformationYear(year: year)
            try tx.each("SELECT * FROM information_request WHERE year = \(year)") { row in
                figures.add(InformationRequest(row: row))
                return true
            }
            return figures
        }
    }

    /// Years that have requests, the newest first.
    package func informationYears() async throws -> [Int] {
        try await database.read { tx in try tx.rows("SELECT year FROM information_number ORDER BY year DESC").map { $0.int("year") } }
    }
}
