import Configuration
import Foundation
import Kernel

/// Settings as text, whatever they came from.
struct SettingSource {
    let config: ConfigReader

    /// `nil` when it is not set, or set to nothing.
    func text(_ setting: Setting) -> String? {
        let key = ConfigKey(setting.key.split(separator: ".").map(String.init))
        var found = config.string(forKey: key, isSecret: setting.isSecret)
        // YAML tells numbers and flags from text; here everything is read as text first.
        if found == nil { found = config.int(forKey: key).map { "\($0)" } }
        if found == nil { found = config.double(forKey: key).map { "\($0)" } }
        if found == nil { found = config.bool(forKey: key).map { "\($0)" } }
        guard let plain = found?.trimmingCharacters(in: .whitespaces), !plain.isEmpty else { return nil }
        return plain
    }

    func list(_ setting: Setting) -> [String] {
        let key = ConfigKey(setting.key.split(separator: ".").map(String.init))
        let parts = text(setting).map { [$0] } ?? config.stringArray(forKey: key) ?? []
        return parts.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    func number(_ setting: Setting, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = text(setting) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw SettingProblem(setting, text, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func flag(_ setting: Setting) throws -> Bool? {
        guard let text = text(setting) else { return nil }
        switch text.lowercased() {
        case "true", "yes", "1", "on": return true
        case "false", "no", "0", "off": return false
        default: throw SettingProblem(setting, text, "true or false")
        }
    }

    func file(_ setting: Setting) throws -> String? {
        guard let path = text(setting) else { return nil }
        guard FileManager.default.isReadableFile(atPath: path) else { throw SettingProblem(setting, path, "a file that can be read") }
        return path
    }

    /// An address of ours, without a slash at its end.
    func address(_ setting: Setting) throws -> String? {
        guard let text = text(setting) else { return nil }
        let isWhole = URLComponents(string: text).map { ["http", "https"].contains($0.scheme) && $0.host?.isEmpty == false } ?? false
        guard isWhole else { throw SettingProblem(setting, text, "an address such as https://lapor.jemberkab.go.id") }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}
