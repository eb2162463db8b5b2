import Kernel
import Storage
import Work

/// Somebody who did not claim it has looked and found the work done.
package struct ConfirmWork: ReportAct {
    package let name = "confirm"
    package var text: String
    package var photos: [PhotoDraft]

    package init(text: String = "", photos: [PhotoDraft] = []) {
        self.text = Plain.text(text)
        self.photos = photos
    }

    package func apply(to reportCase: inout ReportCase) throws {
        reportCase.report.checkedAt = reportCase.now
        reportCase.report.checkedBy = reportCase.actor.id
        reportCase.report.isOverdue = false
        reportCase.visibility = .open
        if !text.isEmpty { try reportCase.write(text, visibility: .open, publicly: text) }
        try reportCase.attach(photos, role: .check, isPublic: true)
    }
}

/// Somebody has looked and found the work not done, or not done well.
package struct SendBack: ReportAct {
    package let name = "send_back"
    package var text: String
    package var photos: [PhotoDraft]

    package init(text: String, photos: [PhotoDraft] = []) {
        self.text = Plain.text(text)
        self.photos = photos
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] { text.isEmpty ? [Issue("text", "error.required")] : [] }

    package func apply(to reportCase: inout ReportCase) throws {
        reportCase.report.claimedAt = nil
        reportCase.report.claimedBy = nil
        reportCase.visibility = .open
        try reportCase.write(text, visibility: .open, publicly: text)
        try reportCase.attach(photos, role: .check, isPublic: true)
    }
}
