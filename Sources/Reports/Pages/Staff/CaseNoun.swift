/// The acts of officials as nouns, for addresses: `POST …/penugasan` makes an assignment.
package enum CaseNoun: String, Sendable, CaseIterable {
    case verification = "pemeriksaan"
    case question = "pertanyaan"
    case rejection = "penolakan"
    case merge = "penggabungan"
    case separation = "pemisahan"
    case assignment = "penugasan"
    case ruling = "putusan"
    case referral = "rujukan"
    case publication = "tayangan"
    case acceptance = "penerimaan"
    case `return` = "pengembalian"
    case note = "catatan"
    case schedule = "jadwal"
    case postponement = "penundaan"
    case resumption = "kelanjutan"
    case claim = "pernyataan-selesai"
    case confirmation = "pengecekan"
    case sendingBack = "pengulangan"

    /// The workflow's acts behind it.
    package var acts: [String] {
        switch self {
        case .verification: ["verify"]
        case .question: ["ask"]
        case .rejection: ["reject"]
        case .merge: ["merge"]
        case .separation: ["unmerge"]
        case .assignment: ["assign", "entrust"]
        case .ruling: ["rule"]
        case .referral: ["refer"]
        case .publication: ["publish"]
        case .acceptance: ["accept"]
        case .return: ["return", "return_again"]
        case .note: ["note"]
        case .schedule: ["schedule"]
        case .postponement: ["postpone"]
        case .resumption: ["resume"]
        case .claim: ["claim"]
        case .confirmation: ["confirm"]
        case .sendingBack: ["send_back"]
        }
    }

    /// Whether its form sends photos.
    package var takesPhotos: Bool { [.note, .claim, .confirmation, .sendingBack].contains(self) }
}
