import Kernel
import TestSupport
import Testing
import Web

@testable import Workshops

@Suite("Members of a council as people type them")
struct MemberLineTests {
    @Test("institutions and roles are read in the words of either language, kept as codes, and shown in the reader's words")
    func words() async throws {
        let site = try await WorkshopSite()
        let lines = MemberLines(words: site.site.installation.words)
        let typed = """
            Dewi Maharani | Perangkat daerah | Ketua
            Budi | campus | Member
             Sari|KAMPUS|sekretaris
            X | apa saja | Ketua
            rusak
            """
        let coded = lines.coded(typed)
        #expect(
            coded == "Dewi Maharani | agency | chair\nBudi | campus | member\nSari | campus | secretary\nX | apa saja | chair\nrusak")
        let (members, wrong) = WorkshopBody.members(coded)
        #expect(members.map(\.role) == [.chair, .member, .secretary] && wrong == ["X | apa saja | chair", "rusak"])
        #expect(lines.shown("Dewi | agency | chair", .indonesian) == "Dewi | Perangkat daerah | Ketua")
        #expect(lines.coded(lines.shown("Dewi | agency | chair", .english)) == "Dewi | agency | chair")
    }
}
