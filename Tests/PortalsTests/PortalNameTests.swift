import Testing

@testable import Portals

/// What a CKAN refuses a whole dataset for: taken from CKAN 2.11.6's validators (`tag_name_validator`, `email_validator`).
@Suite("Names as CKAN takes them") struct PortalNameTests {
    @Test("a tag keeps its letters and loses what CKAN refuses, and stands once")
    func tags() {
        #expect(portalTags(["rumah sakit", "covid-19", "v1.0", "data_induk"]) == ["rumah sakit", "covid-19", "v1.0", "data_induk"])
        #expect(portalTags(["UMKM/IKM", "gizi & pangan", "bantuan (2025)"]) == ["UMKM IKM", "gizi pangan", "bantuan 2025"])
        #expect(portalTags(["a/b", "a b", "a, b"]) == ["a b"])
        #expect(portalTags(["&&", "x!", "🎈🎈", "R&D"]) == ["R D"])
        // Written apart or together, a letter with its accent is a letter.
        #expect(portalTags(["caf\u{65}\u{301}"]) == ["caf\u{e9}"])
    }

    @Test(
        "an address of mail is one that CKAN takes",
        arguments: ["dishub@jemberkab.go.id", "data.satu+buka@bps.go.id", "d'aria@x-y.id"])
    func addresses(_ text: String) { #expect(portalEmail(text) == text) }

    @Test(
        "whatever else stands in a contact is no address",
        arguments: [
            "", "@diskominfojember", "dishub@", "a@b@c.id", "a@b", "a..b@c.id", ".a@c.id", "a@.id", "a@c.", "a@-c.id", "a@c-.id",
            "a b@c.id", "a@c.id,d@e.id", "Dishub<a@c.id>", "\u{e9}@c.id", "a@\u{e9}.id",
        ])
    func others(_ text: String) { #expect(portalEmail(text) == nil) }
}
