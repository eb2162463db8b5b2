import Directory
import Kernel

extension Permission {
    /// Ask another agency for its restricted data, on behalf of one's own.
    package static let requestData: Permission = "sharing.request"
    /// Decide on requests for one's own agency's data, and end agreements.
    package static let decideSharing: Permission = "sharing.decide"
    /// Read what agreements opened to one's own agency.
    package static let useSharedData: Permission = "sharing.use"
    /// See every agreement and who read what by it: the inspectorate and the data steward.
    package static let inspectSharing: Permission = "sharing.inspect"
    /// Receive, pass on and answer requests of citizens for information (PPID).
    package static let handleInformation: Permission = "information.handle"
    /// Answer for one's own agency what PPID passed on to it (PPID pelaksana).
    package static let answerInformation: Permission = "information.answer"
    /// Decide on objections (atasan PPID).
    package static let settleInformation: Permission = "information.settle"

    /// Under which something of sharing is owed.
    package static let owingSharing: [Permission] = [.decideSharing, .handleInformation, .answerInformation, .settleInformation]

    package static let ofSharing: [Permission] = [
        .requestData, .decideSharing, .useSharedData, .inspectSharing, .handleInformation, .answerInformation, .settleInformation,
    ]
}

extension BuiltinRole {
    /// What sharing lets the built-in roles do at first; a regency changes it in the administration.
    package static let sharing: [BuiltinRole] = [
        BuiltinRole("triage_officer", id: "Petugas triase", en: "Triage officer", [.handleInformation, .inspectSharing]),
        BuiltinRole("agency_clerk", id: "Operator OPD", en: "Agency clerk", [.requestData, .useSharedData, .answerInformation]),
        BuiltinRole(
            "agency_head", id: "Kepala OPD", en: "Agency head", [.requestData, .useSharedData, .decideSharing, .answerInformation]),
        BuiltinRole("coordinator", id: "Koordinator pengaduan", en: "Reports coordinator", [.settleInformation]),
        BuiltinRole("inspector", id: "Inspektorat", en: "Inspector", [.inspectSharing]),
    ]
}
