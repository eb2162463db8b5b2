import Kernel
import Work

/// A person who works with Pendopo, as colleagues know them.
package struct Person: Hashable, Sendable, Identifiable {
    package var id: Identifier<Person>
    package var name: String
    /// Jabatan.
    package var position: String?
    /// NIP, where there is one.
    package var employeeNumber: String?
    package var phone: String?
    /// The agency they belong to. What they may do follows from their roles alone.
    package var agency: Identifier<Agency>?

    package init(
        id: Identifier<Person>, name: String, position: String? = nil, employeeNumber: String? = nil, phone: String? = nil,
        agency: Identifier<Agency>? = nil
    ) {
        self.id = id
        self.name = name
        self.position = position
        self.employeeNumber = employeeNumber
        self.phone = phone
        self.agency = agency
    }
}

/// The right to sign in.
package struct Account: Hashable, Sendable, Identifiable {
    package var id: Identifier<Account>
    package var person: Person
    /// Lower case, unique; typed at sign-in, where the e-mail address does as well.
    package var username: String
    package var email: String?
    /// `nil` until the invitation was followed.
    package var passwordHash: String?
    package var mustChangePassword: Bool
    package var hasTOTP: Bool
    package var language: Language
    package var createdAt: Instant
    package var disabledAt: Instant?
    /// The first day on which its owner may sign in; `nil` where there is none.
    package var validFrom: Day?
    /// The last day on which its owner may sign in, after which it is disabled; `nil` while no end is known.
    package var validTo: Day?
    package var version: Int

    package init(
        id: Identifier<Account>, person: Person, username: String, email: String? = nil, passwordHash: String? = nil,
        mustChangePassword: Bool = false, language: Language = .indonesian, createdAt: Instant, version: Int = 1
    ) {
        self.id = id
        self.person = person
        self.username = username
        self.email = email
        self.passwordHash = passwordHash
        self.mustChangePassword = mustChangePassword
        hasTOTP = false
        self.language = language
        self.createdAt = createdAt
        self.version = version
    }

    package var name: String { person.name }
    package var isEnabled: Bool { disabledAt == nil }
    package func hasBegun(on day: Day) -> Bool { validFrom.map { $0 <= day } ?? true }
    /// Whether its owner may come in. Whoever's last day has passed is disabled soon after, unless nobody else could give rights.
    package func isOpen(on day: Day) -> Bool { isEnabled && hasBegun(on: day) }
    /// Whether its last day has passed.
    package func isOver(on day: Day) -> Bool { validTo.map { $0 < day } ?? false }
    package var reference: Reference { Reference("account", id) }

    /// Its fields as history keeps them: of what is personal only a fingerprint, which shows that it changed.
    var fields: [String: String] {
        let fields: [String: String?] = [
            "username": username, "agency": person.agency?.text, "position": person.position, "language": language.rawValue,
            "disabledAt": disabledAt?.description, "name": mark(person.name), "email": mark(email), "phone": mark(person.phone),
            "employeeNumber": mark(person.employeeNumber), "secondStep": hasTOTP ? "on" : nil,
            "validFrom": validFrom?.description, "validTo": validTo?.description,
        ]
        return fields.compactMapValues { $0 }
    }
}

private func mark(_ personal: String?) -> String? { personal.map { "#" + Seal.digest([$0]).prefix(8) } }

/// How names people sign in with are kept and compared.
package enum SignInName {
    /// Lower case without blanks around it.
    package static func folded(_ typed: String) -> String { Plain.line(typed).lowercased() }

    /// Whether it may be a user name: 3 to 40 letters, digits, dots, hyphens or underscores, beginning with a letter or digit.
    package static func isValid(_ name: String) -> Bool { name.wholeMatch(of: /[a-z0-9][a-z0-9._\-]{2,39}/) != nil }
}
