import Columns
import Ingest
import Kernel
import Storage

/// A version that the gate has opened for somebody: its file, and what of it she may read.
package struct OpenedTable: Sendable {
    package let dataset: Dataset
    package let distribution: Distribution
    package let version: DatasetVersion
    /// What may be read of it, and nothing else: where the rule leaves columns or rows out or masks values, so does this file.
    package let file: ColumnFile
    package let rule: ReadingRule
    /// Whether it stays shut for everybody who may not read the dataset anyway, though that is open today.
    package let isWithheld: Bool

    package init(
        dataset: Dataset, distribution: Distribution, version: DatasetVersion, file: ColumnFile, rule: ReadingRule,
        isWithheld: Bool = false
    ) {
        self.isWithheld = isWithheld
        self.dataset = dataset
        self.distribution = distribution
        self.version = version
        self.file = file
        self.rule = rule
    }

    /// Titles, units and roles of the columns.
    package var schema: TableSchema {
        guard let shown = rule.columns else { return version.schema }
        var schema = version.schema
        schema.fields.removeAll { !shown.contains($0.name) }
        return schema
    }

    /// Whether everybody gets the same answer to the same question, so that it may be cached by anyone.
    package var isPublic: Bool { dataset.access == .open && dataset.state == .published && rule.isWhole && !isWithheld }

    /// Validator of answers made of it: the version's hash, and the rule where there is one.
    package var validator: String { shownHash }

    /// The version's hash for who may read all of it. Others get a name that changes when it does and tells nothing of the whole file,
    /// of which a hash would let them test what they guess.
    package var shownHash: String {
        rule.isWhole ? version.hash : FileStore.name(of: Array("\(version.hash) \(rule.mark)".utf8))
    }
}

/// Which version is asked for.
package enum TableChoice: Sendable, Hashable {
    /// The one that is shown today, or was shown at a moment (`?as_of=`).
    case distribution(Identifier<Distribution>, asOf: Instant? = nil)
    case version(Identifier<DatasetVersion>)
}

/// What a table is opened for; kept in the log of readings.
package enum ReadingPurpose: String, Sendable, CaseIterable, Codable {
    case page, api, export, chart, datastore, features, citation, event, check
}

/// What is written down about a reading of data that is not open.
package struct TableReading: Sendable {
    package var dataset: Dataset
    package var distribution: Identifier<Distribution>
    package var version: Identifier<DatasetVersion>
    package var actor: Actor
    package var purpose: ReadingPurpose
    package var rule: ReadingRule
    package var at: Instant
}

/// How the gate learns of agreements between agencies; put among the services by the capability that keeps them.
package struct AgreementLookup: Sendable {
    /// The rule under which an actor may read a table of a restricted dataset today; `nil` without an agreement in force.
    package var rule: @Sendable (Dataset, Identifier<Distribution>, Actor) async throws -> ReadingRule?

    package init(rule: @escaping @Sendable (Dataset, Identifier<Distribution>, Actor) async throws -> ReadingRule?) { self.rule = rule }
}

/// Where readings of data that is not open are written down, before the reader gets anything; what throws refuses the reading.
package struct ReadingLog: Sendable {
    package var write: @Sendable (TableReading) async throws -> Void

    package init(write: @escaping @Sendable (TableReading) async throws -> Void) { self.write = write }
}
