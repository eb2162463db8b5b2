import CPostgres
import Kernel
import Logging

/// Why PostgreSQL refused a statement.
struct PostgresFailure {
    /// The five characters of SQLSTATE; empty when the connection was lost.
    let state: String
    /// What the closure and in the end the caller sees.
    let error: any Error
    let isConnectionLost: Bool
    let isStalePlan: Bool

    /// Two transactions were in each other's way; the one told so may simply be tried again.
    var isRetryable: Bool { state == "40001" || state == "40P01" || isStalePlan }

    /// A row of that key is there already. Whoever looked for it first and found nothing was overtaken by a transaction it could not see:
    /// PostgreSQL says this, not 40001, when both insert the same key. Tried once more, it finds the row; one that did not look is
    /// refused again.
    var isKeyTaken: Bool { state == "23505" }

    init(_ result: OpaquePointer?, isAlive: Bool, statement: String) {
        let state = Self.field(result, 67) ?? ""
        let message = Self.field(result, 77) ?? "the connection was lost"
        self.state = state
        isConnectionLost = !isAlive || state.hasPrefix("08") || state.hasPrefix("57P")
        isStalePlan = state == "0A000" && message.contains("cached plan")
        error = isConnectionLost ? AppError.databaseUnreachable : Self.error(state, message, statement)
        // The primary message names constraints and columns; values are in the detail, which is not logged.
        if state.hasPrefix("23") { Database.log.info("refused by a constraint", metadata: ["constraint": "\(message)"]) }
        if isConnectionLost || state.hasPrefix("53") { Database.log.error("PostgreSQL: \(message)", metadata: ["state": "\(state)"]) }
    }

    private static func error(_ state: String, _ message: String, _ statement: String) -> any Error {
        switch state {
        case "53100", "58030": AppError.diskFull
        case "57014": AppError.databaseTooSlow
        case "40001", "40P01", "55P03": AppError.databaseBusy
        case _ where state.hasPrefix("23"): AppError.constraintConflict
        case _ where state.hasPrefix("53"): AppError.databaseUnreachable
        default: DatabaseFailure(code: state, message: message, statement: statement)
        }
    }

    /// `PG_DIAG_SQLSTATE` is 'C' and `PG_DIAG_MESSAGE_PRIMARY` is 'M', macros that Swift does not see.
    private static func field(_ result: OpaquePointer?, _ code: Int32) -> String? {
        PQresultErrorField(result, code).map { String(cString: $0) }
    }
}
