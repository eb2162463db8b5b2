import Kernel

/// Photos to send along. Scripts show them, make them small on the phone before they are sent, and let single ones be removed.
package struct PhotoInput: Component {
    var frame: FieldFrame
    var max: Int
    var longestEdge: Int

    /// - Parameters:
    ///   - max: how many may be sent.
    ///   - longestEdge: pixels to which the phone shrinks the longer side before sending.
    package init(
        _ page: Page, _ name: String, label: String, max: Int = 5, longestEdge: Int = 1600, hint: String? = nil, error: String? = nil,
        need: Need = .optional
    ) {
        frame = FieldFrame(page: page, name: name, label: label, hint: hint, error: error, need: need)
        self.max = max
        self.longestEdge = longestEdge
    }

    package var html: HTML {
        frame.around(
            """
            <div class="photos__pick"><input class="input" type="file" accept="image/*"\(attr: "multiple", max > 1)\(frame.control)>\
            <span class="button button--quiet" aria-hidden="true">\(Icon.camera)\(frame.page.t("ui.photos.choose"))</span></div>\
            <p class="hint" data-photos-status role="status"></p><ul class="photos__list" data-photos-list hidden></ul>
            """,
            attributes: """
                 data-photos data-max="\(max)" data-edge="\(longestEdge)"\(words: frame.page, "ui.photos",
                ["remove", "working", "ready", "many", "unreadable", "photo"])
                """)
    }

    package static let examples = [
        Example("up to five") { page in
            PhotoInput(page, "photos", label: "Foto", hint: "Sampai 5 foto. Foto dikecilkan di ponsel Anda supaya hemat kuota.").html
        }
    ]
}

/// One file of any kind, such as a table to import.
package struct FileInput: Component {
    var frame: FieldFrame
    var accept: String?
    var isMultiple: Bool

    /// - Parameter accept: endings or media types the phone should offer, such as `.csv,.xlsx`.
    package init(
        _ page: Page, _ name: String, label: String, accept: String? = nil, isMultiple: Bool = false, hint: String? = nil,
        error: String? = nil,
        need: Need = .required
    ) {
        frame = FieldFrame(page: page, name: name, label: label, hint: hint, error: error, need: need)
        self.accept = accept
        self.isMultiple = isMultiple
    }

    package var html: HTML {
        frame.around("<input class=\"input\" type=\"file\"\(attr: "accept", accept)\(attr: "multiple", isMultiple)\(frame.control)>")
    }

    package static let examples = [
        Example("a table") { page in
            FileInput(page, "file", label: "Berkas kalender", accept: ".csv,.xlsx", hint: "CSV atau XLSX dengan kolom tanggal dan nama.")
                .html
        }
    ]
}
