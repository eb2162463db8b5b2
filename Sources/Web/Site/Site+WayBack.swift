import HTTPTypes
import Hummingbird
import Kernel

extension Site {
    /// Where the form stands that could not be read: the page from which the browser says it was sent, else the nearest address above it
    /// that opens; `nil` when there is none.
    func wayBack(_ route: PageRoute, _ raw: Hummingbird.Request) -> String? {
        if let page = sender(raw) { return page }
        let names = route.path.template.split(separator: "/")
        let parts = raw.uri.path.split(separator: "/")
        guard names.count == parts.count else { return nil }
        for count in stride(from: parts.count, to: 0, by: -1) {
            let template = "/" + names.prefix(count).joined(separator: "/")
            if table.routes.contains(where: { $0.isOpened && $0.path.template == template }) {
                return Reply.safePath("/" + parts.prefix(count).joined(separator: "/"))
            }
        }
        return nil
    }

    private func sender(_ raw: Hummingbird.Request) -> String? {
        guard let address = raw.headers[.init("Referer")!], let scheme = address.firstRange(of: "://"),
            let slash = address[scheme.upperBound...].firstIndex(of: "/"), !address[slash...].hasPrefix("//"),
            Origin.isOurs(String(address[..<slash]), authority: raw.head.authority, own: installation.settings.publicURL)
        else { return nil }
        let page = Reply.safePath(String(address[slash...]))
        // A form that came back stands at the address it was sent to, which may take forms and open no page.
        return page.prefix { $0 != "?" && $0 != "#" } == raw.uri.path ? nil : page
    }
}

extension Route {
    /// Whether a browser that goes to its address is shown a page.
    fileprivate var isOpened: Bool {
        if case .page = kind { return method == .get }
        return false
    }
}
