import Kernel
import Web
import Work

/// Writes cases as JSON for those who may open them, always with every member.
struct CaseJSON: Sendable {
    /// What is written as for the public.
    let open: PublicJSON

    init(_ request: Request) async throws { open = try await PublicJSON(request) }

    func report(_ report: Report) -> [String: JSONValue] {
        [
            "code": .string(report.code), "url": .string(open.absolute(StaffPaths.report(report.code))),
            "version": .integer(report.version), "state": .string(report.state),
            "status": .string(ReportFilter.Status(state: report.state).rawValue), "kind": .string(report.kind.rawValue),
            "disclosure": .string(report.disclosure.rawValue), "isPublic": .bool(report.isPublic),
            "category": category(report.category), "topCategory": category(report.topCategory), "text": .string(report.text),
            "publicText": open.text(report.publicText), "place": place(report.place), "agency": open.agency(report.agency),
            "checker": open.agency(report.checker), "channel": .string(report.channel), "language": .string(report.language.rawValue),
            "receivedAt": open.instant(report.receivedAt), "publishedAt": open.instant(report.publishedAt),
            "updatedAt": open.instant(report.updatedAt), "dueAt": open.instant(report.dueAt), "claimedAt": open.instant(report.claimedAt),
            "checkedAt": open.instant(report.checkedAt), "acceptedAt": open.instant(report.acceptedAt),
            "closedAt": open.instant(report.closedAt), "closure": open.text(report.closure?.rawValue),
            "isOverdue": .bool(report.isOverdue), "isInTime": report.isInTime.map { .bool($0) } ?? .null,
            "workingDays": whole(report.workingDays), "returns": .integer(report.returns), "reopenings": .integer(report.reopenings),
            "level": .integer(report.level), "rating": whole(report.rating),
        ]
    }

    /// A report as an act left it.
    func standing(_ report: Report, acts: [String]) -> JSONValue {
        .object(self.report(report).merging(["acts": self.acts(acts, of: report)]) { $1 })
    }

    func acts(_ names: [String], of report: Report) -> JSONValue {
        let covering: [JSONValue] =
            names.contains("cover") ? [act("covering", "cover", "staff.cover.title", StaffAPIPaths.covering, report)] : []
        return .array(
            CaseNoun.allCases.filter { CaseForms.isOffered($0, report) }.flatMap { noun in
                names.filter(noun.acts.contains).map { name in
                    act(noun.word, name, TextKey("staff.act.\(noun.rawValue)"), StaffAPIPaths.act(noun), report)
                }
            } + covering)
    }

    private func act(_ noun: String, _ name: String, _ title: TextKey, _ path: Path, _ report: Report) -> JSONValue {
        [
            "noun": .string(noun), "act": .string(name), "title": .string(open.page.t(title)),
            "url": .string(open.absolute(path(report.code))),
        ]
    }

    func category(_ id: String) -> JSONValue { open.named(id, open.names.category(id)) }
    func whole(_ number: Int?) -> JSONValue { number.map { .integer($0) } ?? .null }
    func number(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }

    private func place(_ place: ReportPlace) -> JSONValue {
        let region = { (code: String?) -> JSONValue in code.map { open.named($0, open.names.subdistrict($0)) } ?? .null }
        return [
            "village": region(place.village), "subdistrict": region(place.subdistrict), "latitude": number(place.latitude),
            "longitude": number(place.longitude), "accuracy": number(place.accuracy), "finding": .string(place.finding.rawValue),
            "note": .string(place.note),
        ]
    }
}
