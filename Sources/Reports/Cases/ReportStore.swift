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
        let saved = try run(report.saving(from: version))
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }
}

extension Report {
    private static let columns = [
        "id", "code", "link_version", "client_key", "state", "workflow_version", "version", "category_id", "top_category_id", "kind",
        "disclosure", "is_public", "text", "public_text", "answers", "village_code", "subdistrict_code", "latitude", "longitude",
        "accuracy",
        "place_finding", "place_note", "agency_id", "checker_id", "channel", "language", "received_at", "published_at", "updated_at",
        "due_at", "claimed_at", "claimed_by", "checked_at", "checked_by", "accepted_at", "closed_at", "closure", "is_in_time",
        "working_days", "returns", "reopenings", "level", "is_overdue", "merged_into", "rating",
    ]
    private static let row = RowStatement.insert(into: "report", columns)
    private static let newRow = RowStatement.insert(into: "report", columns, suffix: "ON CONFLICT DO NOTHING")

    /// The statement that adds it.
    var insertion: SQL { Report.row.of(values) }
    /// As ``insertion``; changes nothing when its code or its sender's key are taken.
    var insertionIfFree: SQL { Report.newRow.of(values) }

    /// What acts change; the rest stays as it was received.
    private static let saving = RowStatement.update(
        "report",
        [
            "link_version", "state", "version", "category_id", "top_category_id", "kind", "disclosure", "is_public", "text", "public_text",
            "village_code", "subdistrict_code", "latitude", "longitude", "place_finding", "place_note", "agency_id", "checker_id",
            "published_at", "updated_at", "due_at", "claimed_at", "claimed_by", "checked_at", "checked_by", "accepted_at", "closed_at",
            "closure", "is_in_time", "working_days", "returns", "reopenings", "level", "is_overdue", "merged_into", "rating",
        ], where: ["id", "version"])

    /// The statement that saves what an act changed, if nobody saved since `version` was read.
    fileprivate func saving(from version: Int) -> SQL {
        Report.saving.of([
            linkVersion.value, state.value, self.version.value, category.value, topCategory.value, kind.rawValue.value,
            disclosure.rawValue.value, isPublic.value, text.value, publicText.value, place.village.value, place.subdistrict.value,
            place.latitude.value, place.longitude.value, place.finding.rawValue.value, place.note.value, agency.value, checker.value,
            publishedAt.value, updatedAt.value, dueAt.value, claimedAt.value, claimedBy.value, checkedAt.value, checkedBy.value,
            acceptedAt.value, closedAt.value, (closure?.rawValue).value, isInTime.value, workingDays.value, returns.value,
            reopenings.value, level.value, isOverdue.value, mergedInto.value, rating.value, id.value, version.value,
        ])
    }

    private var values: [Value] {
        [
            id.value, code.value, linkVersion.value, clientKey.value, state.value, workflowVersion.value, version.value, category.value,
            topCategory.value, kind.rawValue.value, disclosure.rawValue.value, isPublic.value, text.value, publicText.value,
            .json(flatJSON(answers)), place.village.value, place.subdistrict.value, place.latitude.value, place.longitude.value,
            place.accuracy.value, place.finding.rawValue.value, place.note.value, agency.value, checker.value, channel.value,
            language.rawValue.value, receivedAt.value, publishedAt.value, updatedAt.value, dueAt.value, claimedAt.value, claimedBy.value,
            checkedAt.value, checkedBy.value, acceptedAt.value, closedAt.value, (closure?.rawValue).value, isInTime.value,
            workingDays.value, returns.value, reopenings.value, level.value, isOverdue.value, mergedInto.value, rating.value,
        ]
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
