import Kernel
import Web

/// Makes a ``Submission`` of what the form sent.
enum ReportFormReader {
    /// - Parameter category: the one that was chosen, if it exists; its questions are read.
    static func submission(_ data: FormData, category: Category?, photos: [PhotoDraft], language: Language, vault: Vault) -> (
        Submission, [Issue]
    ) {
        var checker = Checker(data)
        var submission = Submission()
        submission.category = data["category"] ?? ""
        submission.text = data["text"] ?? ""
        submission.kind = data["kind"].flatMap(Report.Kind.init(rawValue:))
        if let typed = data["disclosure"], !typed.isEmpty {
            if let disclosure = Report.Disclosure(rawValue: typed) {
                submission.disclosure = disclosure
            } else {
                checker.add("disclosure", "error.choose")
            }
        }
        submission.village = data["village"] ?? ""
        submission.placeNote = data["place_note"] ?? ""
        submission.latitude = checker.doubleIfAny("lat", in: -90...90)
        submission.longitude = checker.doubleIfAny("lon", in: -180...180)
        submission.accuracy = checker.doubleIfAny("accuracy", in: 0...1_000_000)
        submission.photos = photos
        submission.identity = ReporterIdentity(
            name: data["name"] ?? "", phone: data["phone"] ?? "", mail: data["mail"] ?? "",
            nationalID: category?.kind == .oversight ? data[ReportFormField.nationalID(submission.category)] ?? "" : "")
        submission.language = language
        for question in category?.questions ?? [] {
            if let answer = data[ReportFormField.answer(submission.category, question.code)] { submission.answers[question.code] = answer }
        }
        // A form kept on the phone has the same key each time it is opened, so the key counts together with what is said.
        if let key = data["client_key"], !key.isEmpty {
            submission.clientKey = vault.fingerprint(
                [key, submission.category, submission.text, submission.village].joined(separator: "\u{1}"), purpose: "report-client-key")
        }
        // A position is one thing to people, whichever number is wrong.
        let issues = checker.issues.map { ["lat", "lon", "accuracy"].contains($0.field) ? Issue("place", "error.position") : $0 }
        return (submission, issues)
    }

    /// Issues with the names that the form's fields have.
    static func named(_ issues: [Issue], category: String) -> [Issue] {
        issues.map { issue in
            if issue.field == "national_id" { return Issue(ReportFormField.nationalID(category), issue.message) }
            guard issue.field.hasPrefix("answer.") else { return issue }
            return Issue(ReportFormField.answer(category, String(issue.field.dropFirst("answer.".count))), issue.message)
        }
    }
}
