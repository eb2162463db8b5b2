import Kernel
import Reports
import Storage
import TestSupport
import Web

/// What a neighbour types into the public form.
extension ReportTestSite {
    static let filled = [
        "category": roads, "text": "Jalan berlubang di depan pasar, sudah dua minggu.", "village": village, "place_note": "Depan warung",
        "name": "Siti Aminah", "phone": "0812-3456-7890", "mail": "siti@example.org",
    ]

    static func photo(_ name: String = "jalan.jpg", _ seed: UInt64 = 1) -> UploadedFile {
        UploadedFile(field: "photos", filename: name, claimedType: "image/jpeg", bytes: Pictures.scene(seed))
    }

    func reportCount() async throws -> Int {
        try await desk.database.read { try $0.count("SELECT count(*) FROM report") }
    }
}
