import Kernel

/// One of the six dimensions of a smart city, with its three sub-pillars: the movement's guide of 2017, as regencies publish it
/// (smartcity.tegalkota.go.id; the sub-dimensions also in the 2024 evaluation of Kota Ambon).
package struct CityDimension: Sendable, Hashable, Identifiable {
    package struct SubPillar: Sendable, Hashable, Identifiable {
        package let id: String
        package var label: TextKey { TextKey("plan.sub_pillar.\(id)") }
    }

    /// As other tables know it too, such as a dataset's dimension.
    package let id: String
    package let subPillars: [SubPillar]

    package var label: TextKey { TextKey("plan.dimension.\(id)") }

    private init(_ id: String, _ subPillars: String...) {
        self.id = id
        self.subPillars = subPillars.map(SubPillar.init(id:))
    }

    /// In the guide's order.
    package static let all = [
        CityDimension("governance", "pelayanan", "birokrasi", "kebijakan"),
        CityDimension("branding", "wisata", "bisnis", "wajah-kota"),
        CityDimension("economy", "industri", "kesejahteraan", "transaksi"),
        CityDimension("living", "harmoni", "kesehatan", "mobilitas"),
        CityDimension("society", "komunitas", "belajar", "keamanan"),
        CityDimension("environment", "proteksi", "sampah", "energi"),
    ]

    package static func find(_ id: String) -> CityDimension? { all.first { $0.id == id } }
    /// The dimension a sub-pillar belongs to.
    package static func of(subPillar id: String) -> CityDimension? { all.first { $0.subPillars.contains { $0.id == id } } }
}
