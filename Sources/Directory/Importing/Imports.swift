import Kernel
import Tables
import Web

/// The directory's imports as its pages and the API start them.
enum Imports {
    /// The boundaries of a large regency's villages have some megabytes.
    static let limits = BodyLimits.uploads(1, each: 64 << 20)

    static let agencies: ImportRun = { request, source, options in
        try await ImportAgencies(request.directory).run(source, options: options, by: request.actor)
    }

    static let accounts: ImportRun = { request, source, options in
        let categories = Set(try await request.desk.categories.choices().map(\.id))
        return try await ImportAccounts(request.directory, resolver: request.desk.resolver, categories: categories).run(
            source, options: options, by: request.actor)
    }

    /// Regions from a table, or their boundaries from GeoJSON.
    static let regions: ImportRun = { request, source, options in
        // GeoJSON begins with a brace, a table does not.
        if case .bytes(let bytes) = source, bytes.first(where: { $0 > 32 && $0 < 0x80 }) == UInt8(ascii: "{") {
            return try await ImportBoundaries(request.directory).run(source, options: options, by: request.actor)
        }
        return try await ImportRegions(request.directory).run(source, options: options, by: request.actor)
    }

    /// Into the drafts of the years, never at once in force.
    static let holidays: ImportRun = { request, source, options in
        try await ImportHolidays(request.directory).run(source, publish: false, options: options, by: request.actor)
    }

    static let roles: ImportRun = { request, source, options in
        try await ImportRoles(RoleRoutes.edit(request)).run(source, options: options, by: request.actor)
    }

    static let clients: ImportRun = { request, source, options in
        try await ImportClients(ClientRoutes.edit(request)).run(source, options: options, by: request.actor)
    }

    static let words: ImportRun = { request, source, options in
        try await ImportWords(request.directory, ours: request.desk.ours).run(source, options: options, by: request.actor)
    }
}
