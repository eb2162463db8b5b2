/// One setting an operator can make: in the environment, in `pendopo.yaml` and, for the commonest, as an argument.
struct Setting: Sendable {
    /// Its name in `pendopo.yaml`; a dot stands for a level.
    let key: String
    /// What holds without it, for people.
    let usual: String
    /// Kept out of everything that is printed.
    let isSecret: Bool

    private init(_ key: String, usual: String = "", isSecret: Bool = false) {
        self.key = key
        self.usual = usual
        self.isSecret = isSecret
    }

    /// `PENDOPO_TLS_CERTIFICATE` for `tls.certificate`.
    var environment: String { "PENDOPO_" + key.uppercased().replacing(".", with: "_") }

    static let data = Setting("data", usual: "./data")
    static let database = Setting("database", usual: "SQLite in the data folder", isSecret: true)
    static let databaseConnections = Setting("database_connections", usual: "16")
    static let filesURL = Setting("files.url")
    static let filesBucket = Setting("files.bucket")
    static let filesPrefix = Setting("files.prefix")
    static let filesRegion = Setting("files.region", usual: "us-east-1")
    static let filesKeyID = Setting("files.key_id")
    static let filesSecret = Setting("files.secret", isSecret: true)
    static let filesCache = Setting("files.cache_megabytes", usual: "20000")
    static let regency = Setting("regency", usual: "35.09")
    static let offsetHours = Setting("offset_hours", usual: "7")
    static let host = Setting("host", usual: "127.0.0.1")
    static let port = Setting("port", usual: "8080")
    static let publicURL = Setting("public_url")
    static let trustedProxies = Setting("trusted_proxies")
    static let tlsCertificate = Setting("tls.certificate")
    static let tlsKey = Setting("tls.key")
    static let mailURL = Setting("mail.url")
    static let mailFrom = Setting("mail.from")
    static let mailUser = Setting("mail.user")
    static let mailPassword = Setting("mail.password", isSecret: true)
    static let fetchAllow = Setting("fetch.allow")
    static let signatures = Setting("signatures.provider", usual: "local")
    static let bsreURL = Setting("signatures.bsre_url")
    static let bsreUser = Setting("signatures.bsre_user")
    static let bsrePassword = Setting("signatures.bsre_password", isSecret: true)
    static let metricsKey = Setting("metrics_key", isSecret: true)
    static let rateLimits = Setting("rate_limits", usual: "true")
    static let tileServer = Setting("tile_server")
    static let assets = Setting("assets", usual: "Assets beside the program")
    static let demo = Setting("demo", usual: "false")
    static let logLevel = Setting("log.level", usual: "info")
    static let logFormat = Setting("log.format", usual: "text on a terminal, else json")

    static let all = [
        data, database, databaseConnections, filesURL, filesBucket, filesPrefix, filesRegion, filesKeyID, filesSecret, filesCache, regency,
        offsetHours, host, port, publicURL, trustedProxies, tlsCertificate, tlsKey, mailURL,
        mailFrom,
        mailUser, mailPassword, fetchAllow, signatures, bsreURL, bsreUser, bsrePassword, metricsKey, rateLimits, tileServer, assets, demo,
        logLevel, logFormat,
    ]
}
