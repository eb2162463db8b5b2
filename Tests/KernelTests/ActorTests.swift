import Kernel
import Testing

@Suite struct ActorTests {
    private let clerk = Actor(
        kind: .account, id: "a",
        grants: [
            Grant(permissions: ["reports.handle"], agencies: ["pu"]),
            Grant(permissions: ["reports.handle"], agencies: ["dlh"], categories: ["sampah"]),
            Grant(permissions: ["audit.read"]),
        ])

    @Test func `nothing is allowed that no grant allows`() {
        for permission in ["reports.handle", "audit.read", "reports.triage"] as [Permission] {
            #expect(!Actor.visitor.may(permission) && !Actor.visitor.mayAnywhere(permission))
            #expect(Actor.visitor.agencies(for: permission) == [])
        }
        #expect(!clerk.may("reports.triage") && !clerk.may("reports.handle", agency: "dishub"))
    }

    @Test func `a record without an agency is reached only by grants without that limit`() {
        #expect(!clerk.may("reports.handle") && clerk.may("reports.handle", agency: "pu"))
        #expect(clerk.may("audit.read") && clerk.may("audit.read", agency: "anything"))
    }

    @Test func `limits of one grant hold together, grants add up`() {
        #expect(clerk.may("reports.handle", agency: "dlh", category: "sampah"))
        #expect(!clerk.may("reports.handle", agency: "dlh", category: "jalan") && !clerk.may("reports.handle", agency: "dlh"))
        #expect(clerk.may("reports.handle", agency: "pu", category: "jalan"))
        #expect(clerk.agencies(for: "reports.handle") == ["pu", "dlh"] && clerk.agencies(for: "audit.read") == nil)
    }
}
