/// A small line drawing in the colour of the text around it. Always beside words, so it is hidden from screen readers.
package enum Icon: String, Component, CaseIterable {
    case add, alert, arrow, back, bell, camera, check, clock, copy, cross, document, download, edit, eye, filter, globe, info, list,
        locate, lock, map, pause, person, photo, pin, search, send, star, trash, undo

    package var html: HTML { Icon.drawn[self] ?? .empty }

    /// With a size of their own, for when a poor network brings the page without its style sheet.
    private static let drawn = Dictionary(
        uniqueKeysWithValues: allCases.map {
            ($0, HTML(raw: "<svg class=\"icon\" width=\"20\" height=\"20\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">\($0.drawing)</svg>"))
        })

    private var drawing: String {
        switch self {
        case .add: path("M12 5v14M5 12h14")
        case .alert: path("M12 3 2 20h20zM12 10v4M12 17v.01")
        case .arrow: path("M5 12h14M13 6l6 6-6 6")
        case .back: path("M19 12H5M11 6l-6 6 6 6")
        case .bell: path("M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4")
        case .camera: path("M4 8h4l2-3h4l2 3h4v11H4z") + "<circle cx=\"12\" cy=\"13\" r=\"3.5\"/>"
        case .check: path("M4 12.5 10 18 20 6")
        case .clock: "<circle cx=\"12\" cy=\"12\" r=\"9\"/>" + path("M12 7v5l3.5 2")
        case .copy: path("M9 8h11v12H9zM15 8V4H4v12h5")
        case .cross: path("M6 6l12 12M18 6 6 18")
        case .document: path("M6 3h8l4 4v14H6zM14 3v5h4M9 13h6M9 17h6")
        case .download: path("M12 4v11M7 11l5 5 5-5M5 20h14")
        case .edit: path("M4 20l1-5L16 4l4 4L9 19zM13 7l4 4")
        case .eye: path("M2 12c5-8 15-8 20 0-5 8-15 8-20 0z") + "<circle cx=\"12\" cy=\"12\" r=\"3\"/>"
        case .filter: path("M4 6h16M7 12h10M10 18h4")
        case .globe: "<circle cx=\"12\" cy=\"12\" r=\"9\"/>" + path("M3 12h18M12 3c-5 5-5 13 0 18 5-5 5-13 0-18z")
        case .info: "<circle cx=\"12\" cy=\"12\" r=\"9\"/>" + path("M12 11v6M12 7.5v.01")
        case .list: path("M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01")
        case .locate: "<circle cx=\"12\" cy=\"12\" r=\"6\"/>" + path("M12 2v4M12 18v4M2 12h4M18 12h4")
        case .lock: path("M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3")
        case .map: path("M3 6l6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14")
        case .pause: path("M8 5v14M16 5v14")
        case .person: "<circle cx=\"12\" cy=\"8\" r=\"4\"/>" + path("M4 21c1-9 15-9 16 0")
        case .photo: path("M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4") + "<circle cx=\"15\" cy=\"9\" r=\"1\"/>"
        case .pin: path("M12 21c-5-6-7-8.5-7-11.5a7 7 0 0 1 14 0c0 3-2 5.5-7 11.5z") + "<circle cx=\"12\" cy=\"9.5\" r=\"2.5\"/>"
        case .search: "<circle cx=\"10.5\" cy=\"10.5\" r=\"6.5\"/>" + path("M15.5 15.5 21 21")
        case .send: path("M3 11 21 3l-7 18-3-8z")
        case .star: path("M12 3l2.7 5.9 6.3.7-4.7 4.3 1.3 6.3L12 17l-5.6 3.2 1.3-6.3L3 9.6l6.3-.7z")
        case .trash: path("M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5")
        case .undo: path("M8 5 3.5 9.5 8 14M4 9.5h10a5.5 5.5 0 0 1 0 11H9")
        }
    }

    private func path(_ d: String) -> String { "<path d=\"\(d)\"/>" }

    package static let examples = [
        Example("all of them") { _ in
            let named = allCases.html { "<span class=\"row\">\($0) \($0.rawValue)</span>" }
            return "<p class=\"row\">\(named)</p>"
        }
    ]
}
