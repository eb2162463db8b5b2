import Foundation
import Kernel
import Web

/// One public report in a list: what a card, a row of the table and an entry of the feed are made of.
package struct ReportRow: Sendable, Equatable {
    package var code: String
    /// The beginning of what the citizen wrote, since reports have no title.
    package var title: String
    /// What follows it, shortened; `nil` when the title says all.
    package var text: String?
    package var category: String
    package var place: String?
    package var agency: String?
    package var state: String
    package var receivedAt: Instant
    package var isOverdue: Bool
    package var rating: Int?

    package init(_ report: PublicReport, _ names: Names) {
        code = report.code
        (title, text) = ReportRow.split(report.text)
        category = names.category(report.category)
        place = names.place(village: report.village, subdistrict: report.subdistrict)
        agency = report.agency.map(names.agency)
        state = report.state
        receivedAt = report.receivedAt
        isOverdue = report.isOverdue
        rating = report.rating
    }

    package var status: ReportFilter.Status { ReportFilter.Status(state: state) }

    /// The first sentence that is more than a greeting, at most 90 letters, and up to 200 letters of the rest. An abbreviation
    /// ends with a stop too, so a title has at least ``shortestTitle`` letters.
    static func split(_ whole: String) -> (title: String, text: String?) {
        let text = Greeting.leftOut(of: whole)
        let sentence = firstSentence(text)
        let title = shortened(String(sentence), to: 90)
        let rest = Plain.line(String(text[sentence.endIndex...]))
        let isCut = title.hasSuffix("…")
        return (title.hasSuffix(".") ? String(title.dropLast()) : title, isCut || rest.isEmpty ? nil : shortened(rest, to: 200))
    }

    /// What a page shows below the title: what follows it, or all of the text where the title leaves something out.
    static func body(_ whole: String) -> String? {
        let text = Greeting.leftOut(of: whole)
        let sentence = firstSentence(text)
        guard text == whole, sentence.count <= 90 else { return whole }
        let rest = text[sentence.endIndex...].trimmingCharacters(in: .whitespacesAndNewlines)
        return rest.isEmpty ? nil : rest
    }

    /// Looks at bytes, not letters: every list splits twenty texts, and what ends a sentence is ASCII.
    private static func firstSentence(_ text: String) -> Substring {
        let bytes = text.utf8
        var letters = 0
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D { return text[..<index] }
            let next = bytes.index(after: index)
            let ends = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
            if ends, letters >= shortestTitle, next == bytes.endIndex || bytes[next] == 0x20 || bytes[next] == 0x0A,
                byte != UInt8(ascii: ".") || !isAbbreviated(text[..<index])
            {
                return text[..<next]
            }
            if byte & 0xC0 != 0x80 { letters += 1 }
            index = next
        }
        return text[...]
    }

    private static let shortestTitle = 10

    /// Words that are written with a stop; names of streets and people are full of them. Two letters that begin with a capital, as in
    /// `Jl.`, `RT.` or `H.`, are taken for one without being listed.
    private static let abbreviations: Set<String> = [
        "bpk", "dr", "drs", "ds", "dsn", "gg", "hj", "jl", "jln", "kab", "kec", "kel", "moh", "muh", "no", "prof", "sdr", "ust",
    ]

    /// Whether the stop after these words belongs to the last of them.
    private static func isAbbreviated(_ text: Substring) -> Bool {
        let word = Array(text.utf8.reversed().prefix { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }.reversed())
        guard let first = word.first, word.count <= 4 else { return false }
        return word.count <= 2 && first <= 0x5A || abbreviations.contains(String(decoding: word, as: UTF8.self).lowercased())
    }

    /// The text cut between words, with an ellipsis when something was left out.
    static func shortened(_ text: String, to most: Int) -> String {
        // A text never has more letters than bytes, and bytes are counted already.
        guard text.utf8.count > most, text.count > most else { return text }
        let cut = text.prefix(most)
        let words = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
        return (words.count > most / 2 ? String(words) : String(cut)).trimmingCharacters(in: .whitespaces) + "…"
    }

    package func card(_ page: Page) -> ListCard {
        var facts: [HTML] = ["\(category)"]
        if let place { facts.append("\(Icon.pin) \(place)") }
        facts.append("<time datetime=\"\(receivedAt.description)\">\(page.format.day(receivedAt))</time>")
        facts.append("<span class=\"code\">\(code)</span>")
        var tags = [status.tag(page).html]
        if isOverdue { tags.append(Tag(page.t("report.overdue"), .bad).html) }
        if let rating { tags.append(Rating(page, rating).html) }
        return ListCard(title, link: ReportPaths.report(code), text: text, facts: facts, tags: tags, level: 3)
    }
}
