import Kernel
import Web

/// An account as the API gives it. Passwords and second steps are never told, only whether there are any.
struct AccountItem: Encodable, Sendable {
    var id: String
    var username: String
    var name: String
    var email: String?
    var phone: String?
    var position: String?
    var employeeNumber: String?
    var agencyId: String?
    var language: String
    var isEnabled: Bool
    var validFrom: Day?
    var validTo: Day?
    var hasPassword: Bool
    var hasSecondStep: Bool
    var version: Int

    init(_ account: Account) {
        id = account.id.text
        username = account.username
        name = account.name
        email = account.email
        phone = account.person.phone
        position = account.person.position
        employeeNumber = account.person.employeeNumber
        agencyId = account.person.agency?.text
        language = account.language.rawValue
        isEnabled = account.isEnabled
        validFrom = account.validFrom
        validTo = account.validTo
        hasPassword = account.passwordHash != nil
        hasSecondStep = account.hasTOTP
        version = account.version
    }

    static let schema = Schema.named(
        "Account",
        .object(
            .required("id", .id), .required("username", .string), .required("name", .string), .optional("email", .string),
            .optional("phone", .string), .optional("position", .string), .optional("employeeNumber", .string.about("NIP.")),
            .optional("agencyId", .id), .required("language", .choice(Language.self)), .required("isEnabled", .boolean),
            .optional("validFrom", .day.about("The first day on which its owner may sign in.")),
            .optional("validTo", .day.about("The last day on which its owner may sign in.")),
            .required("hasPassword", .boolean.about("False until the invitation was followed.")), .required("hasSecondStep", .boolean),
            .required("version", .integer(0...Int.max))))
}

/// What the API takes of an account.
enum AccountBody {
    static let names = BodyForm([
        "name": "name", "username": "username", "email": "email", "phone": "phone", "position": "position",
        "employeeNumber": "employee_number", "agencyId": "agency", "language": "language", "validFrom": "valid_from",
        "validTo": "valid_to", "version": "version",
    ])

    static let members: [Schema.Member] = [
        .required("name", .string(min: 2, max: 120)), .required("username", .string(min: 3, max: 40)),
        .optional("email", .string(max: 254)), .optional("phone", .string(max: 40)), .optional("position", .string(max: 120)),
        .optional("employeeNumber", .string(max: 30)), .optional("agencyId", .id), .optional("language", .choice(Language.self)),
        .optional("validFrom", .day.about("The first day on which its owner may sign in; at once unless given.")),
        .optional("validTo", .day.about("The last day on which its owner may sign in.")),
    ]
}

/// The link with which somebody sets her password, given once to whoever made it.
struct AccountLinkItem: Encodable, Sendable {
    var url: String
    var expiresAt: Instant

    init(token: String, _ request: Request) {
        url = request.installation.settings.absolute(DirectoryPaths.link(token))
        expiresAt = request.now.adding(seconds: AccountLink.Kind.invitation.lifetime)
    }

    static let schema = Schema.named(
        "AccountLink",
        .object(
            .required("url", .uri.about("Give it to the owner of the account and to nobody else; it can be followed once.")),
            .required("expiresAt", .instant)))
}
