import Crypto
import Foundation
import Kernel

/// Takes the content of one part: text is gathered, a file goes to disk once it is not small any more.
struct PartSink {
    enum Result {
        case field(String, String)
        case file(UploadedFile)
    }

    /// Bytes of a file kept in memory before it goes to disk.
    private static let memory = 64 << 10

    private let name: String
    private let filename: String?
    private let type: String
    private let limits: BodyLimits
    private var bytes: [UInt8] = []
    private var size = 0
    private var hash = SHA256()
    private var file: (TemporaryFile, FileHandle)?

    init(headers: ArraySlice<UInt8>, limits: BodyLimits, files: Int, fields: Int) throws {
        guard let text = String(validating: headers, as: UTF8.self) else { throw AppError.notUTF8 }
        var disposition: [String: String] = [:]
        var type = "application/octet-stream"
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { throw AppError(.malformed, "error.form_broken") }
            let value = line[line.index(after: colon)...]
            switch line[..<colon].lowercased() {
            case "content-disposition": disposition = parameters(value)
            case "content-type": type = value.trimmingCharacters(in: .whitespaces)
            default: break
            }
        }
        guard let name = disposition["name"] else { throw AppError(.malformed, "error.form_broken") }
        self.name = name
        filename = disposition["filename"]
        self.type = type
        self.limits = limits
        if filename == nil, fields >= limits.fields { throw AppError(.tooLarge, "error.too_many_fields") }
        if let filename, !filename.isEmpty, files >= limits.files {
            throw AppError(
                .tooLarge, Message("error.too_many_files", ["limit": String(limits.files)]),
                issues: [
                    Issue(name, Message("error.too_many_files", ["limit": String(limits.files)]))
                ])
        }
    }

    mutating func take(_ more: UnsafeBufferPointer<UInt8>, newFile: () throws -> TemporaryFile) throws {
        size += more.count
        guard filename != nil else {
            guard size <= limits.field else { throw AppError.tooLarge(limits.field) }
            bytes.append(contentsOf: more)
            return
        }
        guard size <= limits.file else {
            let message = Message("error.file_too_large", ["limit": sizeText(limits.file)])
            throw AppError(.tooLarge, message, issues: [Issue(name, message)])
        }
        hash.update(bufferPointer: UnsafeRawBufferPointer(more))
        if file == nil, size > PartSink.memory {
            let fresh = try newFile()
            let handle = try FileHandle(forWritingTo: fresh.url)
            try write(Data(bytes), to: handle)
            bytes = []
            file = (fresh, handle)
        }
        if let file { try write(Data(more), to: file.1) } else { bytes.append(contentsOf: more) }
    }

    /// `nil` for a file field in which nothing was chosen.
    consuming func finish() throws -> Result? {
        guard let filename else {
            guard let text = String(validating: bytes, as: UTF8.self) else { throw AppError.notUTF8 }
            return .field(name, text)
        }
        if filename.isEmpty, size == 0 { return nil }
        guard let file else { return .file(UploadedFile(field: name, filename: filename, claimedType: type, bytes: bytes)) }
        try file.1.close()
        return .file(
            UploadedFile(field: name, filename: filename, claimedType: type, size: size, sha256: hex(hash.finalize()), file: file.0))
    }

    private func write(_ data: Data, to handle: FileHandle) throws {
        do { try handle.write(contentsOf: data) } catch { throw AppError(.unavailable, "error.disk_full") }
    }
}

/// Parameters of a header such as `form-data; name="photo"; filename="a \"b\".jpg"`, names in lower case. Browsers write
/// quotes and line ends inside names as `%22`, `%0D` and `%0A`.
func parameters(_ header: some StringProtocol) -> [String: String] {
    var found: [String: String] = [:]
    var name = ""
    var value = ""
    var isQuoted = false
    var isValue = false
    var isEscaped = false
    func keep() {
        let key = name.trimmingCharacters(in: .whitespaces).lowercased()
        if isValue, found[key] == nil {
            found[key] = value.replacingOccurrences(of: "%22", with: "\"").replacingOccurrences(of: "%0D", with: "")
                .replacingOccurrences(of: "%0A", with: "")
        }
    }
    for scalar in header.unicodeScalars {
        switch scalar {
        case _ where isEscaped:
            value.unicodeScalars.append(scalar)
            isEscaped = false
        case "\\" where isQuoted: isEscaped = true
        case "\"" where isValue: isQuoted.toggle()
        case ";" where !isQuoted:
            keep()
            name = ""
            value = ""
            isValue = false
        case "=" where !isQuoted && !isValue: isValue = true
        default: if isValue { value.unicodeScalars.append(scalar) } else { name.unicodeScalars.append(scalar) }
        }
    }
    keep()
    return found
}
