import Kernel

/// What a new password must be: long enough and not among those that are tried first. Nothing about digits or capitals,
/// which make passwords harder to remember and not harder to guess.
package enum PasswordRules {
    package static let shortest = 10
    package static let longest = 200

    /// What is wrong with a new password; `nil` when it will do.
    package static func problem(_ password: String, names: [String]) -> Message? {
        if password.count < shortest { return Message("directory.password.too_short", ["count": "\(shortest)"]) }
        if password.count > longest { return Message("directory.password.too_long", ["count": "\(longest)"]) }
        let plain = Plain.folded(password).filter { $0 != " " }
        if Set(plain).count < 4 { return "directory.password.common" }
        let core = String(plain.reversed().drop { $0.isNumber }.reversed())
        if common.contains(plain) || common.contains(core) || isRow(plain) { return "directory.password.common" }
        for name in names.map({ Plain.folded($0).filter { $0 != " " } })
        where name.count >= 4 && plain.contains(name) && plain.count < name.count + 6 {
            return "directory.password.is_name"
        }
        return nil
    }

    /// Keys beside each other, or the same piece again and again.
    private static func isRow(_ text: String) -> Bool {
        let rows = ["12345678901234567890", "qwertyuiopasdfghjklzxcvbnm", "abcdefghijklmnopqrstuvwxyz", "09876543210987654321"]
        if rows.contains(where: { $0.contains(text) }) { return true }
        return (1...4).contains { length in
            let piece = text.prefix(length)
            return String(repeating: String(piece), count: text.count / length + 1).hasPrefix(text)
        }
    }

    /// The stems of passwords that head the lists of leaked ones, in Indonesia and elsewhere; digits behind them do not help.
    private static let common: Set<String> = [
        "password", "passw0rd", "passwordku", "katasandi", "sandi", "rahasia", "rahasiaku", "bismillah", "bismillahirrahmanirrahim",
        "alhamdulillah", "assalamualaikum", "indonesia", "indonesiaraya", "merdeka", "pancasila", "garuda", "sayang", "sayangku",
        "iloveyou", "akucintakamu", "cintaku", "cantik", "anjing", "doraemon", "persib", "persija", "arema", "persebaya", "welcome",
        "selamatdatang", "administrator", "admin", "adminadmin", "superadmin", "operator", "operatoropd", "pendopo", "kominfo",
        "diskominfo", "bappeda", "kabupaten", "pemkab", "pemerintah", "jember", "pemkabjember", "letmein", "qwerty", "qwertyuiop",
        "qazwsxedc", "qwertyasdf", "asdfghjkl", "zxcvbnm", "abcdefghij", "football", "sepakbola", "monkey", "dragon", "master", "sunshine",
        "princess", "superman", "batman", "trustno", "whatever", "computer", "komputer", "internet", "samsung", "google", "facebook",
        "januari", "februari", "agustus", "september", "oktober", "november", "desember", "ganteng", "kampret", "sukses", "semangat",
        "changeme", "gantisaya", "default", "secret", "testtest", "testing", "cobacoba", "masukaja", "lupapassword", "lupakatasandi",
    ]
}
