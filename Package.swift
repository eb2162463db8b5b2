// swift-tools-version:6.2
import PackageDescription

// What most targets use of others.
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")

let package = Package(
    name: "pendopo",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "pendopo", targets: ["Server"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // C libraries of the system; bin/setup installs their headers.
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .systemLibrary(name: "CGd", providers: [.apt(["libgd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CSerd", pkgConfig: "serd-0", providers: [.apt(["libserd-dev"])]),
        .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "CMemory"),
        .target(name: "CSQLiteSetup", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "CSpawn"),

        .target(name: "Kernel", dependencies: ["CSpawn", crypto]),
        .target(
            name: "Storage",
            dependencies: [
                "Kernel", "CPostgres", "CSQLiteSetup", "CStemmer", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"), logging, crypto,
            ], resources: [.copy("Text")]),
        .target(name: "Work", dependencies: ["Kernel", "Storage", logging, crypto]),
        .target(name: "Tables", dependencies: ["Kernel", "CZlib", "CExpat", "CXlsxWriter"], resources: [.copy("Text")]),
        .target(name: "Columns", dependencies: ["Kernel", crypto], resources: [.copy("Text")]),
        .target(
            name: "Ingest", dependencies: ["Kernel", "Tables", "Columns", "CZlib", "CExpat", "CXlsxWriter", crypto],
            resources: [.copy("Text")]),
        .target(
            name: "Rows",
            dependencies: ["Kernel", "Columns", "Tables", .product(name: "GRDBSQLite", package: "GRDB.swift"), logging, crypto],
            resources: [.copy("Text")]),
        .target(
            name: "Signing", dependencies: ["Kernel", crypto, .product(name: "CryptoExtras", package: "swift-crypto")],
            resources: [.copy("Text"), .copy("Verifier")]),
        .target(name: "Images", dependencies: ["Kernel", "CGd"], resources: [.copy("Text")]),
        .target(name: "Triples", dependencies: ["Kernel", "CExpat", "CSerd"]),
        .target(
            name: "Web",
            dependencies: [
                "Kernel", "Storage", "Work", "CZlib", .product(name: "Hummingbird", package: "hummingbird"), httpTypes, crypto, logging,
                nioCore,
            ], resources: [.copy("Text")]),
        .target(
            name: "Directory",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Web", crypto, .product(name: "CryptoExtras", package: "swift-crypto"), httpTypes,
                logging,
            ], resources: [.copy("Text")]),
        .target(
            name: "Reports", dependencies: ["Kernel", "Storage", "Work", "Tables", "Images", "Web", "Directory", crypto, httpTypes],
            resources: [.copy("Text")]),
        .target(
            name: "Catalogue",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Columns", "Ingest", "Rows", "Triples", "Web", "Directory", crypto, httpTypes,
                logging,
            ], resources: [.copy("Text")]),
        .target(
            name: "Portals",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Columns", "Ingest", "Rows", "Web", "Directory", "Catalogue", "CZlib", crypto,
                httpTypes, logging,
            ], resources: [.copy("Text")]),
        .target(
            name: "Sharing",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Columns", "Ingest", "Rows", "Web", "Directory", "Catalogue", crypto, httpTypes,
                logging,
            ], resources: [.copy("Text")]),
        .target(
            name: "Citations",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Columns", "Ingest", "Rows", "Web", "Directory", "Signing", "Catalogue", "Documents",
                crypto, httpTypes, logging,
            ], resources: [.copy("Text"), .copy("Verifier")]),
        .target(
            name: "Documents", dependencies: ["Kernel", "CZlib", "Tables", "Signing", crypto, logging],
            resources: [.copy("Text"), .copy("Typst")]),
        .target(
            name: "Masterplan", dependencies: ["Kernel", "Storage", "Work", "Tables", "Web", "Directory", crypto, httpTypes, logging],
            resources: [.copy("Text")]),
        .target(
            name: "Innovations",
            dependencies: ["Kernel", "Storage", "Work", "Tables", "Web", "Directory", "Masterplan", crypto, httpTypes, logging],
            resources: [.copy("Text")]),
        .target(
            name: "Commitments",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Web", "Directory", "Signing", "Images", "Documents", "Masterplan", crypto,
                httpTypes, logging,
            ], resources: [.copy("Text"), .copy("Verifier")]),
        .target(
            name: "Workshops",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Web", "Directory", "Documents", "Masterplan", "Innovations", crypto, httpTypes,
                logging,
            ], resources: [.copy("Text")]),
        .target(
            name: "Books",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Web", "Directory", "Documents", "Masterplan", "Innovations", "Commitments",
                "Workshops", crypto, httpTypes, logging,
            ], resources: [.copy("Text")]),
        .target(
            name: "Assessments",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Images", "Web", "Directory", "Documents", "Masterplan", crypto, httpTypes, logging,
            ], resources: [.copy("Text")]),
        .target(
            name: "Audit", dependencies: ["Kernel", "Storage", "Work", "Tables", "Web", "Directory", crypto, httpTypes, logging],
            resources: [.copy("Text")]),
        .executableTarget(
            name: "Server",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Images", "Web", "Directory", "Reports", "Audit", "Columns", "Ingest", "Rows",
                "Signing", "Catalogue", "Portals", "Sharing", "Citations", "Documents", "Masterplan", "Innovations", "Commitments",
                "Workshops", "Books", "Assessments", "CCurl", "CGd", "CMemory", .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"), logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ], resources: [.copy("Demo"), .copy("Text")]),

        .executableTarget(
            name: "Bench",
            dependencies: [
                "Kernel", "Storage", "Tables", "Columns", "Directory", "Reports", "Work", "Ingest", "Catalogue", "Documents", "Masterplan",
                "Books", logging, .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .target(
            name: "TestSupport",
            dependencies: [
                "Kernel", "Storage", "Work", "Web", "Directory", "Reports", "Audit", "Catalogue", "Portals", "Sharing", "Citations",
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "NIOEmbedded", package: "swift-nio"), httpTypes,
                logging, nioCore,
            ]),
        .testTarget(name: "KernelTests", dependencies: ["Kernel", crypto]),
        .executableTarget(name: "StorageCrash", dependencies: ["Kernel", "Storage"], path: "Tests/StorageCrash"),
        .testTarget(name: "StorageTests", dependencies: ["Kernel", "Storage", "StorageCrash", "TestSupport", crypto]),
        .testTarget(name: "WorkTests", dependencies: ["Work", "Reports", "TestSupport", logging]),
        .testTarget(name: "TablesTests", dependencies: ["Tables", "CZlib"]),
        .testTarget(name: "ColumnsTests", dependencies: ["Columns", "Kernel", crypto]),
        .testTarget(name: "IngestTests", dependencies: ["Ingest", "Tables", "Columns", "Kernel", "CZlib", "TestSupport"]),
        .executableTarget(name: "RowsWorker", dependencies: ["Rows"], path: "Tests/RowsWorker"),
        .testTarget(
            name: "RowsTests",
            dependencies: [
                "Rows", "RowsWorker", "Columns", "Tables", "Kernel", "TestSupport", crypto,
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .testTarget(name: "SigningTests", dependencies: ["Signing", "Kernel", crypto]),
        .testTarget(name: "TriplesTests", dependencies: ["Triples", "Kernel"]),
        .testTarget(name: "ImagesTests", dependencies: ["Images", "CGd"]),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Work", "TestSupport", "CZlib", .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(name: "DirectoryTests", dependencies: ["Directory", "TestSupport"]),
        .testTarget(name: "ReportsTests", dependencies: ["Reports", "TestSupport", logging, httpTypes, nioCore]),
        .testTarget(
            name: "CatalogueTests",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Columns", "Ingest", "Rows", "RowsWorker", "Web", "Directory", "Catalogue",
                "TestSupport", logging, crypto, httpTypes, nioCore,
            ]),
        .testTarget(
            name: "PortalsTests",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Columns", "Ingest", "Rows", "Web", "Directory", "Catalogue", "TestSupport",
                "Portals", logging, crypto, httpTypes, nioCore,
            ]),
        .testTarget(
            name: "SharingTests",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Columns", "Ingest", "Rows", "Web", "Directory", "Catalogue", "TestSupport",
                "Sharing", "Reports", "Portals", "Citations", "RowsWorker", logging, crypto, httpTypes, nioCore,
            ]),
        .testTarget(
            name: "CitationsTests",
            dependencies: [
                "Kernel", "Storage", "Work", "Tables", "Columns", "Ingest", "Rows", "Web", "Directory", "Catalogue", "TestSupport",
                "Signing", "Citations", "Documents", logging, crypto, httpTypes, nioCore,
            ]),
        .testTarget(
            name: "DocumentsTests", dependencies: ["TestSupport", "Documents", "Kernel", "CZlib", "Tables", "Signing", crypto, logging]),
        .testTarget(
            name: "MasterplanTests",
            dependencies: [
                "TestSupport", "Masterplan", "Kernel", "Storage", "Work", "Tables", "Web", "Directory", crypto, httpTypes, logging, nioCore,
            ]),
        .testTarget(
            name: "InnovationsTests",
            dependencies: [
                "TestSupport", "Innovations", "Kernel", "Storage", "Work", "Tables", "Web", "Directory", "Masterplan", crypto, httpTypes,
                logging, nioCore,
            ]),
        .testTarget(
            name: "CommitmentsTests",
            dependencies: [
                "TestSupport", "Commitments", "Kernel", "Storage", "Work", "Tables", "Web", "Directory", "Signing", "Documents",
                "Masterplan", crypto, httpTypes, logging, nioCore,
            ]),
        .testTarget(
            name: "WorkshopsTests",
            dependencies: [
                "TestSupport", "Workshops", "Kernel", "Storage", "Work", "Tables", "Web", "Directory", "Documents", "Masterplan",
                "Innovations", crypto, httpTypes, logging, nioCore,
            ]),
        .testTarget(
            name: "BooksTests",
            dependencies: [
                "TestSupport", "Books", "Kernel", "Storage", "Work", "Tables", "Web", "Directory", "Documents", "Masterplan", "Innovations",
                "Commitments", "Workshops", crypto, httpTypes, logging, nioCore,
            ]),
        .testTarget(
            name: "AssessmentsTests",
            dependencies: [
                "TestSupport", "Assessments", "Kernel", "Storage", "Work", "Tables", "Web", "Directory", "Documents", "Masterplan", crypto,
                httpTypes, logging, nioCore,
            ]),
        .testTarget(name: "AuditTests", dependencies: ["Audit", "Directory", "Reports", "Web", "TestSupport", logging, crypto, httpTypes]),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Server", "TestSupport", "Tables", "Directory", .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                logging,
            ]),
    ]
)

// One set of settings for all our Swift.
for target in package.targets where target.type != .system && !["CCurl", "CMemory", "CSQLiteSetup", "CSpawn"].contains(target.name) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
