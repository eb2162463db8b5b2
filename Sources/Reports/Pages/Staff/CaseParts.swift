import Directory
import Kernel
import Web
import Work

/// Place, category, agency, deadlines.
enum CaseFacts {
    static func html(_ page: Page, _ view: CasePage.View) -> HTML {
        let report = view.file.report
        let names = view.names
        let place = names.place(village: report.place.village, subdistrict: report.place.subdistrict)
        let position: HTML? = report.place.latitude.flatMap { latitude in
            report.place.longitude.map { longitude in
                let text = "\(page.format.number(latitude, decimals: 5)); \(page.format.number(longitude, decimals: 5))"
                return "<a href=\"geo:\(String(latitude)),\(String(longitude))\">\(text)</a>"
            }
        }
        return Card(
            title: page.t("staff.case.details"),
            Facts([
                (page.t("report.fact.code"), "<span class=\"code\">\(report.code)</span>"),
                (page.t("report.fact.category"), "\(names.categoryPath(report.category))"),
                (
                    page.t("report.fact.place"),
                    place.map {
                        "\($0) <span class=\"muted\">(\(page.t(TextKey("report.finding.\(report.place.finding.rawValue)"))))</span>"
                    }
                ),
                (page.t("staff.case.position"), position),
                (page.t("staff.case.place_note"), report.place.note.isEmpty ? nil : "\(report.place.note)"),
                (page.t("report.fact.received"), "\(page.format.moment(report.receivedAt))"),
                (
                    page.t("report.fact.agency"),
                    report.agency.map { "\(names.agency($0))" } ?? "<span class=\"muted\">\(page.t("staff.case.no_agency"))</span>"
                ),
                (page.t("staff.case.checker"), report.checker.map { "\(names.agency($0))" }),
                (page.t("report.fact.due"), report.dueAt.map { "\(page.format.day($0))" }),
                (page.t("staff.case.returns"), report.returns == 0 ? nil : "\(report.returns)"),
                (page.t("staff.case.reopenings"), report.reopenings == 0 ? nil : "\(report.reopenings)"),
                (page.t("staff.case.merged_into"), view.file.mergedIntoCode.map { link($0) }),
                (
                    page.t("staff.case.merged"),
                    view.file.mergedCodes.isEmpty ? nil : "\(view.file.mergedCodes.map { "\(link($0)) " as HTML })"
                ),
            ]).html + map(page, view) + clocks(page, view.file.clocks)
        ).html
    }

    /// The exact place on a map, for those who must find it.
    private static func map(_ page: Page, _ view: CasePage.View) -> HTML {
        let place = view.file.report.place
        guard let latitude = place.latitude, let longitude = place.longitude else { return .empty }
        let point = MapPoint(latitude: latitude, longitude: longitude)
        guard let outline = RegencyOutline.plain(view.names.places, title: page.t("report.place.title"), point: point) else {
            return .empty
        }
        let map = MapBox(page, .show, outline: outline, boundaries: ReportAPIPaths.outlines(), point: point, tiles: view.tiles)
        return "<details><summary>\(page.t("staff.case.map"))</summary>\(map)</details>"
    }

    private static func link(_ code: String) -> HTML { "<a class=\"code\" href=\"\(StaffPaths.report(code))\">\(code)</a>" }

    /// What still runs; what has ended is kept folded, so that it does not stand between the report and what is to be done.
    private static func clocks(_ page: Page, _ clocks: [Clock]) -> HTML {
        let running = clocks.filter { $0.isMet == nil }
        let ended = clocks.filter { $0.isMet != nil }
        let title = page.t("staff.clocks.ended", ["count": page.format.number(ended.count)])
        return """
            \(if: !running.isEmpty, table(page, page.t("staff.clocks.title"), running, showsCaption: true))\
            \(if: !ended.isEmpty, "<details><summary>\(title)</summary>\(table(page, title, ended, showsCaption: false))</details>")
            """
    }

    private static func table(_ page: Page, _ title: String, _ clocks: [Clock], showsCaption: Bool) -> HTML {
        Table(
            title, showsCaption: showsCaption,
            columns: [
                Table.Column(page.t("staff.clocks.name")), Table.Column(page.t("staff.clocks.due")),
                Table.Column(page.t("staff.clocks.state")),
            ],
            rows: clocks.map { clock in
                let before: HTML = clock.previousDueAt.map { "<br><s class=\"muted\">\(page.format.day($0))</s>" } ?? .empty
                return [
                    "\(page.t(TextKey("clock.\(clock.name)"))) <span class=\"muted\">(\(page.t("staff.clocks.days", ["days": String(clock.workingDays)])))</span>",
                    "\(page.format.day(clock.dueAt))\(before)", "\(state(page, clock))",
                ]
            }
        ).html
    }

    private static func state(_ page: Page, _ clock: Clock) -> String {
        if clock.isMet == true { return page.t("staff.clocks.met") }
        if clock.isMet == false { return page.t("staff.clocks.missed") }
        if clock.pausedAt != nil { return page.t("staff.clocks.paused") }
        return page.t("staff.clocks.running")
    }
}

/// Photos with what a handler should know of them.
enum CasePhotos {
    static func html(_ page: Page, _ photos: [ReportPhoto], _ view: CasePage.View) -> HTML {
        if photos.isEmpty { return .empty }
        return "<ul class=\"photos__list\">\(each: photos, { photo in item(page, photo, view) })</ul>"
    }

    private static func item(_ page: Page, _ photo: ReportPhoto, _ view: CasePage.View) -> HTML {
        let reused = view.file.reused[photo.id] ?? []
        let taken = photo.draft.takenAt.map { page.t("staff.photo.taken", ["moment": page.format.moment($0)]) }
        return """
            <li><a href="\(ReportPaths.photo(photo.id.text))"><img src="\(ReportPaths.thumbnail(photo.id.text))" alt="\(page.t(TextKey("staff.photo.\(photo.role.rawValue)")))" \
            loading="lazy" width="160" height="120"></a>
            \(with: taken, { "<p class=\"hint\">\($0)</p>" })\
            \(if: photo.isPublic, "<p class=\"hint\">\(page.t("staff.photo.public"))</p>")\
            \(if: photo.original != nil, "<p class=\"hint\">\(page.t("staff.cover.copy"))</p>")\
            \(if: photo.isCoverable && view.file.acts.contains("cover"),
                "<p><a href=\"\(StaffPaths.cover(view.file.report.code, photo.id.text))\">\(page.t("staff.cover.link"))</a></p>")\
            \(if: !reused.isEmpty, "<p class=\"error\">\(Icon.alert) \(page.t("staff.photo.reused", ["codes": reused.joined(separator: ", ")]))</p>")</li>
            """
    }
}

/// What happened, for colleagues: everything, with who it was.
enum CaseTimeline {
    static func html(_ page: Page, _ view: CasePage.View) -> HTML {
        Timeline(
            view.file.timeline.reversed().map { entry in
                Timeline.Entry(
                    title(page, entry, view), meta: meta(page, entry, view), mark: mark(entry.act),
                    isInternal: !entry.texts.isEmpty && entry.texts.allSatisfy { $0.visibility == .internal },
                    content: content(page, entry, view))
            }
        ).html
    }

    /// A warning says in its title what of; there are many of them, and a line each is enough.
    private static func title(_ page: Page, _ entry: TimelineEntry, _ view: CasePage.View) -> String {
        guard entry.act == "alert", let clock = entry.details["clock"], let percent = entry.details["percent"] else {
            return page.t(ActWords.title(entry, page, view.names))
        }
        return page.t("staff.alert", ["clock": page.t(TextKey("clock.\(clock)")), "percent": percent])
    }

    private static func meta(_ page: Page, _ entry: TimelineEntry, _ view: CasePage.View) -> HTML {
        let who =
            switch entry.actorKind {
            case .account: entry.account.flatMap { view.people[$0] } ?? page.t("staff.who.account")
            case .reporter where entry.details["joined"] != nil: page.t("report.by.joined")
            case .reporter, .visitor: page.t("staff.who.reporter")
            case .client: entry.account.flatMap { view.people[$0] } ?? page.t("staff.who.client")
            case .system: page.t("staff.who.system")
            }
        return "\(page.format.moment(entry.at)) · \(who)\(with: entry.agency, { " · \(view.names.agency($0))" })"
    }

    private static func content(_ page: Page, _ entry: TimelineEntry, _ view: CasePage.View) -> HTML? {
        var parts: [HTML] = []
        // Titles name the agency where it is what the act is about.
        if let agency = entry.details["agency"].map({ view.names.agency($0) }), !title(page, entry, view).contains(agency) {
            parts.append("<p>→ \(agency)</p>")
        }
        if let suggestion = entry.details["suggestion"] {
            parts.append("<p>\(page.t("staff.case.suggestion", ["agency": view.names.agency(suggestion)]))</p>")
        }
        if let reason = entry.details["reason"], !reason.isEmpty { parts.append("<p>\(page.t(TextKey("report.reason.\(reason)")))</p>") }
        if let until = entry.details["until"].flatMap({ Day($0) }) {
            parts.append("<p>\(page.t("staff.case.until", ["day": page.format.day(until)]))</p>")
        }
        for words in entry.texts {
            let note =
                words.visibility == .internal
                ? page.t("staff.note.internal") : words.isPublic ? page.t("staff.note.public") : page.t("staff.note.party")
            parts.append("<p class=\"said\">\(words.text)</p><p class=\"hint\">\(note)</p>")
        }
        if !entry.photos.isEmpty, entry.act != "submit" { parts.append(CasePhotos.html(page, entry.photos, view)) }
        return parts.isEmpty ? nil : "\(parts)"
    }

    private static func mark(_ act: String) -> Timeline.Mark {
        switch act {
        case "confirm", "accept_result", "verify": .good
        case "reject", "send_back", "reopen", "appeal", "return", "return_again": .bad
        case "alert", "recalculate": .plain
        default: .act
        }
    }
}
