import Kernel
import Web

/// The forms of accounts and of the roles they are given.
enum AccountForm {
    /// Headings of the table of accounts, for export and import.
    static let columns = [
        "nama", "nama_pengguna", "email", "telepon", "jabatan", "nip", "kode_perangkat_daerah", "peran", "keadaan", "berlaku_dari",
        "berlaku_sampai",
    ]

    /// Of an account that is still to be made.
    static let blank = Form(["language": Language.indonesian.rawValue])

    static func form(_ account: Account) -> Form {
        let person = account.person
        return Form([
            "name": person.name, "username": account.username, "email": account.email ?? "", "phone": person.phone ?? "",
            "position": person.position ?? "", "employee_number": person.employeeNumber ?? "", "agency": person.agency?.text ?? "",
            "language": account.language.rawValue, "valid_from": account.validFrom?.description ?? "",
            "valid_to": account.validTo?.description ?? "", "version": "\(account.version)",
        ])
    }

    static func draft(_ data: FormData) throws -> (draft: AccountDraft, version: Int) {
        var checker = Checker(data)
        let name = checker.line("name", min: 2, max: 120)
        let username = checker.line("username", min: 3, max: 40)
        let email = checker.emailIfAny("email")
        let phone = checker.phoneIfAny("phone")
        let position = checker.lineIfAny("position", max: 120)
        let number = checker.lineIfAny("employee_number", max: 30)
        let agency: Identifier<Agency>? = checker.idIfAny("agency")
        let language = checker.choice("language", of: Language.self)
        let (start, end) = (checker.dayIfAny("valid_from"), checker.dayIfAny("valid_to"))
        let version = checker.lineIfAny("version", max: 12).flatMap { Int($0) } ?? 0
        try checker.check()
        return (
            AccountDraft(
                name: name, username: username, email: email, phone: phone, position: position, employeeNumber: number, agency: agency,
                language: language ?? .indonesian, validFrom: start, validTo: end), version
        )
    }

    /// - Parameter known: ids of the categories there are.
    static func grant(_ checker: inout Checker, among known: [String]) throws -> GrantDraft {
        let role: Identifier<Role>? = checker.id("role")
        let agency: Identifier<Agency>? = checker.idIfAny("agency")
        let categories = checker.all("categories")
        if !Set(categories).isSubset(of: known) { checker.add("categories", "error.not_offered") }
        let from = checker.day("valid_from")
        let to = checker.dayIfAny("valid_to")
        try checker.check()
        guard let role, let from else { throw AppError.invalid(checker.issues) }
        return GrantDraft(role: role, agency: agency, categories: categories.isEmpty ? nil : Set(categories), validFrom: from, validTo: to)
    }
}
