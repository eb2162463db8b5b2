import Kernel

/// A field of one line.
package struct Input: Component {
    package enum Kind: String, Sendable {
        case text, email, tel, password, number, decimal, date, search, url
    }
    package enum Width: String, Sendable {
        case full = ""
        case short = " input--short"
        case date = " input--date"
        case code = " input--code"
    }

    var frame: FieldFrame
    var kind: Kind
    var value: String
    var width: Width
    var maxLength: Int?
    var autocomplete: String?
    var attributes: HTML

    /// - Parameters:
    ///   - value: as typed; shown again when the form comes back. Never shown for passwords.
    ///   - error: what is wrong and what to do, in the reader's language.
    ///   - need: fields that may stay empty say so; the others need no mark.
    ///   - autocomplete: the browser's name for what it may fill in, such as `name`, `tel`, `email`, `one-time-code`.
    ///   - attributes: further ones (`min`, `max`, `step`, `pattern`, `data-…`), each with a blank before it.
    package init(
        _ page: Page, _ name: String, label: String, kind: Kind = .text, value: String = "", hint: String? = nil, error: String? = nil,
        need: Need = .required, width: Width = .full, maxLength: Int? = nil, autocomplete: String? = nil, attributes: HTML = .empty
    ) {
        frame = FieldFrame(page: page, name: name, label: label, hint: hint, error: error, need: need)
        self.kind = kind
        self.value = value
        self.width = kind == .date && width == .full ? .date : width
        self.maxLength = maxLength
        self.autocomplete = autocomplete
        self.attributes = attributes
    }

    package var html: HTML {
        // Numbers are typed as text with a number pad: browsers drop or round what they cannot read in a number field. That for whole
        // numbers has no comma on some phones, and neither pad a minus.
        let pad = kind == .number ? "numeric" : kind == .decimal ? "decimal" : nil
        let type = pad == nil ? kind.rawValue : "text"
        return frame.around(
            """
            <input class="input\(width.rawValue)" type="\(type)"\(frame.control)\(attr: "inputmode", pad)\
            \(attr: "value", kind == .password || value.isEmpty ? nil : value)\(attr: "maxlength", maxLength)\
            \(attr: "autocomplete", autocomplete)\(attributes)>
            """)
    }

    package static let examples = [
        Example("with hint") { page in
            Input(page, "title", label: "Judul laporan", hint: "Satu kalimat, misalnya: jalan berlubang di depan SDN Kencong 2.").html
        },
        Example("with error, refilled") { page in
            Input(
                page, "phone", label: "Nomor telepon", kind: .tel, value: "0812-34",
                error: "Nomor ini terlalu pendek. Tulis lengkap, misalnya 081234567890.",
                need: .optional, autocomplete: "tel"
            ).html
        },
        Example("date, number, code, password") { page in
            """
            <div class="form">\(Input(page, "since", label: "Sejak tanggal", kind: .date))
            \(Input(page, "count", label: "Jumlah rumah", kind: .number, width: .short))
            \(Input(page, "code", label: "Kode laporan", value: "K7M-Q2X-94", width: .code))
            \(Input(page, "password", label: "Kata sandi", kind: .password, autocomplete: "current-password"))</div>
            """
        },
    ]
}
