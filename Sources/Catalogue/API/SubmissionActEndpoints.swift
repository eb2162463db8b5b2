import HTTPTypes
import Kernel
import Web

/// What can be done to a submission, each act as the noun it makes.
extension SubmissionEndpoints {
    private struct ActBody: Decodable {
        struct Reason: Decodable {
            var row: Int?
            var column: String?
            var text: String
        }
        var note: String?
        var reason: String?
        var reasons: [Reason]?
        var version: Int?
    }

    private static let reasons = Schema.array(
        of: .object(
            .optional("row", .integer(1...2_000_000_000).orNull.about("Its number in the file that was sent.")),
            .optional("column", .string(max: 200).orNull),
            .required("text", .string(min: 5, max: 2000))), max: 200)

    /// Every act as the noun it makes.
    static let acts: [Endpoint] = [
        act("request", "Hand a file to the steward", .produceData, [.optional("note", .string(max: 2000))]) {
            SubmitForCheck(note: $0.note)
        },
        act("withdrawal", "Take a file back", .produceData) { _ in WithdrawSubmission() },
        act("endorsement", "Say that the agency's own steward has looked at it", .supportData) { _ in EndorseSubmission() },
        act("override", "Let it pass the privacy gate", .stewardData, [.required("reason", .string(min: 20, max: 2000))]) {
            OverrideGate(reason: $0.reason ?? "")
        },
        act("return", "Send it back with reasons", .stewardData, [.required("reasons", reasons)]) { ReturnSubmission(list($0)) },
        act("publication", "Make it the table's next version", .stewardData) { _ in PublishSubmission() },
        act("referral", "Hand a priority statistic on to the trustee", .stewardData) { _ in ForwardSubmission() },
        act("confirmation", "Confirm a priority statistic, which publishes it", .trusteeData) { _ in ConfirmSubmission() },
        act("objection", "Send a priority statistic back with reasons", .trusteeData, [.required("reasons", reasons)]) {
            ReturnSubmission(list($0), byTrustee: true)
        },
    ]

    private static func list(_ body: ActBody) -> [ReturnSubmission.Reason] {
        (body.reasons ?? []).map { ReturnSubmission.Reason(row: $0.row, column: $0.column, text: $0.text) }
    }

    private static func act(
        _ noun: String, _ summary: String, _ permission: Permission, _ members: [Schema.Member] = [],
        _ make: @escaping @Sendable (ActBody) -> any SubmissionAct
    ) -> Endpoint {
        Endpoint(
            .post, Path("/api/submissions/{id}/\(noun)"), summary,
            about: "Send the `version` that was seen: when somebody else has acted since, nothing is done.", permission: permission,
            request: .object(members + [.optional("version", .integer)]), response: submission
        ) { request in
            let body = try await request.json(ActBody.self)
            return try await perform(make(body), body.version, request)
        }
    }
}
