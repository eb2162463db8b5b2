import Directory
import Kernel
import Work

/// Where mail to officials goes; mail to reporters is the reports' own affair.
enum MailAddresses {
    static let ofAccounts: NotificationMailer.Finder = { notification, tx in
        guard let id = Identifier<Account>(checking: notification.recipient), let account = try AccountStore(tx).find(id),
            account.isEnabled,
            let mail = account.email
        else { return nil }
        return NotificationMailer.Address(mail: mail, language: account.language, path: notification.url)
    }
}
