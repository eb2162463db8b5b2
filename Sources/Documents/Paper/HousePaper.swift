import Kernel

/// How the regency wants its papers to look: the letterhead and the colour that it has set on a page. One of the installation's services,
/// put there by whoever keeps templates; where there is none, papers have the government's name.
package struct HousePaper: Sendable {
    package struct Style: Sendable, Equatable {
        /// From the government down to the office; empty for the usual name.
        package var names: [String]
        package var contact: [String]
        /// `#rrggbb`; empty for the usual colour.
        package var accent: String

        package init(names: [String] = [], contact: [String] = [], accent: String = "") {
            self.names = names
            self.contact = contact
            self.accent = accent
        }

        /// The letterhead, with the government's name where none was set.
        package func letterhead(_ government: String) -> PaperLetterhead {
            PaperLetterhead(names: names.isEmpty ? [government] : names, contact: contact)
        }
    }

    /// As it is now.
    package let style: @Sendable () async throws -> Style

    /// The template of a paper that is made anew whenever somebody asks for it, by its name, as it was at a moment or is now; `nil` while the
    /// regency has none of its own.
    package let template: @Sendable (String, Instant?) async throws -> PaperTemplate?

    package init(
        _ style: @escaping @Sendable () async throws -> Style,
        template: @escaping @Sendable (String, Instant?) async throws -> PaperTemplate? = { _, _ in nil }
    ) {
        self.style = style
        self.template = template
    }
}
