import Kernel

/// How commitments are signed here, as the operator decided.
package struct SignatureSettings: Sendable {
    package enum Provider: String, Sendable, CaseIterable {
        /// Nobody can sign in Pendopo; the text is printed and signed on paper.
        case none
        /// With each person's own key, kept here sealed by her password.
        case local
        /// With certified signatures by the client service of the national certification authority in the regency's own network.
        case bsre
    }

    package var provider: Provider
    /// Set for ``Provider/bsre``.
    package var bsre: BSrEClient?

    package init(provider: Provider = .local, bsre: BSrEClient? = nil) {
        self.provider = provider
        self.bsre = bsre
    }
}
