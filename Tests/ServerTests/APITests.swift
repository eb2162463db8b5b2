import Directory
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import TestSupport
import Testing
import Web

@testable import Server

@Suite struct APITests {
    /// A row of `docs/api.md`: the page, and the operations that do the same; none where it says why.
    private struct Line {
        var page: String
        var operations: [String]
        var isException: Bool
    }

    private static func table() throws -> [Line] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/api.md"), encoding: .utf8)
        return page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let isException = cells[1].hasPrefix("– ")
            let names = cells[1].split(separator: "`").map(String.init).filter { $0.contains(" /api/") }
            return Line(page: cells[0].trimmingCharacters(in: ["`"]), operations: isException ? [] : names, isException: isException)
        }
    }

    private static func pages() throws -> [String] {
        try Composition.capabilities().flatMap { capability in
            capability.pages.filter { page in
                ["directory", "audit", "catalogue", "sharing", "citations"].contains(capability.name)
                    || page.path.template.hasPrefix("/pengelolaan")
            }
        }.map { "\($0.method.rawValue) \($0.path)" }
    }

    @Test func `every page of administration, audit, data, sharing and citations has its operation, or a reason why not`() throws {
        let table = try Self.table()
        let listed = table.map(\.page)
        let there = try Self.pages()
        #expect(Set(there).subtracting(listed).sorted() == [], "docs/api.md does not name these pages")
        #expect(Set(listed).subtracting(there).sorted() == [], "docs/api.md names pages that do not exist")
        #expect(Set(listed).count == listed.count, "docs/api.md names a page twice")
        #expect(table.filter { $0.operations.isEmpty && !$0.isException }.map(\.page) == [])
        let operations = Set(try Composition.capabilities().flatMap(\.endpoints).map { "\($0.method.rawValue) \($0.path)" })
        #expect(Set(table.flatMap(\.operations)).subtracting(operations).sorted() == [], "docs/api.md names operations that do not exist")
        // What changes something may be done by whoever holds the same permission.
        let wanted = try Composition.capabilities().flatMap(\.pages)
        let endpoints = try Composition.capabilities().flatMap(\.endpoints)
        for line in table where line.page.hasPrefix("POST") {
            let page = wanted.first { "\($0.method.rawValue) \($0.path)" == line.page }
            // Where a page leaves it to the record who may, so does its operation, which names the permissions that can be held.
            for operation in line.operations where page?.permission != nil {
                let endpoint = endpoints.first { "\($0.method.rawValue) \($0.path)" == operation }
                #expect(endpoint?.permission == page?.permission, "\(operation)")
            }
        }
    }

    @Test(.enabled(if: TestDatabase.triesTheRest, "knows no database")) func `a name stands for one schema`() throws {
        var known: [String: (JSONValue, String)] = [:]
        for capability in try Composition.capabilities() {
            for endpoint in capability.endpoints {
                let document = OpenAPI(
                    [Capability(name: "one", endpoints: [endpoint])],
                    settings: Settings(dataFolder: FileManager.default.temporaryDirectory, regency: "35.09")
                ).document
                guard case .object(let schemas)? = document["components"]?["schemas"] else { continue }
                for (name, schema) in schemas {
                    let at = "\(endpoint.method.rawValue) \(endpoint.path)"
                    if let other = known[name] { #expect(other.0 == schema, "\(name) of \(at) is another than of \(other.1)") }
                    known[name] = (schema, at)
                }
            }
        }
        #expect(known.count > 30)
    }

    @Test(
        .enabled(if: OpenAPIValidator.isThere, "needs openapi-spec-validator (bin/setup --test)"),
        .enabled(if: TestDatabase.triesTheRest, "knows no database"))
    func `the description of everything is valid`() async throws {
        let document = OpenAPI(
            try Composition.capabilities(), settings: Settings(dataFolder: FileManager.default.temporaryDirectory, regency: "35.09"))
        let complaint = try OpenAPIValidator.complaint(about: document.text)
        #expect(complaint == nil)
    }

    @Test func `no operation does anything without the permission it names`() async throws {
        let site = try await TestSite(try Composition.capabilities().filter { $0.name != "web" })
        let desk = site.installation.services.get(DirectoryDesk.self)
        let clients = EditClients(desk.directory, known: Set(desk.permissions))
        var keys: [Permission: String] = [:]
        for permission in desk.permissions {
            keys[permission] = try await clients.create(name: permission.name, permissions: [permission], by: .system).key
        }
        var asked = 0
        for endpoint in site.site.capabilities.flatMap(\.endpoints) {
            guard let permission = endpoint.permission else { continue }
            let path = endpoint.path.template.replacing(/\{year\}/, with: "2026").replacing(
                /\{[a-z]+\}/, with: "019ca725-1a06-7000-8000-000000000000")
            #expect(try await site.send(endpoint.method, path).status == 401, "\(endpoint.method.rawValue) \(endpoint.path)")
            let other = try #require(desk.permissions.first { !([permission] + endpoint.alternatives).contains($0) }.flatMap { keys[$0] })
            let refused = try await site.send(endpoint.method, path, headers: [.authorization: "Bearer \(other)"])
            #expect(refused.status == 403, "\(endpoint.method.rawValue) \(endpoint.path)")
            asked += 1
        }
        #expect(asked > 60)
    }
}
