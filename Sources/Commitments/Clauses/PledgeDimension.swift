import Kernel

/// The six dimensions of a smart-city masterplan, by which pledges are told apart.
package enum PledgeDimension: String, Sendable, CaseIterable, Codable {
    case governance, branding, economy, living, society, environment

    package var label: TextKey { TextKey("pledge.dimension.\(rawValue)") }
}
