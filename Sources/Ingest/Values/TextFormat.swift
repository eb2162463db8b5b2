import Foundation

/// Texts of a form that Table Schema names.
enum TextFormat: String, Sendable {
    case email, uri, uuid, object, array

    func fits(_ text: String) -> Bool {
        switch self {
        case .email:
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
                && !text.contains(where: \.isWhitespace)
        case .uri:
            guard let colon = text.firstIndex(of: ":"), colon != text.startIndex, text.first!.isLetter else { return false }
            return text[..<colon].allSatisfy { $0.isLetter || $0.isNumber || "+.-".contains($0) } && !text.contains(where: \.isWhitespace)
                && text.index(after: colon) != text.endIndex
        case .uuid: return text.utf8.count == 36 && UUID(uuidString: text) != nil
        case .object, .array:
            guard let value = try? JSONDecoder().decode(SchemaValue.self, from: Data(text.utf8)) else { return false }
            return self == .object ? value.object != nil : value.array != nil
        }
    }
}
