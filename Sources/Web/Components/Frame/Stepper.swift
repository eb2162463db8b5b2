import Kernel

/// How far one has come in something with several pages.
package struct Stepper: Component {
    var page: Page
    var steps: [String]
    var current: Int

    /// - Parameter current: index of the step at hand.
    package init(_ page: Page, _ steps: [String], current: Int) {
        self.page = page
        self.steps = steps
        self.current = current
    }

    package var html: HTML {
        let items = steps.indices.html { index in
            """
            <li\(attr: "class", index < current ? "is-done" : nil)\(attr: "aria-current", index == current ? "step" : nil)>\(steps[index])\
            \(if: index < current, "<span class=\"visually-hidden\"> (\(page.t("ui.steps.done")))</span>")</li>
            """
        }
        return "<ol class=\"steps\" aria-label=\"\(page.t("ui.steps"))\">\(items)</ol>"
    }

    package static let examples = [
        Example("second of four") { page in Stepper(page, ["Masalah", "Tempat", "Foto", "Kirim"], current: 1).html }
    ]
}
