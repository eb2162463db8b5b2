import Foundation

/// The programs that tests start are built beside them.
package enum TestProgram {
    /// Where one lies, by the name of its target.
    package static func path(_ name: String) -> String {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var folder = tests.deletingLastPathComponent()
        // Under Linux the tests are the program itself; elsewhere they lie in a bundle.
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path) {
            folder = folder.deletingLastPathComponent()
        }
        return folder.appendingPathComponent(name).path
    }
}
