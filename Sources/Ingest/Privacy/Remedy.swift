import Kernel

/// What is done to a field so that it no longer says too much. The same values always give the same result.
package enum Remedy: Hashable, Sendable, Codable {
    /// How a value is made coarser.
    package enum Generalisation: Hashable, Sendable, Codable {
        /// A day to its year.
        case year
        /// A day to its month.
        case month
        /// A day of birth to an age band of so many years, on a given day: `30–34`.
        case ageBand(years: Int, on: Day)
        /// A number to a band of so much: `20–29`.
        case band(Int)
        /// An area code to the subdistrict's or regency's.
        case area(PlaceLevel)
    }

    /// The field is not in the output.
    case drop(field: String)
    /// Only the first characters stay, the others become `*`.
    case mask(field: String, keeping: Int)
    case generalise(field: String, to: Generalisation)
    /// Numbers below a limit become missing.
    case suppress(field: String, below: Int)

    package var field: String {
        switch self {
        case .drop(let field), .mask(let field, _), .generalise(let field, _), .suppress(let field, _): field
        }
    }
}

extension Reading {
    /// The same reading with a remedy, in place of an earlier one for the same field.
    package func remedying(_ remedy: Remedy) -> Reading {
        var reading = self
        reading.remedies.removeAll { $0.field == remedy.field }
        reading.remedies.append(remedy)
        return reading
    }
}
