import Columns
import Directory
import Foundation
import Kernel
import Tables

/// What the demo's datasets are made from: the regency's places, its people, and the present day.
struct DemoFacts: Sendable {
    struct Place: Sendable {
        var code: String
        var name: String
        var latitude: Double
        var longitude: Double
        var population: Int
        /// 0 for the countryside … 1 for the town.
        var town: Double
    }

    let subdistricts: [Place]
    let villages: [Place]
    let today: Day
    /// The last year that is over.
    let lastYear: Int
    /// Rows of the largest table.
    let mostRows: Int
    private let shapes: PlacesSnapshot

    init(_ directory: DirectoryIndex, today: Day, mostRows: Int) {
        let places = directory.places.now
        shapes = places
        func place(_ region: Region, share: Double) -> Place {
            // The three subdistricts of the town, and how far everything else lies from it.
            let (latitude, longitude) = (region.latitude ?? -8.2, region.longitude ?? 113.7)
            let distance = ((latitude + 8.17) * (latitude + 8.17) + (longitude - 113.70) * (longitude - 113.70)).squareRoot()
            let town = max(0, 1 - distance / 0.12)
            var chance = Chance(seed: region.code.text.utf8.reduce(3509) { ($0 &* 31) &+ UInt64($1) })
            let people = Int((52_000 + 70_000 * town + 30_000 * chance.unit()) * share)
            return Place(
                code: region.code.text, name: region.name, latitude: latitude, longitude: longitude, population: people, town: town)
        }
        subdistricts = places.subdistricts.map { place($0, share: 1) }
        villages = places.subdistricts.flatMap { places.children(of: $0.code) }.map { place($0, share: 0.11) }
        self.today = today
        lastYear = today.civil.year - 1
        self.mostRows = mostRows
    }

    /// The five years that are over, the oldest first.
    func years(_ count: Int, before version: Int = 0) -> ClosedRange<Int> { (lastYear - version - count + 1)...(lastYear - version) }

    /// `2025-03`, the month so many months before this one.
    func month(_ before: Int) -> String {
        let (year, month, _) = today.civil
        let at = year * 12 + month - 1 - before
        let number = at % 12 + 1
        return "\(at / 12)-\(number < 10 ? "0" : "")\(number)"
    }

    /// A position near the middle of a place and inside of it.
    func position(in place: Place, _ chance: inout Chance) -> (latitude: Datum, longitude: Datum) {
        for _ in 0..<6 {
            let latitude = place.latitude + (chance.unit() - 0.5) * 0.03
            let longitude = place.longitude + (chance.unit() - 0.5) * 0.03
            if shapes.locate(Position(latitude: latitude, longitude: longitude)).subdistrict?.code.text == String(place.code.prefix(8)) {
                return (DemoFacts.number(latitude, 5), DemoFacts.number(longitude, 5))
            }
        }
        return (DemoFacts.number(place.latitude, 5), DemoFacts.number(place.longitude, 5))
    }

    /// Chance that belongs to a table and a stretch of time, so that the next version says the same of what has passed.
    static func chance(_ table: String, _ time: String) -> Chance {
        Chance(seed: "\(table) \(time)".utf8.reduce(3509) { ($0 &* 31) &+ UInt64($1) })
    }

    /// A decimal with so many digits behind the point.
    static func number(_ value: Double, _ digits: Int) -> Datum {
        let sign = value < 0 ? "-" : ""
        let scale = pow(10, Double(digits))
        let whole = Int((abs(value) * scale).rounded())
        let fraction =
            digits == 0 ? "" : "." + String(repeating: "0", count: max(0, digits - "\(whole % Int(scale))".count)) + "\(whole % Int(scale))"
        return Number("\(sign)\(whole / Int(scale))\(fraction)").map { .number($0) } ?? .missing
    }

    static func count(_ value: Double) -> Datum { .integer(Int64(max(0, value.rounded()))) }
}
