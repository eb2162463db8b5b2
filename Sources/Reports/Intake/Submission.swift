import Kernel
import Work

/// What a citizen sends in, as typed.
package struct Submission: Sendable {
    package var category = ""
    package var text = ""
    package var kind: Report.Kind?
    package var disclosure = Report.Disclosure.open
    package var latitude: Double?
    package var longitude: Double?
    package var accuracy: Double?
    package var village = ""
    package var placeNote = ""
    package var photos: [PhotoDraft] = []
    package var answers: [String: String] = [:]
    package var identity = ReporterIdentity()
    package var channel = "web"
    package var language = Language.indonesian
    /// Made by the sender; the same key never makes a second report.
    package var clientKey: String?
    /// Whether the same key with another text is an error rather than a repetition: so for programs, not for people who went back
    /// in their browser.
    package var keyNamesContent = false

    package init() {}

    /// The longest text, in characters.
    package static let longestText = 5000
    package static let mostPhotos = 5

    /// The submission with its text made plain, and everything about it that does not depend on the regency.
    func plain() -> (Submission, [Issue]) {
        var plain = self
        var issues: [Issue] = []
        plain.text = Plain.text(text)
        plain.placeNote = Plain.line(placeNote)
        plain.answers = answers.mapValues(Plain.text).filter { !$0.value.isEmpty }
        plain.identity.name = Plain.line(identity.name)
        plain.identity.phone = Plain.line(identity.phone)
        plain.identity.mail = Plain.line(identity.mail)
        plain.identity.nationalID = Plain.line(identity.nationalID)
        // Not all of a long text is counted to know that it is long enough.
        if plain.text.prefix(10).count < 10 { issues.append(Issue("text", "error.text_too_short")) }
        if !Plain.fits(plain.text, Submission.longestText) {
            issues.append(Issue("text", Message("error.text_too_long", ["max": String(Submission.longestText)])))
        }
        if !Plain.fits(plain.placeNote, 300) { issues.append(Issue("place_note", Message("error.text_too_long", ["max": "300"]))) }
        if photos.count > Submission.mostPhotos {
            issues.append(Issue("photos", Message("error.too_many_photos", ["max": String(Submission.mostPhotos)])))
        }
        issues += plain.identity.issues
        if let key = clientKey, key.utf8.count > 100 || key.isEmpty { issues.append(Issue("client_key", "error.client_key")) }
        return (plain, issues)
    }
}

extension ReporterIdentity {
    /// What is wrong with what the reporter said of herself; all of it may be left out.
    var issues: [Issue] {
        var issues: [Issue] = []
        if !Plain.fits(name, 120) { issues.append(Issue("name", Message("error.text_too_long", ["max": "120"]))) }
        let digits = phone.utf8.count { (48...57).contains($0) }
        if !phone.isEmpty, digits < 8 || digits > 15 || !phone.utf8.allSatisfy(ReporterIdentity.ofPhones.contains) {
            issues.append(Issue("phone", "error.phone"))
        }
        if !mail.isEmpty, !mail.isMailAddress { issues.append(Issue("mail", "error.mail")) }
        if !nationalID.isEmpty, nationalID.count != 16 || !nationalID.allSatisfy(\.isNumber) {
            issues.append(Issue("national_id", "error.national_id"))
        }
        return issues
    }

    private static let ofPhones = Set("+0123456789 ()-.".utf8)
}

extension String {
    /// Whether it looks like one address: a name, an at sign and a domain with a dot, without blanks or line ends.
    package var isMailAddress: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, utf8.count <= 254, parts[1].contains("."), !parts[1].hasPrefix("."),
            !parts[1].hasSuffix(".")
        else { return false }
        return !contains { $0.isWhitespace || "<>(),;:\"".contains($0) || $0.unicodeScalars.contains { $0.value < 0x21 } }
    }
}

/// What the citizen gets: a code to say, and a link that is hers alone.
package struct Receipt: Sendable, Equatable {
    package var id: Identifier<Report>
    package var code: String
    /// The secret of the follow-up link `/ikuti/CODE/SECRET`.
    package var secret: String
    package var receivedAt: Instant
    /// Whether this submission had come before and made nothing new.
    package var isRepeat: Bool
}
