import Kernel
import Logging

/// What a PostgreSQL database must be like before anything is kept in it.
enum PostgresSetup {
    static func check(_ tx: Transaction, mayLoseWrites: Bool) throws {
        let found = try tx.row(
            """
            SELECT current_database() AS name, pg_encoding_to_char(encoding) AS encoding, datcollate AS collation,
                current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS acknowledged
            FROM pg_database WHERE datname = current_database()
            """)
        guard let found else { throw AppError.databaseUnreachable }
        let name = found.text("name")
        // Any other collation sorts and compares otherwise than SQLite and than our keysets expect.
        guard found.text("encoding") == "UTF8", ["C", "POSIX", "C.UTF-8", "C.utf8"].contains(found.text("collation")) else {
            throw AppError.unavailable(Message("error.database_collation", ["database": name, "collation": found.text("collation")]))
        }
        if found.text("acknowledged") == "off" { throw AppError.unavailable(Message("error.database_not_durable", ["database": name])) }
        if !mayLoseWrites, found.text("fsync") == "off" {
            Database.log.warning("PostgreSQL runs with fsync off: a power cut loses acknowledged writes", metadata: ["database": "\(name)"])
        }
    }
}
