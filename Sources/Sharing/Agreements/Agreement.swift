import Catalogue
import Directory
import Kernel
import Storage
import Work

/// An agreement between two agencies as running code: the gate reads by its terms, from the moment it was granted until it ends.
package struct Agreement: Sendable, Equatable, Identifiable {
    /// Why it opens nothing any more.
    package enum Ending: String, Sendable, CaseIterable, Codable {
        /// The owner has ended it.
        case revoked
        /// Another one took its place.
        case replaced
        /// Its time was up.
        case expired

        package var label: TextKey { TextKey("agreement.ending.\(rawValue)") }
    }

    package var id: Identifier<Agreement>
    package var code: String
    package var request: Identifier<AccessRequest>
    package var dataset: Identifier<Dataset>
    package var table: Identifier<Distribution>
    /// The agency that owns the data.
    package var owner: Identifier<Agency>
    /// The agency that may read them.
    package var user: Identifier<Agency>
    package var purpose: String
    package var terms: Terms
    package var beginsAt: Instant
    /// The last day on which it may be read.
    package var untilOn: Day
    /// How many days before its end somebody was last reminded; `nil` before the first time.
    package var remindedDays: Int?
    package var endedAt: Instant?
    package var ending: Ending?
    package var endReason: String
    package var endedBy: String?
    package var grantedBy: String
    package var version: Int

    package var reference: Reference { Reference("agreement", id) }

    /// Whether it opens anything at a moment, on the regency's clocks.
    package func isInForce(at now: Instant, offsetHours: Int) -> Bool {
        ending == nil && beginsAt <= now && now < expiresAt(offsetHours: offsetHours)
    }

    /// The first moment at which it does not hold any more.
    package func expiresAt(offsetHours: Int) -> Instant { untilOn.adding(1).at(offsetHours: offsetHours) }

    /// Every column, for the digest in its events.
    var digest: String {
        Seal.digest([
            id.text, code, request.text, dataset.text, table.text, owner.text, user.text, purpose, terms.columns.joined(separator: "\n"),
            terms.filter, terms.maskText, terms.rate.map(String.init), beginsAt.description, untilOn.description,
            remindedDays.map(String.init), endedAt?.description, ending?.rawValue, endReason, endedBy, grantedBy, String(version),
        ])
    }

    /// Whether somebody may see it and what was read by it: both agencies and the inspectorate. The bare fact, who reads whose data
    /// for how long, is published as open data unless the dataset is closed (`SharingTables`); purpose and terms are not.
    package func maySee(_ actor: Actor) -> Bool {
        actor.may(.decideSharing, agency: owner.text) || actor.may(.useSharedData, agency: user.text)
            || actor.may(.requestData, agency: user.text)
            || actor.may(.inspectSharing)
    }
}
