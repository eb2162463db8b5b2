/// The mark of Pendopo: the stepped roof of an open hall on four pillars. Drawn in the colour of the text around it.
package enum Roof: Component {
    case mark

    package var html: HTML {
        """
        <svg width="40" height="40" viewBox="0 0 48 48" fill="currentColor" aria-hidden="true">\
        <path d="M17 7.5h14c.8 4.5 2.6 8 5.5 11h-25c2.9-3 4.7-6.5 5.5-11z"/>\
        <path d="M15 4c3.5 1.5 14.5 1.5 18 0l-1.5 3h-15z"/>\
        <path d="M10 20h28c1.6 4 4.4 6.8 8.5 9h-45C5.6 26.8 8.4 24 10 20z"/>\
        <path d="M5.5 30.5h37v2.2h-37z"/>\
        <path d="M8 34.2h2.8v8H8zM17.5 34.2h2.4v8h-2.4zM28.1 34.2h2.4v8h-2.4zM37.2 34.2H40v8h-2.8z"/>\
        <path d="M5 43.5h38V45H5zM2.5 45.8h43v1.7h-43z"/>\
        </svg>
        """
    }

    /// The mark where only a component fits, such as an empty list.
    package static let examples = [Example("the mark") { _ in "<p>\(Roof.mark)</p>" }]
}
