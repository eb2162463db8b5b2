import Directory
import Kernel
import Storage
import Work

/// Another place from which data are fetched again and again: a portal, or one file.
package struct HarvestSource: Sendable, Equatable, Identifiable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        /// A portal of the CKAN kind, such as data.go.id and most provinces.
        case ckan
        /// A catalogue in DCAT as JSON-LD, Turtle or RDF/XML, also page by page (hydra).
        case dcat
        /// `data.json` after Project Open Data.
        case dataJSON = "data_json"
        /// One file, which becomes the next version of a table of ours.
        case file

        package var label: TextKey { TextKey("harvest.kind.\(rawValue)") }
    }

    package var id: Identifier<HarvestSource>
    package var title: String
    package var kind: Kind
    package var url: String
    /// Whose the fetched datasets become here: this agency answers for them.
    package var agency: Identifier<Agency>
    /// The table that ``Kind/file`` brings versions of.
    package var table: Identifier<Distribution>?
    /// Hours between two runs.
    package var hours: Int
    package var isEnabled: Bool
    package var nextRunAt: Instant
    package var createdAt: Instant
    package var version: Int

    package var reference: Reference { Reference("harvest_source", id) }

    var fields: [String: String] {
        [
            "title": title, "kind": kind.rawValue, "url": url, "agency": agency.text, "table": table?.text ?? "", "hours": "\(hours)",
            "enabled": isEnabled ? "1" : "0",
        ]
    }
}

/// One going through a source.
package struct HarvestRun: Sendable, Equatable, Identifiable {
    package enum State: String, Sendable, CaseIterable, Codable {
        /// Finding out what the source has.
        case listing
        /// Taking over one thing after another.
        case working
        case done
        /// The source could not be read at all; nothing counts as vanished.
        case failed

        package var isOpen: Bool { self == .listing || self == .working }
        package var label: TextKey { TextKey("harvest.run.\(rawValue)") }
    }

    package var id: Identifier<HarvestRun>
    package var source: Identifier<HarvestSource>
    package var state: State
    /// Where listing goes on: an address; empty at the beginning.
    package var cursor: String
    package var startedAt: Instant
    package var finishedAt: Instant?
    package var seen: Int
    package var added: Int
    package var changed: Int
    package var failed: Int
    package var vanished: Int
    /// Why the run as a whole ended.
    package var failure: Message?

    package var reference: Reference { Reference("harvest_run", id) }
}

/// One thing that a source has, or had.
package struct HarvestObject: Sendable, Equatable, Identifiable {
    package enum State: String, Sendable, CaseIterable, Codable {
        /// Listed, and not yet taken over in this run.
        case waiting
        case current
        /// Could not be taken over; ``HarvestObject/failure`` says why. Tried again in the next run.
        case failed
        /// No longer listed by its source. What was made of it stays.
        case vanished

        package var label: TextKey { TextKey("harvest.object.\(rawValue)") }
    }

    package var id: Identifier<HarvestObject>
    package var source: Identifier<HarvestSource>
    /// The source's own id of it.
    package var key: String
    package var title: String
    package var state: State
    package var dataset: Identifier<Dataset>?
    /// What the source says about it.
    package var record: HarvestRecord
    /// Of the record that was taken over last.
    package var takenDigest: String
    package var run: Identifier<HarvestRun>
    package var failure: Message?
    package var seenAt: Instant
    package var sequence: Int

    package var reference: Reference { Reference("harvest_object", id) }
}
