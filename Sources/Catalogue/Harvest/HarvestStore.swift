import Directory
import Kernel
import Storage
import Work

extension CatalogueMigrations {
    static let harvest = Migration(
        "catalogue.harvest.1",
        [
            """
            CREATE TABLE harvest_source (
                id text PRIMARY KEY, title text NOT NULL, kind text NOT NULL, url text NOT NULL, agency_id text NOT NULL, table_id text,
                hours bigint NOT NULL, is_enabled boolean NOT NULL, next_run_at timestamptz NOT NULL, created_at timestamptz NOT NULL,
                version bigint NOT NULL)
            """,
            """
            CREATE TABLE harvest_run (
                id text PRIMARY KEY, source_id text NOT NULL REFERENCES harvest_source (id), state text NOT NULL, next_cursor text NOT NULL,
                started_at timestamptz NOT NULL, finished_at timestamptz, seen bigint NOT NULL, added bigint NOT NULL,
                changed bigint NOT NULL, failed bigint NOT NULL, vanished bigint NOT NULL, failure text)
            """,
            "CREATE INDEX harvest_run_source ON harvest_run (source_id, started_at)",
            """
            CREATE TABLE harvest_object (
                id text PRIMARY KEY, source_id text NOT NULL REFERENCES harvest_source (id), remote_key text NOT NULL, title text NOT NULL,
                state text NOT NULL, dataset_id text, record text NOT NULL, taken_digest text NOT NULL, run_id text NOT NULL, failure text,
                seen_at timestamptz NOT NULL, sequence bigint NOT NULL, UNIQUE (source_id, remote_key))
            """,
            "CREATE INDEX harvest_object_state ON harvest_object (source_id, state, id)",
            "CREATE INDEX harvest_object_dataset ON harvest_object (dataset_id)",
        ])
}

extension CatalogueDigests {
    static let harvestSource = RecordDigest(
        "harvest_source",
        ids: RecordDigest.ids(of: "harvest_source"),
        title: { tx, id in try tx.row("SELECT title FROM harvest_source WHERE id = \(id)")?.text("title") },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { digests[id] = try tx.harvestSource(Identifier(id)).map { DirectoryDigests.digest($0.fields) } }
            return digests
        })
}

extension Transaction {
    package func harvestSources() throws -> [HarvestSource] {
        try rows("SELECT * FROM harvest_source ORDER BY title, id").map(HarvestSource.init(row:))
    }

    package func harvestSource(_ id: Identifier<HarvestSource>) throws -> HarvestSource? {
        try row("SELECT * FROM harvest_source WHERE id = \(id)").map(HarvestSource.init(row:))
    }

    /// Runs of a source, the newest first.
    package func harvestRuns(of source: Identifier<HarvestSource>, limit: Int = 20) throws -> [HarvestRun] {
        try rows("SELECT * FROM harvest_run WHERE source_id = \(source) ORDER BY started_at DESC, id DESC LIMIT \(limit)")
            .map(HarvestRun.init(row:))
    }

    func harvestRun(_ id: Identifier<HarvestRun>) throws -> HarvestRun? {
        try row("SELECT * FROM harvest_run WHERE id = \(id)").map(HarvestRun.init(row:))
    }

    /// What a source has or had, those that failed first; at most `limit` after an id.
    package func harvestObjects(
        of source: Identifier<HarvestSource>, state: HarvestObject.State? = nil, after: String = "", limit: Int = 200
    ) throws -> [HarvestObject] {
        let wanted: SQL = state.map { "AND state = \($0.rawValue)" } ?? ""
        return try rows("SELECT * FROM harvest_object WHERE source_id = \(source) \(wanted) AND id > \(after) ORDER BY id LIMIT \(limit)")
            .map(HarvestObject.init(row:))
    }

    /// How many things of a source are in each state.
    package func harvestCounts(of source: Identifier<HarvestSource>) throws -> [HarvestObject.State: Int] {
        var counts: [HarvestObject.State: Int] = [:]
        for row in try rows("SELECT state, count(*) AS n FROM harvest_object WHERE source_id = \(source) GROUP BY state") {
            if let state = HarvestObject.State(rawValue: row.text("state")) { counts[state] = row.int("n") }
        }
        return counts
    }

    /// The source from which a dataset comes, and whether it is still there.
    package func harvestOrigin(of dataset: Identifier<Dataset>) throws -> (object: HarvestObject, source: HarvestSource)? {
        guard
            let object = try row("SELECT * FROM harvest_object WHERE dataset_id = \(dataset) ORDER BY id LIMIT 1").map(
                HarvestObject.init(row:)),
            let source = try harvestSource(object.source)
        else { return nil }
        return (object, source)
    }

    func harvestObject(of source: Identifier<HarvestSource>, key: String) throws -> HarvestObject? {
        try row("SELECT * FROM harvest_object WHERE source_id = \(source) AND remote_key = \(key)").map(HarvestObject.init(row:))
    }

    func insert(_ source: HarvestSource) throws {
        try run(
            """
            INSERT INTO harvest_source (id, title, kind, url, agency_id, table_id, hours, is_enabled, next_run_at, created_at, version)
            VALUES (\(source.id), \(source.title), \(source.kind.rawValue), \(source.url), \(source.agency), \(source.table), \(source.hours),
                \(source.isEnabled), \(source.nextRunAt), \(source.createdAt), \(source.version))
            """)
    }

    /// - Returns: whether it still had the version before this one.
    func update(_ source: HarvestSource) throws -> Bool {
        try run(
            """
            UPDATE harvest_source SET title = \(source.title), url = \(source.url), agency_id = \(source.agency), table_id = \(source.table),
                hours = \(source.hours), is_enabled = \(source.isEnabled), next_run_at = \(source.nextRunAt), version = \(source.version)
            WHERE id = \(source.id) AND version = \(source.version - 1)
            """) == 1
    }

    func insert(_ run: HarvestRun) throws {
        try self.run(
            """
            INSERT INTO harvest_run (id, source_id, state, next_cursor, started_at, finished_at, seen, added, changed, failed, vanished, failure)
            VALUES (\(run.id), \(run.source), \(run.state.rawValue), \(run.cursor), \(run.startedAt), \(run.finishedAt), \(run.seen),
                \(run.added), \(run.changed), \(run.failed), \(run.vanished), \(run.failure.map(jsonText)))
            """)
    }

    func update(_ run: HarvestRun) throws {
        try self.run(
            """
            UPDATE harvest_run SET state = \(run.state.rawValue), next_cursor = \(run.cursor), finished_at = \(run.finishedAt),
                seen = \(run.seen), added = \(run.added), changed = \(run.changed), failed = \(run.failed), vanished = \(run.vanished),
                failure = \(run.failure.map(jsonText))
            WHERE id = \(run.id)
            """)
    }

    /// Writes an object, new or known.
    func put(_ object: HarvestObject) throws {
        try run(
            """
            INSERT INTO harvest_object (id, source_id, remote_key, title, state, dataset_id, record, taken_digest, run_id, failure, seen_at,
                sequence)
            VALUES (\(object.id), \(object.source), \(object.key), \(object.title), \(object.state.rawValue), \(object.dataset),
                \(jsonText(object.record)), \(object.takenDigest), \(object.run), \(object.failure.map(jsonText)), \(object.seenAt),
                \(object.sequence))
            ON CONFLICT (source_id, remote_key) DO UPDATE SET title = excluded.title, state = excluded.state,
                dataset_id = excluded.dataset_id, record = excluded.record, taken_digest = excluded.taken_digest, run_id = excluded.run_id,
                failure = excluded.failure, seen_at = excluded.seen_at, sequence = excluded.sequence
            """)
    }
}

extension HarvestSource {
    init(row: Row) {
        self.init(
            id: row.id("id"), title: row.text("title"), kind: Kind(rawValue: row.text("kind")) ?? .file, url: row.text("url"),
            agency: row.id("agency_id"), table: row.idIfAny("table_id"), hours: row.int("hours"), isEnabled: row.bool("is_enabled"),
            nextRunAt: row.instant("next_run_at"), createdAt: row.instant("created_at"), version: row.int("version"))
    }
}

extension HarvestRun {
    fileprivate init(row: Row) {
        self.init(
            id: row.id("id"), source: row.id("source_id"), state: State(rawValue: row.text("state")) ?? .failed,
            cursor: row.text("next_cursor"), startedAt: row.instant("started_at"), finishedAt: row.instantIfAny("finished_at"),
            seen: row.int("seen"), added: row.int("added"), changed: row.int("changed"), failed: row.int("failed"),
            vanished: row.int("vanished"), failure: row.textIfAny("failure").flatMap { fromJSON($0) })
    }
}

extension HarvestObject {
    fileprivate init(row: Row) {
        let key = row.text("remote_key")
        let nothing = HarvestRecord(key: key, title: row.text("title"), description: "", tags: [], licence: "", page: "", files: [])
        self.init(
            id: row.id("id"), source: row.id("source_id"), key: key, title: row.text("title"),
            state: State(rawValue: row.text("state")) ?? .failed, dataset: row.idIfAny("dataset_id"),
            record: fromJSON(row.text("record")) ?? nothing, takenDigest: row.text("taken_digest"), run: row.id("run_id"),
            failure: row.textIfAny("failure").flatMap { fromJSON($0) }, seenAt: row.instant("seen_at"), sequence: row.int("sequence"))
    }
}
