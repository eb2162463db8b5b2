import Kernel

extension ReportPhoto {
    /// Whether parts of it can be covered: what a citizen sent, as it came.
    package var isCoverable: Bool { role == .before && original == nil }
}

extension Sequence<ReportPhoto> {
    /// The citizen's photos that may be put before the public: of one that was covered the newest copy, and never itself.
    package var presentable: [ReportPhoto] {
        filter(\.isCoverable).map { photo in last { $0.original == photo.id } ?? photo }
    }

    private func last(where fits: (ReportPhoto) -> Bool) -> ReportPhoto? {
        reduce(nil) { found, photo in fits(photo) ? photo : found }
    }
}
