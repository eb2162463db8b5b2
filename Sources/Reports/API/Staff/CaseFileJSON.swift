import Kernel
import Web
import Work

/// Writes one case whole: with its clocks, photos, answers and history.
struct CaseFileJSON {
    let json: CaseJSON
    let file: ReportFile
    /// Names of whoever acted, by id.
    let people: [String: String]

    /// The whole case.
    /// - Parameters:
    ///   - daysLeft: of the clock that runs now.
    ///   - mayOpenIdentity: whether the reader may open the reporter's identity.
    func whole(daysLeft: Int?, mayOpenIdentity: Bool) -> JSONValue {
        let report = file.report
        return .object(
            json.report(report).merging([
                "answers": .array(answers), "claimedBy": person(report.claimedBy), "checkedBy": person(report.checkedBy),
                "daysLeft": json.whole(daysLeft), "clocks": .array(file.clocks.map(clock)), "photos": .array(file.photos.map(photo)),
                "mergedInto": json.open.text(file.mergedIntoCode), "merged": .array(file.mergedCodes.map(JSONValue.string)),
                "hasIdentity": .bool(file.hasIdentity), "identityRemovedAt": json.open.instant(file.identityRemovedAt),
                "mayOpenIdentity": .bool(mayOpenIdentity), "acts": json.acts(file.acts, of: report),
            ]) { $1 })
    }

    func entry(_ entry: TimelineEntry) -> JSONValue {
        let open = json.open
        // Of the other report a merge names, its code tells as much as the reader may know.
        let isMerge = entry.act == "merge"
        return [
            "sequence": .integer(entry.sequence), "at": open.instant(entry.at), "act": .string(entry.act),
            "title": .string(open.page.t(ActWords.title(entry, open.page, open.names))),
            "by": .string(entry.isOfficial ? "official" : entry.actorKind == .system ? "system" : "reporter"),
            "actor": entry.isOfficial ? person(entry.account) : .null, "agency": open.agency(entry.agency),
            "details": .object(entry.details.filter { !isMerge || $0.key != "into" }.mapValues(JSONValue.string)),
            "texts": .array(
                entry.texts.map { words in
                    [
                        "id": .string(words.note.text), "text": .string(words.text), "visibility": .string(words.visibility.rawValue),
                        "isPublic": .bool(words.isPublic), "code": isMerge ? .null : open.text(words.code),
                    ]
                }),
            "photos": .array(entry.photos.map(photo)),
        ]
    }

    private var answers: [JSONValue] {
        let questions = file.category?.questions ?? []
        return file.report.answers.sorted { $0.key < $1.key }.map { code, answer in
            let label = questions.first { $0.code == code }?.label(json.open.page.language)
            return ["code": .string(code), "label": .string(label ?? code), "answer": .string(answer)]
        }
    }

    private func photo(_ photo: ReportPhoto) -> JSONValue {
        let id = photo.id.text
        guard
            case .object(let members) = json.open.photo(photo, StaffAPIPaths.photo(id), StaffAPIPaths.thumbnail(id))
        else { return .null }
        return .object(
            members.merging([
                "id": .string(id), "isPublic": .bool(photo.isPublic), "original": json.open.text(photo.original?.text),
                "takenAt": json.open.instant(photo.draft.takenAt),
                "latitude": json.number(photo.draft.latitude), "longitude": json.number(photo.draft.longitude),
                "alsoIn": .array((file.reused[photo.id] ?? []).map(JSONValue.string)),
            ]) { $1 })
    }

    private func clock(_ clock: Clock) -> JSONValue {
        let open = json.open
        return [
            "name": .string(clock.name), "title": .string(open.page.t(TextKey("clock.\(clock.name)"))),
            "workingDays": .integer(clock.workingDays), "startedAt": open.instant(clock.startedAt), "dueAt": open.instant(clock.dueAt),
            "previousDueAt": open.instant(clock.previousDueAt), "pausedAt": open.instant(clock.pausedAt),
            "stoppedAt": open.instant(clock.stoppedAt), "isMet": clock.isMet.map { .bool($0) } ?? .null,
        ]
    }

    private func person(_ id: String?) -> JSONValue { id.map { json.open.named($0, people[$0] ?? "") } ?? .null }
}
