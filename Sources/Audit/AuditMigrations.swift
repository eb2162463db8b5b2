import Kernel
import Storage

/// The schema of what `pendopo verify` found. Steps are only ever added at the end.
package enum AuditMigrations {
    package static let all: [Migration] = [
        Migration(
            "audit.1.lists",
            [
                "CREATE INDEX event_kind ON event (kind, id)",
                "CREATE INDEX event_agency ON event (agency_id, id) WHERE agency_id IS NOT NULL",
            ]),
        Migration(
            "audit.2.verifications",
            [
                """
                CREATE TABLE verification (
                    id text PRIMARY KEY, asked_at timestamptz NOT NULL, asked_by text NOT NULL,
                    started_at timestamptz, finished_at timestamptz, is_sound boolean, result jsonb)
                """
            ]),
    ]
}
