import Kernel
import Storage
import Web
import Work

/// Where a dataset was fetched from, and whether it is still there.
package struct HarvestOrigin: Sendable, Equatable {
    /// The source's name and the dataset's address there.
    package var source: String
    package var url: String
    package var state: HarvestObject.State
    package var seenAt: Instant
    /// Since when the source no longer lists it; `nil` while it does.
    package var vanishedAt: Instant?

    /// For the validator of pages that say it.
    var mark: String { "\(state.rawValue) \(vanishedAt?.description ?? "")" }

    /// What must be known before the rows are read; empty while all is well.
    func notice(_ page: Page) -> HTML {
        var values = ["source": source, "seen": page.format.day(seenAt)]
        if let vanishedAt {
            values["day"] = page.format.day(vanishedAt)
            return Notice(.warn, title: page.t("origin.vanished.title"), "<p>\(page.t("origin.vanished", values))</p>").html
        }
        return state == .failed ? Notice(.info, "<p>\(page.t("origin.failed", values))</p>").html : .empty
    }

    /// As a fact beside the others.
    var link: HTML {
        // Only what a browser opens as a page becomes a link.
        url.hasPrefix("https://") || url.hasPrefix("http://") ? "<a href=\"\(url)\" rel=\"nofollow noopener\">\(source)</a>" : "\(source)"
    }
}

extension Transaction {
    /// `nil` for a dataset that was not fetched from anywhere.
    package func origin(of dataset: Identifier<Dataset>) throws -> HarvestOrigin? {
        guard let (object, source) = try harvestOrigin(of: dataset) else { return nil }
        let vanished =
            object.state == .vanished ? try events(of: object.reference).last { $0.kind == "harvest_object.vanished" }?.at : nil
        return HarvestOrigin(
            source: source.title, url: object.record.page.isEmpty ? source.url : object.record.page, state: object.state,
            seenAt: object.seenAt, vanishedAt: object.state == .vanished ? vanished ?? object.seenAt : nil)
    }
}
