import Foundation
import Kernel

/// A real SMTP server (Python's aiosmtpd) on a port of its own, and what it received.
///
/// It takes the sign-in budi / rahasia, refuses the receiver nobody@example.org, and hands every message to Python's
/// own e-mail parser, so that ours is not the judge of itself.
final class MailServer {
    struct Received: Decodable {
        var from: String
        var to: [String]
        var user: String?
        var headers: [String: String]
        var subject: String
        var sender: String
        var body: String
        var longestLine: Int
        var hasBareLineFeed: Bool
    }

    /// A Python that has aiosmtpd: that of `bin/test`'s venv, or the system's.
    static let python: String? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let candidates = [root.appendingPathComponent(".build/venv/bin/python").path, "/usr/bin/python3", "/usr/local/bin/python3"]
        return candidates.first { path in
            guard FileManager.default.isExecutableFile(atPath: path) else { return false }
            return (try? ChildCommand(path, ["-c", "import aiosmtpd"]).run().end) == .code(0)
        }
    }()

    private static let program = """
        import asyncio, email, email.policy, json, sys
        from aiosmtpd.smtp import SMTP, AuthResult
        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address == 'nobody@example.org': return '550 no such user'
                if address == 'full@example.org': return '452 mailbox full'
                envelope.rcpt_tos.append(address)
                return '250 OK'
            async def handle_DATA(self, server, session, envelope):
                raw = envelope.original_content
                mail = email.message_from_bytes(raw, policy=email.policy.default)
                user = getattr(session, 'auth_data', None)
                print(json.dumps(dict(user=user, to=envelope.rcpt_tos, headers={k: str(v) for k, v in mail.items()},
                    subject=mail['Subject'], sender=mail['From'].addresses[0].display_name, body=mail.get_content(),
                    longestLine=max(len(l) for l in raw.split(b'\\r\\n')), hasBareLineFeed=raw.count(b'\\n') != raw.count(b'\\r\\n'),
                    **{'from': envelope.mail_from})), flush=True)
                return '250 taken'
        def authenticate(server, session, envelope, mechanism, data):
            ok = data.login == b'budi' and data.password == b'rahasia'
            return AuthResult(success=ok, handled=False, auth_data=data.login.decode() if ok else None)
        async def main():
            loop = asyncio.get_running_loop()
            server = await loop.create_server(lambda: SMTP(Handler(), authenticator=authenticate, auth_require_tls=False,
                auth_required=sys.argv[1] == 'auth'), '127.0.0.1', 0)
            print(server.sockets[0].getsockname()[1], flush=True)
            await loop.run_in_executor(None, sys.stdin.read)
        asyncio.run(main())
        """

    let port: Int
    private let process: ChildProcess

    init(requiresSignIn: Bool = false) throws {
        let command = ChildCommand(MailServer.python!, ["-c", MailServer.program, requiresSignIn ? "auth" : "open"])
        process = try ChildProcess(command, input: .pipe, errors: .ours)
        guard let port = process.nextLine().flatMap({ Int($0) }) else { throw CocoaError(.fileReadUnknown) }
        self.port = port
    }

    /// The next message; waits for it.
    func next() throws -> Received {
        guard let line = process.nextLine() else { throw CocoaError(.fileReadUnknown) }
        return try JSONDecoder().decode(Received.self, from: Data(line.utf8))
    }
}
