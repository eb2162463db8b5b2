import Kernel

/// What a form sent: fields and files in the order they came.
package struct FormData: Sendable {
    package private(set) var fields: [(name: String, value: String)] = []
    package private(set) var files: [UploadedFile] = []
    /// Of forms with very many fields, where each name stands first: going through all of them for each would take minutes.
    private var places: [String: Int] = [:]
    /// Up to so many fields are gone through.
    private static let few = 64

    package init() {}
    package init(_ fields: [(String, String)], files: [UploadedFile] = []) {
        self.fields = fields.map { (name: $0.0, value: $0.1) }
        self.files = files
        if fields.count > FormData.few { note(from: 0) }
    }

    /// As a browser would send the form as it stands.
    package init(_ form: Form, files: [UploadedFile] = []) {
        self.init(form.values.keys.sorted().flatMap { name in form.all(name).map { (name, $0) } }, files: files)
    }

    mutating func add(_ name: String, _ value: String) {
        fields.append((name, value))
        if fields.count > FormData.few { note(from: places.isEmpty ? 0 : fields.count - 1) }
    }
    private mutating func note(from start: Int) {
        for place in start..<fields.count where places[fields[place].name] == nil { places[fields[place].name] = place }
    }
    mutating func add(_ file: UploadedFile) { files.append(file) }

    /// The first value of a field, cleaned by ``Kernel/Plain/text(_:)``; `nil` when the form has no such field.
    package subscript(name: String) -> String? { raw(name).map(Plain.text) }
    /// The first value exactly as it was sent: for passwords.
    package func raw(_ name: String) -> String? {
        places.isEmpty ? fields.first(where: { $0.name == name })?.value : places[name].map { fields[$0].value }
    }
    /// All values of a field, cleaned.
    package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map { Plain.text($0.value) } }
    package func files(_ name: String) -> [UploadedFile] { files.filter { $0.field == name } }

    /// The version of the record of which a form was made; `nil` when it was sent without one. What is no number is a version that no
    /// record has, so that it is told as overtaken and not passed over.
    package var seenVersion: Int? {
        guard let text = self["version"], !text.isEmpty else { return nil }
        return Int(text) ?? -1
    }
    /// As ``seenVersion``, of a page's form about a record that is there: without its version it is told as overtaken too, for it may
    /// have been made of anything.
    package var neededVersion: Int { seenVersion ?? -1 }
}

/// How much a request may send. Whoever sends more is told so with 413 before it is kept.
package struct BodyLimits: Sendable, Hashable {
    /// Bytes of everything together.
    package var total: Int
    /// Bytes of one file.
    package var file = 0
    package var files = 0
    /// Bytes of one field.
    package var field = 2 << 20
    package var fields = 1000

    package init(total: Int, file: Int = 0, files: Int = 0) {
        self.total = total
        self.file = file
        self.files = files
    }

    /// A form without files: 4 MiB, so that a text far too long still comes back to its form with a clear word.
    package static let form = BodyLimits(total: 4 << 20)
    /// The body of an API request: 1 MiB.
    package static let json = BodyLimits(total: 1 << 20)
    /// A form with files of at most so many bytes each.
    package static func uploads(_ files: Int, each bytes: Int) -> BodyLimits {
        BodyLimits(total: (4 << 20) + files * bytes, file: bytes, files: files)
    }
}

extension AppError {
    static func tooLarge(_ limit: Int) -> AppError { AppError(.tooLarge, Message("error.too_large", ["limit": sizeText(limit)])) }
    static let notUTF8 = AppError(.malformed, "error.not_utf8")
}

/// `300 kB` or `12 MB`, for limits people are told.
package func sizeText(_ bytes: Int) -> String {
    bytes >= 1 << 20 ? "\((bytes + (1 << 19)) >> 20) MB" : "\(max(1, bytes >> 10)) kB"
}
