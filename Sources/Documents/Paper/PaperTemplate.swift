import Foundation
import Kernel

/// How a regency wants a paper to be: its letterhead, which chapters in which order, and its own words in each. Data that the regency
/// changes on a page; every change is a further version, and a paper keeps the one it was made with.
package struct PaperTemplate: Codable, Hashable, Sendable {
    package struct Chapter: Codable, Hashable, Sendable {
        /// One of those that the paper knows.
        package var key: String
        package var isShown: Bool
        /// Replaces the usual heading; empty for that one.
        package var title: String
        /// Stands first in the chapter, paragraphs parted by empty lines. May hold names in braces, which are filled.
        package var text: String

        package init(_ key: String, isShown: Bool = true, title: String = "", text: String = "") {
            self.key = key
            self.isShown = isShown
            self.title = title
            self.text = text
        }
    }

    /// Lines above everything; the government's name when empty.
    package var letterhead: [String]
    package var contact: [String]
    /// `#rrggbb`; the regency's own colour when empty.
    package var accent: String
    package var chapters: [Chapter]

    package init(letterhead: [String] = [], contact: [String] = [], accent: String = "", chapters: [Chapter]) {
        self.letterhead = letterhead
        self.contact = contact
        self.accent = accent
        self.chapters = chapters
    }

    /// Names in braces, in order. A brace that is never closed is a letter.
    package static func names(in text: String) -> [String] { text.matches(of: /\{([A-Za-z_]{1,30})\}/).map { String($0.output.1) } }

    /// A text with its names in braces filled; a name that has no value stays as it is.
    package static func filled(_ text: String, _ values: [String: String]) -> String {
        text.replacing(/\{([A-Za-z_]{1,30})\}/) { match in values[String(match.output.1)] ?? String(match.output.0) }
    }

    /// Its letterhead and colour, where it has any of its own.
    package func style(besides house: HousePaper.Style) -> HousePaper.Style {
        let (names, lines) = (letterhead.filter { !$0.isEmpty }, contact.filter { !$0.isEmpty })
        return HousePaper.Style(
            names: names.isEmpty ? house.names : names, contact: lines.isEmpty ? house.contact : lines,
            accent: accent.isEmpty ? house.accent : accent)
    }

    /// As JSON whose bytes depend on nothing but the value.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    package init?(json: String) {
        guard let template = try? JSONDecoder().decode(PaperTemplate.self, from: Data(json.utf8)) else { return nil }
        self = template
    }
}
