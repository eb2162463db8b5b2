import Kernel
import Web

/// What happened to a report in words, for the public and for its reporter.
struct ReportTimeline {
    let page: Page
    let names: Names
    /// Address of a photo's small copy and of the photo itself.
    let thumbnail: (Identifier<ReportPhoto>) -> String
    let photo: (Identifier<ReportPhoto>) -> String
    /// Whether the reader is the reporter, to whom "the reporter" is "you".
    let isReporter: Bool
    /// Whether the page shows the citizen's own photos elsewhere already.
    var leavesOutBefore = false

    func html(_ entries: [TimelineEntry]) -> HTML { Timeline(entries.reversed().map(entry)).html }

    private func entry(_ entry: TimelineEntry) -> Timeline.Entry {
        Timeline.Entry(page.t(ActWords.title(entry, page, names)), meta: meta(entry), mark: mark(entry.act), content: content(entry))
    }

    private func meta(_ entry: TimelineEntry) -> HTML {
        let when: HTML = "<time datetime=\"\(entry.at.description)\">\(page.format.moment(entry.at))</time>"
        return "\(who(entry)) · \(when)"
    }

    private func who(_ entry: TimelineEntry) -> String {
        if entry.isOfficial { return entry.agency.map(names.agency) ?? page.t("report.by.officer") }
        if entry.actorKind == .system { return page.t("report.by.system") }
        if entry.details["joined"] != nil { return page.t("report.by.joined") }
        return page.t(isReporter ? "report.by.you" : "report.by.reporter")
    }

    private func mark(_ act: String) -> Timeline.Mark {
        switch act {
        case "confirm", "accept_result", "rate", "judge": .good
        case "send_back", "reopen", "reject", "appeal": .bad
        case "assign", "accept", "claim", "schedule", "resume", "rule", "entrust": .act
        default: .plain
        }
    }

    private func content(_ entry: TimelineEntry) -> HTML? {
        var content = HTML.empty
        if let stars = entry.details["stars"].flatMap({ Int($0) }) { content += "<p>\(Rating(page, stars))</p>" }
        content += entry.texts.html { "<p class=\"keep-lines\">\($0.text)</p>" }
        content += photos(entry.photos.filter { !leavesOutBefore || $0.role != .before })
        return content.isEmpty ? nil : content
    }

    func photos(_ photos: [ReportPhoto]) -> HTML {
        if photos.isEmpty { return .empty }
        var items = HTML.empty
        for (index, shown) in photos.enumerated() {
            let alt = page.t(TextKey("report.photo.\(shown.role.rawValue)"), ["number": "\(index + 1)"])
            items += """
                <li><a href="\(photo(shown.id))"><img src="\(thumbnail(shown.id))" alt="\(alt)" loading="lazy" width="320" height="240"></a></li>
                """
        }
        return "<ul class=\"gallery\">\(items)</ul>"
    }
}
