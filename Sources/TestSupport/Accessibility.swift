/// What WCAG asks of markup and a program can see: names, labels, ids, headings, nothing inline.
package struct Accessibility {
    private let ids: Set<String>
    private let labels: [Markup]
    private var faults: [String] = []

    /// Every fault of a piece of a page.
    /// - Parameter isPage: adds what only whole pages must have.
    package static func faults(_ source: String, isPage: Bool = false) -> [String] {
        do {
            let markup = try Markup(source)
            var check = Accessibility(markup)
            let all = markup.all { $0["id"] != nil }.compactMap { $0["id"] }
            for (id, count) in Dictionary(all.map { ($0, 1) }, uniquingKeysWith: +).sorted(by: { $0.key < $1.key }) {
                check.expect(count == 1, "\(count) elements have the id \(id)")
            }
            check.walk(markup, within: [])
            if isPage { check.checkPage(markup) }
            return check.faults
        } catch { return ["\(error)"] }
    }

    private init(_ markup: Markup) {
        ids = Set(markup.all { $0["id"] != nil }.compactMap { $0["id"] })
        labels = markup.all("label")
    }

    private mutating func expect(_ isSo: Bool, _ fault: @autoclosure () -> String) { if !isSo { faults.append(fault()) } }

    private mutating func walk(_ parent: Markup, within outer: [String]) {
        for element in parent.children where element.name != "#text" {
            check(element, within: outer)
            walk(element, within: outer + [element.name])
        }
    }

    private mutating func check(_ element: Markup, within outer: [String]) {
        let what = "<\(element.name) \(element["class"] ?? element["name"] ?? "")>"
        for key in ["aria-describedby", "aria-labelledby", "for"] {
            for id in (element[key] ?? "").split(separator: " ") { expect(ids.contains(String(id)), "\(what) \(key) names no \(id)") }
        }
        for key in element.attributes.keys { expect(!key.hasPrefix("on") && key != "style", "\(what) has inline \(key)") }
        switch element.name {
        case "a", "button", "summary": checkControl(element, what, within: outer)
        case "input", "select", "textarea": checkField(element, what)
        case "img": expect(element["alt"] != nil, "\(what) has no alt")
        case "svg":
            let isNamed = element["role"] != nil && element["aria-label"]?.isEmpty == false
            expect(element["aria-hidden"] == "true" || isNamed, "\(what) neither hidden nor named")
        case "fieldset": expect(Accessibility.elements(element).first?.name == "legend", "\(what) does not begin with a legend")
        case "nav": expect(element["aria-label"]?.isEmpty == false, "\(what) has no name")
        case "table": expect(Accessibility.elements(element).first?.name == "caption", "\(what) has no caption")
        case "ul", "ol":
            for child in Accessibility.elements(element) { expect(child.name == "li", "<\(child.name)> directly in <\(element.name)>") }
        case "form": expect(!outer.contains("form"), "a form inside a form")
        default: break
        }
    }

    private mutating func checkControl(_ element: Markup, _ what: String, within outer: [String]) {
        expect(!Accessibility.name(element).isEmpty, "\(what) has no name")
        if element.name == "a" { expect(element["href"] != nil, "\(what) leads nowhere") }
        if element.name == "button" { expect(element["type"] != nil, "\(what) has no type") }
        expect(!outer.contains("a") && !outer.contains("button"), "\(what) inside another control")
    }

    private mutating func checkField(_ element: Markup, _ what: String) {
        if element["type"] == "hidden" || element["hidden"] != nil { return }
        let hasLabel = labels.contains { $0["for"] != nil && $0["for"] == element["id"] && !Accessibility.name($0).isEmpty }
        expect(hasLabel || element["aria-label"]?.isEmpty == false, "\(what) has no label")
    }

    private mutating func checkPage(_ page: Markup) {
        expect(page.first("html")?["lang"]?.isEmpty == false, "no language")
        expect(page.first("title")?.text.isEmpty == false, "no title")
        expect(page.all("main").count == 1, "not exactly one main")
        expect(page.all("h1").count == 1, "not exactly one h1")
        let skip = page.all { $0["class"] == "skip" }.first?["href"]
        expect(skip != nil && skip == page.first("main")?["id"].map { "#\($0)" }, "the skip link does not lead to main")
        for script in page.all("script") where script["src"] == nil {
            expect(["importmap", "application/json", "application/ld+json"].contains(script["type"] ?? ""), "a script inside the page")
        }
        expect(page.all("style").isEmpty, "a style inside the page")
        var last = 0
        for heading in page.all(where: { ["h1", "h2", "h3", "h4", "h5", "h6"].contains($0.name) }) {
            let level = Int(heading.name.dropFirst()) ?? 0
            expect(level <= last + 1, "<\(heading.name)> “\(heading.text)” comes after h\(last)")
            last = level
        }
    }

    private static func elements(_ element: Markup) -> [Markup] { element.children.filter { $0.name != "#text" } }

    /// What a screen reader says of an element: its label, or the words and pictures within that are not hidden.
    private static func name(_ element: Markup) -> String {
        if element["aria-hidden"] == "true" { return "" }
        if let label = element["aria-label"] ?? element["alt"] { return label }
        if element.name == "#text" { return element.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        return element.children.map(name).filter { !$0.isEmpty }.joined(separator: " ")
    }
}
