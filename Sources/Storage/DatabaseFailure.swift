import Kernel

/// A statement the engine would not run for a reason that is a defect of the program or of the installation, such as
/// a misspelt column or a damaged file. Shown to nobody but the log.
package struct DatabaseFailure: Error, CustomStringConvertible {
    /// The engine's own code: SQLite's extended result code or PostgreSQL's SQLSTATE.
    package let code: String
    package let message: String
    /// The statement's text, without its values.
    package let statement: String

    package var description: String { "database: \(message) (\(code)) in: \(statement)" }
}

extension AppError {
    /// A unique, foreign-key, check or not-null constraint refused what was to be written.
    package static let constraintConflict = AppError.conflict("error.conflict_constraint")
    /// The disk is full or does not take what is written.
    package static let diskFull = AppError.unavailable("error.disk_full")
    /// Another process holds the database longer than we are willing to wait.
    package static let databaseBusy = AppError.unavailable("error.database_busy")
    /// The database server does not answer or takes no more connections.
    package static let databaseUnreachable = AppError.unavailable("error.database_unreachable")
    /// A statement took longer than the server may work on one.
    package static let databaseTooSlow = AppError.unavailable("error.database_too_slow")
    /// The server is being stopped.
    package static let databaseClosed = AppError.unavailable("error.database_closed")
    /// Text holds a NUL, which PostgreSQL cannot keep and no honest input has.
    package static let textWithNUL = AppError.malformed("error.text_with_nul")
}
