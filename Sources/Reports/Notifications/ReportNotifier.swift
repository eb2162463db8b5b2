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
        let act = String(event.kind.dropFirst("report.".count))
        if ReportNotifier.reporterActs.contains(act) { try tellReporter(event, id, TextKey("told.reporter.\(act)"), tx) }
        if act == "note", event.visibility == .open { try tellReporter(event, id, "told.reporter.note", tx) }
        // What comes in most concerns nobody in particular: whoever is on triage has it on the work list.
        if act == "submit" { return }
        guard let report = try tx.report(id) else { return }
        for (permission, agency) in audience(act, event, report) {
            for account in try desk.ground.holders(permission, agency, tx) where account != event.actorID {
                try notify(event, account, .app, message(TextKey("told.staff.\(act)"), event, report), report, tx)
                if act == "alert", Int(event.details["percent"] ?? "").map({ $0 >= 100 }) == true {
                    try notify(event, account, .mail, message("told.staff.alert", event, report), report, tx)
                }
            }
            // Another system reads its messages through the API; it has no mailbox.
            for client in try desk.ground.clients(permission, agency, tx) where client != event.actorID {
                try notify(event, client, .app, message(TextKey("told.staff.\(act)"), event, report), report, tx)
            }
        }
    }

    /// Acts of which the reporter is told.
    private static let reporterActs: Set<String> = [
        "submit", "verify", "ask", "close_incomplete", "reject", "merge", "assign", "rule", "refer", "schedule", "postpone", "claim",
        "confirm", "send_back", "close_silently",
    ]

    /// Which officials an act concerns.
    private func audience(_ act: String, _ event: Event, _ report: Report) -> [(Permission, String?)] {
        switch act {
        case "assign", "rule", "send_back", "reopen": report.agency.map { [(.handleReports, $0)] } ?? []
        case "hand_over":
            (report.agency == event.details["agency"] ? report.agency.map { [(.handleReports, $0)] } ?? [] : [])
                + (report.state == "claimed" && report.checker == event.details["agency"]
                    ? report.checker.map { [(.checkReports, $0)] } ?? [] : [])
        case "add", "complete": report.agency.map { [(.handleReports, $0)] } ?? [(.triageReports, nil)]
        case "return", "appeal": [(.triageReports, nil)]
        case "return_again": [(.coordinateReports, nil)]
        case "claim":
            report.disclosure == .confidential
                ? [(.coordinateReports, nil)] : report.checker.map { [(.checkReports, $0)] } ?? [(.coordinateReports, nil)]
        case "alert":
            // Whoever owes, and from the level of the regional secretary on the coordinator as well.
            (report.agency.map { [(Permission.handleReports, $0)] } ?? [(.triageReports, nil)])
                + (report.level >= 3 ? [(.coordinateReports, nil)] : [])
        default: []
        }
    }

    private func message(_ key: TextKey, _ event: Event, _ report: Report) -> Message {
        Message(key, ["code": report.code, "percent": event.details["percent"] ?? "", "until": event.details["until"] ?? ""])
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
