import Kernel
import Storage
import Work

extension Transaction {
    /// A report as it stands; `nil` when there is none. No policy is checked here: use ``ReportDesk`` from outside.
    func report(_ id: Identifier<Report>) throws -> Report? {
        try row("SELECT * FROM report WHERE id = \(id)").map(Report.init(row:))
    }

    func report(code: String) throws -> Report? { try row("SELECT * FROM report WHERE code = \(code)").map(Report.init(row:)) }

    func insert(_ report: Report) throws { try run(report.insertion) }

    /// Saves what an act changed, if nobody saved since `version` was read.
    /// - Throws: ``AppError/Kind/conflict`` if somebody did.
    func update(_ report: Report, from version: Int) throws {
        let saved = try run(
            """
            UPDATE report SET link_version = \(report.linkVersion), state = \(report.state), version = \(report.version),
                category_id = \(report.category), top_category_id = \(report.topCategory), kind = \(report.kind.rawValue),
                disclosure = \(report.disclosure.rawValue), is_public = \(report.isPublic), text = \(report.text),
                public_text = \(report.publicText), village_code = \(report.place.village), subdistrict_code = \(report.place.subdistrict),
                latitude = \(report.place.latitude), longitude = \(report.place.longitude), place_finding = \(report.place.finding.rawValue),
                place_note = \(report.place.note), agency_id = \(report.agency), checker_id = \(report.checker),
                published_at = \(report.publishedAt), updated_at = \(report.updatedAt), due_at = \(report.dueAt),
                claimed_at = \(report.claimedAt), claimed_by = \(report.claimedBy), checked_at = \(report.checkedAt),
                checked_by = \(report.checkedBy), accepted_at = \(report.acceptedAt), closed_at = \(report.closedAt),
                closure = \(report.closure?.rawValue), is_in_time = \(report.isInTime), working_days = \(report.workingDays),
                returns = \(report.returns), reopenings = \(report.reopenings), level = \(report.level),
                is_overdue = \(report.isOverdue), merged_into = \(report.mergedInto), rating = \(report.rating)
            WHERE id = \(report.id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }
}

extension Report {
    /// The statement that adds it.
    var insertion: SQL {
        """
        INSERT INTO report (id, code, link_version, client_key, state, workflow_version, version, category_id, top_category_id, kind,
            disclosure, is_public, text, public_text, answers, village_code, subdistrict_code, latitude, longitude, accuracy,
            place_finding, place_note, agency_id, checker_id, channel, language, received_at, published_at, updated_at, due_at,
            claimed_at, claimed_by, checked_at, checked_by, accepted_at, closed_at, closure, is_in_time, working_days,
            returns, reopenings, level, is_overdue, merged_into, rating)
        VALUES (\(id), \(code), \(linkVersion), \(clientKey), \(state), \(workflowVersion),
            \(version), \(category), \(topCategory), \(kind.rawValue), \(disclosure.rawValue),
            \(isPublic), \(text), \(publicText), \(Value.json(flatJSON(answers))),
            \(place.village), \(place.subdistrict), \(place.latitude), \(place.longitude),
            \(place.accuracy), \(place.finding.rawValue), \(place.note), \(agency), \(checker),
            \(channel), \(language.rawValue), \(receivedAt), \(publishedAt), \(updatedAt),
            \(dueAt), \(claimedAt), \(claimedBy), \(checkedAt), \(checkedBy), \(acceptedAt),
            \(closedAt), \(closure?.rawValue), \(isInTime), \(workingDays), \(returns),
            \(reopenings), \(level), \(isOverdue), \(mergedInto), \(rating))
        """
    }

    package init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        linkVersion = row.int("link_version")
        clientKey = row.textIfAny("client_key")
        state = row.text("state")
        workflowVersion = row.int("workflow_version")
        version = row.int("version")
        category = row.text("category_id")
        topCategory = row.text("top_category_id")
        kind = Kind(rawValue: row.text("kind")) ?? .complaint
        // A value this program does not know is treated as the most private one.
        disclosure = Disclosure(rawValue: row.text("disclosure")) ?? .confidential
        isPublic = row.bool("is_public")
        text = row.text("text")
        publicText = row.textIfAny("public_text")
        answers = parseFlatJSON(row.text("answers"))
        place = ReportPlace(
            village: row.textIfAny("village_code"), subdistrict: row.textIfAny("subdistrict_code"),
            latitude: row.doubleIfAny("latitude"), longitude: row.doubleIfAny("longitude"), accuracy: row.doubleIfAny("accuracy"),
            finding: ReportPlace.Finding(rawValue: row.text("place_finding")) ?? .list, note: row.text("place_note"))
        agency = row.textIfAny("agency_id")
        checker = row.textIfAny("checker_id")
        channel = row.text("channel")
        language = Language(rawValue: row.text("language")) ?? .indonesian
        receivedAt = row.instant("received_at")
        publishedAt = row.instantIfAny("published_at")
        updatedAt = row.instant("updated_at")
        dueAt = row.instantIfAny("due_at")
        claimedAt = row.instantIfAny("claimed_at")
        claimedBy = row.textIfAny("claimed_by")
        checkedAt = row.instantIfAny("checked_at")
        checkedBy = row.textIfAny("checked_by")
        acceptedAt = row.instantIfAny("accepted_at")
        closedAt = row.instantIfAny("closed_at")
        closure = row.textIfAny("closure").flatMap(Closure.init(rawValue:))
        isInTime = row.isNull("is_in_time") ? nil : row.bool("is_in_time")
        workingDays = row.intIfAny("working_days")
        returns = row.int("returns")
        reopenings = row.int("reopenings")
        level = row.int("level")
        isOverdue = row.bool("is_overdue")
        mergedInto = row.textIfAny("merged_into")
        rating = row.intIfAny("rating")
    }
}
