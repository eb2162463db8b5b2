import Kernel
import Storage
import Work

/// Triage puts a copy with covered parts (a face, a number plate) in the place of a citizen's photo. The photo itself stays for those
/// who must act and can never be public again; covering it anew makes another copy, which takes the place of the one before.
package struct CoverPhoto: ReportAct {
    package let name = "cover"
    /// The photo as it came.
    package var photo: Identifier<ReportPhoto>
    /// The copy, already kept on disk.
    package var copy: PhotoDraft

    package init(photo: Identifier<ReportPhoto>, copy: PhotoDraft) {
        self.photo = photo
        self.copy = copy
    }

    package func apply(to reportCase: inout ReportCase) throws {
        let (tx, report) = (reportCase.tx, reportCase.report)
        guard let original = try tx.photos(of: report.id).first(where: { $0.id == photo && $0.isCoverable }) else {
            throw AppError.invalid("photo", "error.not_of_report")
        }
        try tx.run(
            """
            UPDATE report_photo SET is_public = \(false)
            WHERE report_id = \(report.id) AND (id = \(original.id) OR original_id = \(original.id))
            """)
        // It stands where the photo stood. Of a report that is public already, covering it is approving it.
        try tx.insert(
            ReportPhoto(
                id: reportCase.desk.world.newID(), report: report.id, sequence: original.sequence, role: .before,
                position: original.position, draft: copy, isPublic: report.isPublic, addedAt: reportCase.now, original: original.id))
        reportCase.details = ["photo": original.id.text]
        reportCase.visibility = .internal
    }
}
