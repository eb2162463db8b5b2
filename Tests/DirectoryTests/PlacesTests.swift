import Directory
import Kernel
import Storage
import TestSupport
import Testing

@Suite struct PlacesTests {
    @Test func theSmallestBoundaryDecides() async throws {
        let places = try await DirectoryFixtures().directory.places
        let placement = places.locate(latitude: -8.18, longitude: 113.661)
        #expect(placement.how == .boundary)
        #expect(placement.village?.code.text == "35.09.19.1001")
        #expect(placement.subdistrict?.name == "Kaliwates")
    }

    @Test func withoutAVillageBoundaryTheNearestCentreOfThatSubdistrictIsTakenAndSaidSo() async throws {
        let places = try await DirectoryFixtures().directory.places
        let placement = places.locate(latitude: -8.19, longitude: 113.705)
        #expect(placement.village?.name == "Sempusari")
        guard case .nearestCentre(let metres) = placement.how else { Issue.record("\(placement.how)"); return }
        #expect((1_100...1_400).contains(metres))
    }

    @Test func aNeighbourIsNamed() async throws {
        let places = try await DirectoryFixtures().directory.places
        let placement = places.locate(latitude: -7.55, longitude: 112.23)
        #expect(!placement.isInside)
        #expect(placement.how == .outside(neighbour: places.region(RegionCode("35.17")!)))
        #expect(placement.village == nil)
        #expect(places.locate(latitude: 0, longitude: 100).how == .outside(neighbour: nil))
    }

    @Test func aSliverBesideTheOutlineIsOurs() async throws {
        let places = try await DirectoryFixtures().directory.places
        // Patrang's southern edge lies at -8.13; Kaliwates begins there too. Its eastern edge is at 113.73.
        let placement = places.locate(latitude: -8.08, longitude: 113.733)
        #expect(placement.village?.name == "Gebang")
        #expect(!places.locate(latitude: -8.08, longitude: 113.76).isInside)
    }

    @Test func withoutAnyBoundaryTheNearestCentreIsTaken() async throws {
        let fixtures = try await DirectoryFixtures()
        try await fixtures.database.write { tx in
            try tx.run("DELETE FROM region_boundary")
            try tx.touch(.regions)
        }
        try await fixtures.directory.refresh()
        let places = fixtures.directory.places
        let placement = places.locate(latitude: -8.185, longitude: 113.67)
        #expect(placement.village?.name == "Mangli")
        #expect(placement.how != .boundary)
        #expect(!places.locate(latitude: -7.0, longitude: 113.67).isInside)
    }

    @Test func twoSubdistrictsOfOneNameStayApart() async throws {
        let places = try await DirectoryFixtures().directory.places
        #expect(places.subdistricts.map(\.name) == ["Jombang", "Kaliwates", "Patrang"])
        #expect(places.subdistricts.allSatisfy { $0.code.regency.text == "35.09" })
        #expect(places.region(RegionCode("35.17.09")!)?.name == "Jombang")
        #expect(places.now.name(RegionCode("35.09.01.2003")!) == "Jombang, Jombang")
    }

    @Test func outlinesCarryCodeAndName() async throws {
        let places = try await DirectoryFixtures().directory.places
        let outlines = Outlines(places.subdistricts, in: places.now)
        #expect(outlines.features.count == 3)
        #expect(outlines.geoJSON.contains(#""id":"35.09.19","properties":{"code":"35.09.19","name":"Kaliwates"}"#))
    }

    @Test(arguments: [
        ("35.09", Region.Kind.regency), ("35.09.19", .subdistrict), ("3509191001", .village), ("35.09.19.2001", .village),
    ])
    func codesAreRead(_ text: String, _ kind: Region.Kind) {
        #expect(RegionCode(text)?.kind == kind)
    }

    @Test(arguments: ["35", "35.9", "35.09.1", "35-09", "35.09.19.10011", "35.0919", "abc", "", "35.09.19.100x"])
    func whatIsNoCodeIsNot(_ text: String) { #expect(RegionCode(text) == nil) }

    @Test func theLastBlockTellsTownFromCountry() {
        #expect(RegionCode("35.09.19.1001")?.villageKind == .urban)
        #expect(RegionCode("35.09.01.2003")?.villageKind == .rural)
        #expect(RegionCode("35.09.01.3001")?.villageKind == .customary)
        #expect(RegionCode("35.09.19.1001")?.parent?.parent?.text == "35.09")
        #expect(RegionCode("35.09.19")!.lies(in: RegionCode("35.09")!))
        #expect(!RegionCode("35.17.09")!.lies(in: RegionCode("35.09")!))
    }
}
