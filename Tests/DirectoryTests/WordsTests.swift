import Directory
import Foundation
import Kernel
import Testing

@Suite struct WordsTests {
    @Test func bothLanguagesHaveTheSameSentencesWithTheSamePlaces() throws {
        let words = try DirectoryWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
        #expect(words.keys(.indonesian).count > 300)
        for key in words.keys(.indonesian) {
            let places = Language.allCases.map { language in
                Set((words.sentence(TextKey(key), language) ?? "").matches(of: /\{([^{}|]+)/).map { String($0.1) })
            }
            #expect(places[0] == places[1], "\(key)")
        }
    }

    @Test func everySentenceTheCodeNamesIsThereAndNoOther() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/Directory")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        var named: Set<String> = []
        for file in files where file.pathExtension == "swift" {
            let source = try String(contentsOf: file, encoding: .utf8)
            named.formUnion(source.matches(of: /"((?:directory|permission)\.[a-zA-Z0-9_.]+)"/).map { String($0.1) })
        }
        #expect(named.count > 300)
        let words = try DirectoryWords.load().keys(.indonesian)
        // Names of permissions, jobs, migrations and keys look alike.
        let others =
            /directory\.(\d.*|field|view|agencies|accounts|roles|calendars|words|brand|clients|retention|regions|refresh|purge|reset_mail|sign_in_ticket|account_ends)/
        let missing = named.subtracting(words).filter { $0.wholeMatch(of: others) == nil }
        #expect(missing.sorted() == [])
        let made = /(directory\.(access|field|agency_kind|agency_function|holiday_kind|week|village_kind|import)|permission)\..*/
        let unused = words.subtracting(named).filter { $0.wholeMatch(of: made) == nil }
        #expect(unused.sorted() == [])
        for permission in DirectoryPermission.all { #expect(words.contains("permission.\(permission.name)")) }
    }
}
