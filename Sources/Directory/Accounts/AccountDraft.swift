import Kernel

/// A person with an account as an administrator typed them, before they are checked.
package struct AccountDraft: Hashable, Sendable {
    package var name: String
    package var username: String
    package var email: String?
    package var phone: String?
    package var position: String?
    package var employeeNumber: String?
    package var agency: Identifier<Agency>?
    package var language: Language
    /// The first and the last day on which its owner may sign in.
    package var validFrom: Day?
    package var validTo: Day?

    package init(
        name: String, username: String, email: String? = nil, phone: String? = nil, position: String? = nil, employeeNumber: String? = nil,
        agency: Identifier<Agency>? = nil, language: Language = .indonesian, validFrom: Day? = nil, validTo: Day? = nil
    ) {
        self.name = Plain.line(name)
        self.username = SignInName.folded(username)
        self.email = email.map(SignInName.folded)
        self.phone = phone
        self.position = position
        self.employeeNumber = employeeNumber
        self.agency = agency
        self.language = language
        self.validFrom = validFrom
        self.validTo = validTo
    }

    package init(_ account: Account) {
        let person = account.person
        self.init(
            name: person.name, username: account.username, email: account.email, phone: person.phone, position: person.position,
            employeeNumber: person.employeeNumber, agency: person.agency, language: account.language,
            validFrom: account.validFrom, validTo: account.validTo)
    }

    /// This one of a row of a table, over what there is: cells that are empty or missing say nothing, and no table has the language.
    func over(_ old: AccountDraft) -> AccountDraft {
        var draft = old
        draft.name = name
        draft.email = email ?? old.email
        draft.phone = phone ?? old.phone
        draft.position = position ?? old.position
        draft.employeeNumber = employeeNumber ?? old.employeeNumber
        draft.agency = agency ?? old.agency
        draft.validFrom = validFrom ?? old.validFrom
        draft.validTo = validTo ?? old.validTo
        return draft
    }

    func applied(to account: Account) -> Account {
        var account = account
        account.person.name = name
        account.person.phone = phone
        account.person.position = position
        account.person.employeeNumber = employeeNumber
        account.person.agency = agency
        account.username = username
        account.email = email
        account.language = language
        account.validFrom = validFrom
        account.validTo = validTo
        return account
    }

    /// What is wrong with it among the other accounts.
    func issues(for id: Identifier<Account>, in store: AccountStore) throws -> [Issue] {
        var issues: [Issue] = []
        if name.isEmpty { issues.append(Issue("name", "directory.required")) }
        if !SignInName.isValid(username) { issues.append(Issue("username", "directory.account.bad_username")) }
        if let validFrom, let validTo, validTo < validFrom { issues.append(Issue("valid_to", "directory.ends_before_start")) }
        // A user name that is somebody's e-mail address, or the other way round, would sign in the wrong person.
        if let other = try store.find(signInName: username), other.id != id {
            issues.append(Issue("username", "directory.account.username_taken"))
        }
        if let email, let other = try store.find(signInName: email), other.id != id {
            issues.append(Issue("email", "directory.account.email_taken"))
        }
        return issues
    }
}

/// A role to give, as an administrator chose it.
package struct GrantDraft: Hashable, Sendable {
    package var role: Identifier<Role>
    package var agency: Identifier<Agency>?
    package var categories: Set<String>?
    package var validFrom: Day
    package var validTo: Day?

    package init(
        role: Identifier<Role>, agency: Identifier<Agency>? = nil, categories: Set<String>? = nil, validFrom: Day, validTo: Day? = nil
    ) {
        self.role = role
        self.agency = agency
        self.categories = categories
        self.validFrom = validFrom
        self.validTo = validTo
    }
}
