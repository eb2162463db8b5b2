import Kernel
import Storage

/// What the public can find by words: approved text and code, nothing else.
enum ReportSearch {
    /// Brings the search index in step with a report whose public side changed.
    static func update(_ report: Report, _ tx: Transaction) throws {
    }
}
