import Kernel
import Logging
import Storage
import Work

/// Writes down the head of the chain from time to time, and when the server stops.
package struct HeadKeeper: Sendable {
    /// Seconds between two heads: how much of the newest history a chain computed anew could change unnoticed.
    package static let interval = 600.0

    let database: Database
    let world: World
    let log: HeadLog
    let logger: Logger

    package init(database: Database, world: World, log: HeadLog, logger: Logger) {
        self.database = database
        self.world = world
        self.log = log
        self.logger = logger
    }

    /// Writes the head if the chain has grown since the last.
    /// - Throws: ``HeadError`` when the chain no longer fits the heads; it is logged as critical too, for nobody may be looking.
    @discardableResult
    package func keep() async throws -> Head? {
        let last = try await database.read { tx in try tx.lastSeal() }
        do {
            if try last.position == 0 && log.read().standing.isEmpty { return nil }
            return try log.append(position: last.position, hash: last.hash, at: world.now())
        } catch let error as HeadError {
            logger.critical("the chain of events does not fit its heads; run pendopo verify", metadata: ["error": "\(error)"])
            throw error
        }
    }

    /// Marks that the database was replaced by an older backup, so that the heads written since do not count against it.
    /// To be called by whoever restores, and by nobody else.
    package func restart(_ reason: String) async throws {
        let last = try await database.read { tx in try tx.lastSeal() }
        guard last.position > 0 else { return }
        try log.append(position: last.position, hash: last.hash, at: world.now(), restart: reason)
    }
}
