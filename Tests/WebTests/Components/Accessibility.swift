/// What WCAG asks of markup and a program can see: names, labels, ids, headings.
enum Accessibility {
    /// Every fault of a piece of a page; `isPage` adds what only whole pages must have.
    static func faults(_ markup: Markup, isPage: Bool = false) -> [String] {
        let all = markup.root.all
        var faults = markup.faults
        let ids = all.compactMap { $0.attributes["id"] }
        faults += Set(ids.filter { id in ids.count { $0 == id } > 1 }).map { "id \($0) twice" }
        for element in all { faults += faultsOf(element, ids: Set(ids), labels: all.filter { $0.name == "label" }) }
        if isPage { faults += pageFaults(all) }
        return faults
    }

    private static func faultsOf(_ element: Markup.Element, ids: Set<String>, labels: [Markup.Element]) -> [String] {
        var faults: [String] = []
        let attributes = element.attributes
        let what = "<\(element.name) \(attributes["class"] ?? attributes["name"] ?? "")>"
        for key in ["aria-describedby", "aria-labelledby", "for"] {
            for id in (attributes[key] ?? "").split(separator: " ") where !ids.contains(String(id)) { faults.append("\(what) \(key) names no \(id)") }
        }
        for key in attributes.keys where key.hasPrefix("on") || key == "style" { faults.append("\(what) has inline \(key)") }
        switch element.name {
        case "a", "button", "summary":
            if name(of: element).isEmpty { faults.append("\(what) has no name") }
            if element.name == "a", attributes["href"] == nil { faults.append("\(what) leads nowhere") }
            if element.name == "button", attributes["type"] == nil { faults.append("\(what) has no type") }
            if element.ancestors.contains(where: { ["a", "button"].contains($0.name) }) { faults.append("\(what) inside another control") }
        case "input", "select", "textarea":
            if attributes["type"] == "hidden" { break }
            let isLabelled = labels.contains { $0.attributes["for"] == attributes["id"] && !$0.text.isEmpty } || attributes["aria-label"] != nil
            if !isLabelled { faults.append("\(what) has no label") }
        case "img": if attributes["alt"] == nil { faults.append("\(what) has no alt") }
        case "svg":
            if attributes["aria-hidden"] != "true", attributes["role"] == nil || attributes["aria-label"] == nil { faults.append("\(what) neither hidden nor named") }
        case "fieldset": if element.elements.first?.name != "legend" { faults.append("\(what) does not begin with a legend") }
        case "nav": if attributes["aria-label"] == nil { faults.append("\(what) has no name") }
        case "table": if element.elements.first?.name != "caption" { faults.append("\(what) has no caption") }
        case "ul", "ol":
            let strangers = element.elements.filter { $0.name != "li" && $0.name != "script" }
            faults += strangers.map { "<\($0.name)> directly in <\(element.name)>" }
        case "form" where element.ancestors.contains { $0.name == "form" }: faults.append("a form inside a form")
        default: break
        }
        return faults
    }

    private static func name(of element: Markup.Element) -> String { element.attributes["aria-label"] ?? element.text }

    private static func pageFaults(_ all: [Markup.Element]) -> [String] {
        var faults: [String] = []
        func expect(_ isSo: Bool, _ fault: String) { if !isSo { faults.append(fault) } }
        expect(all.first { $0.name == "html" }?.attributes["lang"]?.isEmpty == false, "no language")
        expect(all.first { $0.name == "title" }?.text.isEmpty == false, "no title")
        expect(all.count { $0.name == "main" } == 1, "not exactly one main")
        expect(all.count { $0.name == "h1" } == 1, "not exactly one h1")
        let skip = all.first { $0.attributes["class"] == "skip" }?.attributes["href"]?.dropFirst()
        expect(skip != nil && all.first { $0.name == "main" }?.attributes["id"] == skip.map(String.init), "the skip link does not lead to main")
        let inline = all.filter { $0.name == "script" && $0.attributes["src"] == nil && !["importmap", "application/json"].contains($0.attributes["type"] ?? "") }
        expect(inline.isEmpty, "a script inside the page")
        expect(!all.contains { $0.name == "style" }, "a style inside the page")
        var last = 0
        for heading in all where heading.name.count == 2 && heading.name.first == "h" && heading.name != "hr" {
            let level = Int(heading.name.dropFirst()) ?? 0
            if level > last + 1 { faults.append("<\(heading.name)> \(heading.text) after h\(last)") }
            last = level
        }
        return faults
    }
}
