import Kernel
import Tables

/// Writes a zip file while it is sent: each call gives the bytes that are ready.
package final class ZipWriter {
    private let zip: Tables.ZipWriter

    /// - Parameter at: the time that every file gets, as people's clocks show it.
    package init(at day: Day, _ time: TimeOfDay) { zip = Tables.ZipWriter(level: 4, at: (day, time)) }

    /// Begins a file.
    package func begin(_ name: String) throws(AppError) -> [UInt8] {
        try zip.begin(name)
        return zip.take()
    }

    package func add(_ bytes: [UInt8]) -> [UInt8] {
        zip.write(bytes)
        return zip.take()
    }

    /// Ends the file.
    package func end() -> [UInt8] {
        zip.end()
        return zip.take()
    }

    /// The directory at the end.
    package func finish() throws(AppError) -> [UInt8] {
        try zip.finish()
        return zip.take()
    }
}
