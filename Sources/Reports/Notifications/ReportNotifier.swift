import Kernel
import Storage
import Work

/// Tells people of events on reports: officials in the application, and by mail when a deadline has passed; the reporter by
/// mail, if she left an address. One message per event, person and channel.
package struct ReportNotifier: Sendable {
    /// Events older than this are history: nobody is told of them any more.
    package static let staleAfterDays = 30

    let desk: ReportDesk

    package init(desk: ReportDesk) { self.desk = desk }

    /// The subscriber of the outbox.
    package var subscriber: Outbox.Subscriber {
        { event, tx in
            switch event.subject.kind {
            case "report": try tell(event, Identifier(event.subject.id), tx)
            case "report_identity" where event.kind == "identity.opened":
                try tellReporter(event, Identifier(event.subject.id), "told.reporter.identity_opened", tx)
            default: return
            }
        }
    }

    private func tell(_ event: Event, _ id: Identifier<Report>, _ tx: Transaction) throws {
        guard desk.world.now() < event.at.adding(days: ReportNotifier.staleAfterDays) else { return }
        // Nobody is to be told of it: the reporter has no address, and whoever is on triage has it on the work list.
        if event.details[ReporterIdentity.detail] == ReporterIdentity.withoutMail { return }
        let act = String(event.kind.dropFirst("report.".count))
        if let key = ReportNotifier.reporterKey(act, event) { try tellReporter(event, id, key, tx) }
        // What comes in most concerns nobody in particular: whoever is on triage has it on the work list.
        if act == "submit" { return }
        guard let report = try tx.report(id) else { return }
        if let key = ReportNotifier.joinedKey(act, event) { try tellJoined(event, report, key, tx) }
        if act == "alert", ReportNotifier.isReportersTurn(event) { return }
        let isLate = act == "alert" && Int(event.details["percent"] ?? "").map { $0 >= 100 } == true
        var told: Set<String> = [event.actorID]
        for account in try Audience(desk: desk, tx: tx).accounts(act, event, report) where told.insert(account).inserted {
            try notify(event, account, .app, message(TextKey("told.staff.\(act)"), event, report), report, tx)
            if isLate { try notify(event, account, .mail, message("told.staff.alert", event, report), report, tx) }
        }
        // Another system reads its messages through the API; it has no mailbox.
        for client in try Audience(desk: desk, tx: tx).clients(act, event, report) where told.insert(client).inserted {
            try notify(event, client, .app, message(TextKey("told.staff.\(act)"), event, report), report, tx)
        }
    }

    /// What the reporter is told of those acts of which she always is; made once, because every event of a report is looked up here.
    private static let reporterKeys: [String: TextKey] = {
        let acts = [
            "submit", "verify", "ask", "close_incomplete", "reject", "merge", "assign", "rule", "refer", "schedule", "postpone", "claim",
            "confirm", "send_back", "close_silently",
        ]
        return Dictionary(uniqueKeysWithValues: acts.map { ($0, TextKey("told.reporter.\($0)")) })
    }()

    private static func reporterKey(_ act: String, _ event: Event) -> TextKey? {
        if let key = reporterKeys[act] { return key }
        if act == "note", event.visibility == .open { return "told.reporter.note" }
        // By somebody whose report was joined to hers.
        if act == "reopen", event.actorID != event.subject.id { return "told.reporter.reopened_by_joined" }
        // It is she whom everybody waits for.
        if act == "alert", isReportersTurn(event) { return TextKey("told.reporter.remind_\(event.details["clock"] ?? "")") }
        return nil
    }

    private static func isReportersTurn(_ event: Event) -> Bool { ["reply", "silence"].contains(event.details["clock"] ?? "") }

    /// What those are told whose reports were joined to this one: they were promised to hear how it goes on.
    private static func joinedKey(_ act: String, _ event: Event) -> TextKey? {
        switch act {
        case "note": event.visibility == .open ? "told.joined.news" : nil
        case "assign", "rule", "refer", "schedule", "postpone", "claim", "send_back", "reopen": "told.joined.news"
        case "confirm": "told.joined.confirm"
        case "accept_result", "close_silently": "told.joined.closed"
        case "reject", "withdraw", "close_incomplete": "told.joined.ended"
        default: nil
        }
    }

    private func tellJoined(_ event: Event, _ main: Report, _ key: TextKey, _ tx: Transaction) throws {
        // What was before they were joined she has not been waiting for.
        let joined: [Identifier<Report>] = try tx.rows(
            "SELECT id FROM report WHERE merged_into = \(main.id) AND closed_at <= \(event.at) ORDER BY id"
        ).map { $0.id("id") }
        for id in joined where id.text != event.actorID { try tellReporter(event, id, key, tx) }
    }

    private func message(_ key: TextKey, _ event: Event, _ report: Report) -> Message {
        // In the reporter's language, for only she is told of days.
        let until = event.details["until"].flatMap { Day($0) }.map { Format(language: report.language).day($0) }
        return Message(key, ["code": report.code, "percent": event.details["percent"] ?? "", "until": until ?? ""])
    }

    private func tellReporter(_ event: Event, _ id: Identifier<Report>, _ key: TextKey, _ tx: Transaction) throws {
        guard desk.world.now() < event.at.adding(days: ReportNotifier.staleAfterDays),
            try tx.count("SELECT count(*) FROM report_identity WHERE report_id = \(id) AND has_mail") == 1,
            let report = try tx.report(id)
        else { return }
        try notify(event, "reporter:\(id)", .mail, message(key, event, report), report, tx)
    }

    private func notify(
        _ event: Event, _ recipient: String, _ channel: Notification.Channel, _ message: Message, _ report: Report, _ tx: Transaction
    ) throws {
        try tx.notify(
            Notification(
                id: desk.world.newID(), event: event.id, recipient: recipient, channel: channel, message: message,
                url: "/kerja/laporan/\(report.code)", createdAt: desk.world.now()),
            in: desk.world)
    }

    /// The address of a reporter, opened by Pendopo itself for the one purpose for which she gave it.
    package var finder: NotificationMailer.Finder {
        { notification, tx in
            guard notification.recipient.hasPrefix("reporter:") else { return nil }
            let id = Identifier<Report>(String(notification.recipient.dropFirst("reporter:".count)))
            guard let report = try tx.report(id), let identity = try tx.identity(of: id, desk.vault), !identity.mail.isEmpty else {
                return nil
            }
            return NotificationMailer.Address(
                mail: identity.mail, language: report.language, path: "/ikuti/\(report.code)/\(desk.secret(of: report))")
        }
    }
}
