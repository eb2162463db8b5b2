import Kernel

/// The elements of one array of a JSON file, or the values one after another of a file of lines, cut out one by one.
package struct JSONRecords {
    private var cutter: JSONCutter
    private let form: JSONOutline.Form
    private var isFirst = true
    private var isDone = false

    /// - Parameter path: the keys that lead to the array. Throws `missing` when they lead to none.
    package init(_ source: ByteSource, path: [String], form: JSONOutline.Form = .tables, _ noun: JSONNoun = .json, missing: AppError? = nil)
        throws(AppError)
    {
        cutter = try JSONCutter(source, noun)
        self.form = form
        guard form == .tables || form == .features else { return }
        for key in path { try find(key, missing) }
        guard try cutter.peek() == UInt8(ascii: "[") else { throw missing ?? cutter.malformed }
        try cutter.take(UInt8(ascii: "["))
    }

    package var progress: Double { isDone ? 1 : cutter.progress }

    /// The bytes of the next element and the line it begins on; `nil` at the end of the array. Of a file of lines, a line that may be no JSON.
    package mutating func next() throws(AppError) -> (bytes: [UInt8], line: Int)? {
        if isDone { return nil }
        var first = try cutter.peek()
        if form == .lines || form == .values {
            guard first != nil else {
                isDone = true
                return nil
            }
        } else {
            if first == UInt8(ascii: "]") {
                isDone = true
                return nil
            }
            if !isFirst {
                try cutter.take(UInt8(ascii: ","))
                first = try cutter.peek()
            }
            guard first != nil else { throw cutter.malformed }
        }
        isFirst = false
        let line = cutter.line
        return (form == .lines ? try cutter.wholeLine() : try cutter.value(keep: true), line)
    }

    /// Goes to the value of a key of the object at the present place.
    private mutating func find(_ wanted: String, _ missing: AppError?) throws(AppError) {
        guard try cutter.peek() == UInt8(ascii: "{") else { throw missing ?? cutter.malformed }
        try cutter.take(UInt8(ascii: "{"))
        while try cutter.peek() == UInt8(ascii: "\"") {
            let key = try cutter.value(keep: true)
            try cutter.take(UInt8(ascii: ":"))
            var name: [UInt8] = []
            _ = key.withUnsafeBufferPointer { JSONText.append($0, to: &name) }
            if name == Array(wanted.utf8) {
                let first = try cutter.peek()
                if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") { return }
            }
            _ = try cutter.value(keep: false)
            guard try cutter.take(UInt8(ascii: ","), UInt8(ascii: "}")) == UInt8(ascii: ",") else { break }
        }
        throw missing ?? cutter.malformed
    }
}
