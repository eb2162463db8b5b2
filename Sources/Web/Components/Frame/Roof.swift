/// The mark of Pendopo: the stepped roof of an open hall on four pillars. Drawn in the colour of the text around it.
package enum Roof: Component {
    case mark

    package var html: HTML {
        """
        <svg viewBox="0 0 48 48" fill="currentColor" aria-hidden="true"><path d="M19 8h10l1.5-2.5L33 9l3 9H12l3-9 2.5-3.5z"/>\
        <path d="M11.5 20h25L46 29.5H2z"/><path d="M5 31.5h38v2.5H5z"/>\
        <path d="M8 35.5h3V42H8zM17.5 35.5h2.5V42h-2.5zM28 35.5h2.5V42H28zM37 35.5h3V42h-3z"/><path d="M3 43.5h42V46H3z"/></svg>
        """
    }

    /// The mark where only a component fits, such as an empty list.
    package static let examples = [Example("the mark") { _ in "<p>\(Roof.mark)</p>" }]
}
