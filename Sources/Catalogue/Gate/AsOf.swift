import Directory
import Kernel

/// `as_of`: a table as it was shown at a moment, or at the end of a day on the clocks of the regency.
package enum AsOf {
    /// Name of the parameter, on pages and in every protocol.
    package static let name = "as_of"

    /// - Throws: `.invalid` for what is neither a moment nor a day.
    package static func moment(_ text: String, _ directory: DirectoryIndex) throws(AppError) -> Instant {
        if let moment = Instant(text) { return moment }
        guard let day = Day(text) else { throw AppError.invalid(name, "rows.bad_moment") }
        return day.adding(1).at(offsetHours: directory.offsetHours).adding(seconds: -0.001)
    }
}
