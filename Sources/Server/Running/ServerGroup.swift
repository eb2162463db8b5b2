import Audit
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Kernel
import Logging
import NIOSSL
import ServiceLifecycle
import Storage
import UnixSignals
import Web
import Work

/// Everything that runs while Pendopo serves, stopped in the right order: first no new requests, then the work in hand, then
/// the outbox, which may still have to tell of it.
enum ServerGroup {
    /// - Parameter onRunning: told the port once requests are taken.
    static func make(
        _ house: House, _ installation: Installation, _ site: Site, onRunning: @escaping @Sendable (Int) async -> Void
    ) throws -> ServiceGroup {
        let settings = installation.settings
        let application = Application(
            responder: site, server: try server(settings, site),
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? settings.port) }, logger: house.logger.quiet)
        return make(workers: workers(house, installation) + [application], logger: house.logger)
    }

    static func make(workers: [any Service], logger: Logger) -> ServiceGroup {
        ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: workers.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0, successTerminationBehavior: .ignore) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger.quiet))
    }

    /// What is done beside requests. Services are stopped from the last to the first.
    static func workers(_ house: House, _ installation: Installation) -> [any Service] {
        let capabilities = house.capabilities
        let outbox = Outbox(
            database: house.database, world: house.world, subscribers: capabilities.flatMap { $0.subscribers(installation) },
            recent: installation.recentEvents)
        let mailer = NotificationMailer(
            database: house.database, world: house.world, words: { installation.words }, publicURL: installation.settings.absolute(""),
            finders: capabilities.flatMap { $0.addresses(installation) } + [MailAddresses.ofAccounts])
        let queue = Queue(
            database: house.database, world: house.world, handlers: capabilities.flatMap { $0.jobs(installation) } + [mailer.handler],
            logger: house.logger)
        let schedules = capabilities.flatMap { $0.schedules(installation) }
        let heads = HeadLog(dataFolder: installation.settings.dataFolder, vault: house.vault)
        let keeper = HeadKeeper(database: house.database, world: house.world, log: heads, logger: house.logger)
        var workers: [any Service] = [
            HeadWorker(keeper: keeper), OutboxWorker(outbox: outbox, database: house.database, logger: house.logger),
        ]
        for lane in queue.lanes {
            for _ in 0..<lane.width { workers.append(QueueWorker(queue: queue, lane: lane, logger: house.logger)) }
        }
        let memory = MemoryKeeper()
        // Beside the cooperative threads: whoever allocates meanwhile waits.
        let looking = Schedule("memory", every: 30) { await Background.run { _ = memory.look() } }
        return workers + (schedules + [looking]).map { ScheduleWorker(schedule: $0, logger: house.logger) }
    }

    private static func server(_ settings: Settings, _ site: Site) throws -> HTTPServerBuilder {
        guard let certificate = settings.tlsCertificate, let key = settings.tlsKey else { return site.server() }
        do {
            var tls = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
            tls.minimumTLSVersion = .tlsv12
            return try .tls(site.server(), tlsConfiguration: tls)
        } catch {
            throw SettingProblem("the certificate \(certificate) and its key \(key) cannot be used: \(error)")
        }
    }
}

extension Logger {
    /// For libraries, which tell of every start and stop.
    fileprivate var quiet: Logger {
        var quiet = self
        quiet.logLevel = max(logLevel, .warning)
        return quiet
    }
}
