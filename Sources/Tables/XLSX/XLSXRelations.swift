import Kernel

/// Which part is meant by which relation.
package final class XLSXRelations: SAXHandler {
    /// Part by relation id.
    private(set) var targets: [String: String] = [:]
    private var byType: [String: String] = [:]
    private let base: String

    init(_ archive: ZipArchive, _ part: String, base: String) throws(AppError) {
        self.base = base
        if let stream = try archive.stream(part) { try SAX.read(stream, self, part: part) }
    }

    /// The first part of a type, by the last word of the type's URL (which has two forms).
    package func target(type: String) -> String? { byType[type] }

    func start(_ name: SAXName, _ attributes: SAXAttributes) {
        guard "Relationship" ~= name, attributes["TargetMode"] != "External", let id = attributes["Id"], let target = attributes["Target"]
        else { return }
        let path = resolve(target)
        targets[id] = path
        if let type = attributes["Type"]?.split(separator: "/").last { byType[String(type)] = byType[String(type)] ?? path }
    }

    func end(_ name: SAXName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    private func resolve(_ target: String) -> String {
        var path = target.hasPrefix("/") ? [] : base.split(separator: "/")
        for step in target.split(separator: "/") where step != "." {
            if step == ".." { _ = path.popLast() } else { path.append(step) }
        }
        return path.joined(separator: "/")
    }
}
