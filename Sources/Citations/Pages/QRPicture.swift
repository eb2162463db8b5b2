import Signing
import Web

/// A QR code as a picture in a page.
struct QRPicture {
    let code: QRCode
    /// What it leads to, for those who do not see it.
    let label: String

    /// `nil` when the text is too long for any code.
    init?(_ text: String, label: String) {
        guard let code = QRCode(text) else { return nil }
        self.code = code
        self.label = label
    }

    /// Always dark on white, also where the page is dark: readers expect that.
    var html: HTML {
        """
        <svg class="qr" viewBox="0 0 \(code.span) \(code.span)" role="img" aria-label="\(label)" shape-rendering="crispEdges">\
        <path fill="#fff" d="M0 0h\(code.span)v\(code.span)H0z"/><path fill="#000" d="\(code.path)"/></svg>
        """
    }

    /// The same as a file of its own.
    var file: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(code.span) \(code.span)" width="\(code.span * 8)" height="\(code.span * 8)" \
        shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(code.span)v\(code.span)H0z"/><path fill="#000" d="\(code.path)"/></svg>
        """
    }
}
