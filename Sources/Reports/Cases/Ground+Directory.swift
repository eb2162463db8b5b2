import Directory
import Kernel
import Storage

extension Ground {
    /// The regency as the directory knows it at each moment.
    package init(_ directory: DirectoryIndex) {
        self.init(
            locate: { latitude, longitude in
                let placement = directory.places.locate(latitude: latitude, longitude: longitude)
                return Location(placement)
            },
            isVillage: { code in RegionCode(code).map { $0.kind == .village && directory.places.isKnownAndOwn($0) } ?? false },
            isSubdistrict: { code in RegionCode(code).map { $0.kind == .subdistrict && directory.places.isKnownAndOwn($0) } ?? false },
            agencyOfRegion: { code in RegionCode(code).flatMap { directory.agencies.office(of: $0, on: directory.today) }?.id.text },
            isAgency: { id in directory.agencies[id]?.isActive(on: directory.today) ?? false },
            calendar: { directory.calendars.current(for: $0) },
            holders: { permission, agency, tx in try tx.holders(of: permission, agency: agency, on: directory.today) },
            clients: { permission, agency, tx in try tx.clients(with: permission, agency: agency, on: directory.today) },
            successor: { id in directory.agencies.successor(of: Identifier(id))?.id.text ?? id })
    }
}

extension Places {
    fileprivate func isKnownAndOwn(_ code: RegionCode) -> Bool {
        let snapshot = now
        return snapshot.isOwn(code) && snapshot.region(code) != nil
    }
}

extension Ground.Location {
    fileprivate init(_ placement: Placement) {
        let finding: ReportPlace.Finding = placement.how == .boundary ? .boundary : .nearest
        switch placement.how {
        case .outside(let neighbour): self = .outside(neighbour?.name)
        default:
            // Where a regency has not imported its villages, the subdistrict is as near as it gets.
            if let village = placement.village {
                self = .village(village.code.text, finding)
            } else {
                self = placement.subdistrict.map { .subdistrict($0.code.text) } ?? .outside(nil)
            }
        }
    }
}
