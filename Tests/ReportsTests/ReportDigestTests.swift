import Kernel
import Testing
import Work

@testable import Reports

@Suite struct ReportDigestTests {
    private static let start = Instant("2026-03-02T02:00:00Z")!

    private static func text(days: Int) -> String { start.adding(days: days).description }

    private static let report = Report(
        id: Identifier("r"), code: "K7M-Q2X-94", linkVersion: 2, clientKey: "key", state: "closed", workflowVersion: 3, version: 9,
        category: "road", topCategory: "public", kind: .oversight, disclosure: .anonymous, isPublic: true, text: "Lubang",
        publicText: "Jalan", answers: ["since": "kemarin"], place: place, agency: "pu", checker: "village", channel: "api",
        language: .english, receivedAt: start, publishedAt: start.adding(days: 1), updatedAt: start.adding(days: 2),
        dueAt: start.adding(days: 3), claimedAt: start.adding(days: 4), claimedBy: "a", checkedAt: start.adding(days: 5), checkedBy: "b",
        acceptedAt: start.adding(days: 6), closedAt: start.adding(days: 7), closure: .silent, isInTime: false, workingDays: 4, returns: 5,
        reopenings: 6, level: 7, isOverdue: true, mergedInto: "other", rating: 8)

    private static let place = ReportPlace(
        village: "v", subdistrict: "s", latitude: -8.172, longitude: 113.7, accuracy: 12, finding: .boundary, note: "dekat pasar")

    private static let texts: [String?] = [
        "r", "K7M-Q2X-94", "2", "key", "closed", "3", "9", "road", "public", "oversight", "anonymous", "true", "Lubang", "Jalan",
        #"{"since":"kemarin"}"#, "pu", "village", "api", "en", text(days: 0), text(days: 1), text(days: 2), text(days: 3), text(days: 4),
        "a", text(days: 5), "b", text(days: 6), text(days: 7), "silent", "false", "4", "5", "6", "7", "true", "other", "8",
        "v", "s", "-8.172", "113.7", "12.0", "boundary", "dekat pasar",
    ]

    @Test func `a report's digest is that of its columns in their order`() {
        #expect(Self.report.digest(notes: [], photos: [], clocks: nil) == Seal.digest(Self.texts + ["0"]))
        #expect(Self.report.digest(notes: [], photos: [], clocks: []) == Seal.digest(Self.texts + ["0", "0"]))
    }

    @Test func `its words and photos follow`() {
        let note = ReportNote(
            id: Identifier("n"), report: Self.report.id, sequence: 2, act: "report.claim", at: Self.start, visibility: .party,
            text: "Sudah", publicText: nil, by: Actor(kind: .account, id: "a"), agency: "pu", code: "done")
        let draft = PhotoDraft(
            file: "f", thumbnail: "t", width: 4, height: 3, look: "0123", takenAt: Self.start, latitude: -8.5, longitude: nil)
        let photo = ReportPhoto(
            id: Identifier("p"), report: Self.report.id, sequence: 2, role: .after, position: 1, draft: draft, isPublic: false,
            addedAt: Self.start, original: Identifier("o"))
        let now = Self.text(days: 0)
        let notes: [String?] = ["n", "2", "report.claim", now, "party", "Sudah", nil, "account", "a", "pu", "done"]
        let photos: [String?] = ["p", "2", "after", "1", "f", "t", "4", "3", "0123", now, "-8.5", nil, "false", now, "original:o"]
        let digest = Self.report.digest(notes: [note], photos: [photo], clocks: nil)
        #expect(digest == Seal.digest(Self.texts + ["1"] + notes + photos))
    }

    @Test func `a sender's key keeps the moment of an id that has one, and nothing else of it`() {
        let vault = Vault(world: .system)
        let sender = Actor(kind: .client, id: "dinas")
        for key in ["019CA722-87C5-71B2-BFD4-E5F60708090A", "019ca722-87c5-41b2-bfd4-e5f60708090a", "kunci-1"] {
            let code = vault.fingerprint("client:dinas:\(key)", purpose: "report-client-key")
            let expected = key.hasPrefix("019CA722") ? "019ca72287c5-\(code.prefix(32))" : code
            #expect(SenderKey.text(key, of: sender, vault) == expected)
        }
    }
}
