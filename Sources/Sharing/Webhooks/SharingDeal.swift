import Catalogue
import Kernel
import Storage
import Work

/// What happened between two agencies about a dataset: asked, granted, refused, ended. Told to their webhooks without anybody's words.
struct SharingDeal {
    var dataset: Identifier<Dataset>
    /// The owner and whoever asks or reads.
    var agencies: Set<String>
    var details: [String: String]

    /// `nil` for events that are none of requests and agreements, and for reminders, which people get.
    init?(_ event: Event, _ tx: Transaction) throws {
        if event.kind.hasPrefix("agreement."), event.kind != "agreement.reminded" {
            guard let dataset = event.details["dataset"], let user = event.details["user"], let owner = event.agency else { return nil }
            self.dataset = Identifier(dataset)
            agencies = [owner, user]
            details = ["agreement": event.details["code"] ?? ""]
        } else if event.kind.hasPrefix("\(AccessRequest.kind)."), let request = try AccessRequest.find(event.subject.id, tx) {
            dataset = request.dataset
            agencies = [request.owner.text, request.asker.text]
            details = ["request": request.code]
        } else {
            return nil
        }
    }
}
