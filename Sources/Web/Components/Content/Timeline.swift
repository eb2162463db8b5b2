import Kernel

/// What happened, newest or oldest first as given.
package struct Timeline: Component {
    package enum Mark: String, Sendable {
        case plain = ""
        case act = "is-act"
        case good = "is-good"
        case bad = "is-bad-step"
    }

    package struct Entry: Sendable {
        var title: String
        var meta: HTML
        var content: HTML?
        var mark: Mark
        var isInternal: Bool

        /// - Parameters:
        ///   - meta: who and when.
        ///   - isInternal: seen by staff only; drawn with a dashed dot, and the page should say so in words too.
        package init(_ title: String, meta: HTML, mark: Mark = .plain, isInternal: Bool = false, content: HTML? = nil) {
            self.title = title
            self.meta = meta
            self.mark = mark
            self.isInternal = isInternal
            self.content = content
        }
    }

    var entries: [Entry]

    package init(_ entries: [Entry]) { self.entries = entries }

    package var html: HTML { "<ol class=\"timeline\">\(each: entries, Timeline.entry)</ol>" }

    private static func entry(_ entry: Entry) -> HTML {
        let style = [entry.mark.rawValue, entry.isInternal ? "is-internal" : ""].filter { !$0.isEmpty }.joined(separator: " ")
        return """
            <li\(attr: "class", style.isEmpty ? nil : style)><p class="timeline__title">\(entry.title)</p>\
            <p class="timeline__meta">\(entry.meta)</p>\(with: entry.content, { "<div class=\"timeline__body\">\($0)</div>" })</li>
            """
    }

    package static let examples = [
        Example("of a report") { page in
            Timeline([
                Entry("Laporan diterima", meta: "\(page.format.moment(page.now.adding(days: -9)))"),
                Entry(
                    "Diteruskan ke Dinas Pekerjaan Umum", meta: "Petugas pengaduan · \(page.format.day(page.now.adding(days: -8)))",
                    mark: .act),
                Entry(
                    "Catatan petugas", meta: "Hanya terlihat oleh petugas", isInternal: true,
                    content: "<p>Material tersedia di gudang Puger.</p>"),
                Entry(
                    "Dinyatakan selesai", meta: "Dinas Pekerjaan Umum · \(page.format.day(page.now.adding(days: -1)))", mark: .act,
                    content: "<p>Lubang sudah ditambal sepanjang dua belas meter.</p>"),
                Entry("Dibuktikan selesai", meta: "Kepala Desa Kencong · \(page.format.day(page.now))", mark: .good),
            ]).html
        }
    ]
}
