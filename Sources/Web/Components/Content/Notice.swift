/// Something the reader should know before going on.
package struct Notice: Component {
    package enum Kind: String, Sendable, CaseIterable {
        case info, good, warn, bad
    }

    var kind: Kind
    var title: String?
    var text: HTML
    var isLive: Bool

    /// - Parameter isLive: read out at once by a screen reader; for what just happened, not for what stands on the page anyway.
    package init(_ kind: Kind, title: String? = nil, isLive: Bool = false, _ text: HTML) {
        self.kind = kind
        self.title = title
        self.text = text
        self.isLive = isLive
    }

    package var html: HTML {
        let icon: Icon = kind == .good ? .check : kind == .info ? .info : .alert
        return """
            <div class="notice notice--\(kind.rawValue)"\(attr: "role", isLive ? "status" : nil)>\(icon)<div>\
            \(with: title, { "<p class=\"notice__title\">\($0)</p>" })\(text)</div></div>
            """
    }

    package static let examples = [
        Example("kinds") { _ in
            """
            <div class="stack">\(Notice(.info, "<p>Laporan Anda menunggu pemeriksaan. Biasanya selesai dalam satu hari kerja.</p>"))
            \(Notice(.good, title: "Terkirim", "<p>Terima kasih. Simpan kode laporan Anda.</p>"))
            \(Notice(.warn, title: "Kami perlu keterangan tambahan", "<p>Waktu penyelesaian berhenti dihitung sampai Anda menjawab.</p>"))
            \(Notice(.bad, title: "Foto tidak terbaca", "<p>Berkas ini bukan foto. Pilih foto JPG atau PNG.</p>"))</div>
            """
        }
    ]
}
