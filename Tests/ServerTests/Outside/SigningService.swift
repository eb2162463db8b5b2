import Foundation
import Kernel

/// A stand-in for BSrE's eSign client service on a port of this machine: Basic authentication, `POST /api/sign/pdf` as multipart, the
/// signed PDF in the answer and its number in `id_dokumen`, `GET /api/user/status/{nik}`, and errors as JSON with its own status codes.
final class SigningService {
    private static let program = """
        import base64, email, email.policy, http.server, json, socketserver, sys, threading
        people = {'3509010101700001': 'rahasia negara'}
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments): pass
            def answer(self, status, headers, body):
                self.send_response(status)
                for name, value in headers: self.send_header(name, value)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def refuse(self, status, code, text):
                self.answer(status, [('Content-Type', 'application/json')], json.dumps({'status_code': code, 'error': text}).encode())
            def isAllowed(self):
                return self.headers.get('Authorization') == 'Basic ' + base64.b64encode(b'pendopo:kunci layanan').decode()
            def do_GET(self):
                if not self.isAllowed(): return self.refuse(401, 401, 'Unauthorized')
                nik = self.path.rsplit('/', 1)[-1]
                if nik in people: return self.answer(200, [('Content-Type', 'application/json')], b'{"status_code": 1111, "status": "ISSUE"}')
                self.refuse(200, 1110, 'USER NOT FOUND')
            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length']))
                if not self.isAllowed(): return self.refuse(401, 401, 'Unauthorized')
                if self.path != '/api/sign/pdf': return self.refuse(404, 404, 'no such address')
                message = email.message_from_bytes(b'Content-Type: ' + self.headers['Content-Type'].encode() + b'\\r\\n\\r\\n' + body,
                    policy=email.policy.HTTP)
                parts = {p.get_param('name', header='content-disposition'): p.get_payload(decode=True) for p in message.iter_parts()}
                wanted = {'file', 'nik', 'passphrase', 'tampilan', 'image', 'linkQR', 'page', 'xAxis', 'yAxis', 'width', 'height'}
                if set(parts) != wanted: return self.refuse(400, 2001, 'missing ' + ' '.join(sorted(wanted - set(parts))))
                if not parts['file'].startswith(b'%PDF-'): return self.refuse(400, 2005, 'file is not a PDF')
                nik, passphrase = parts['nik'].decode(), parts['passphrase'].decode()
                if nik not in people: return self.refuse(400, 2011, 'User not registered')
                if people[nik] != passphrase: return self.refuse(400, 2031, 'Wrong passphrase')
                signed = parts['file'] + b'\\n% signed for ' + nik.encode() + b' ' + parts['linkQR']
                self.answer(200, [('Content-Type', 'application/pdf'), ('id_dokumen', 'dok-%d' % len(signed))], signed)
        class Server(socketserver.ThreadingMixIn, http.server.HTTPServer): daemon_threads = True
        server = Server(('127.0.0.1', 0), Handler)
        print(server.server_address[1], flush=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()
        """

    let port: Int
    private let process: ChildProcess

    init() throws {
        process = try ChildProcess(ChildCommand("python3", ["-c", SigningService.program]), input: .pipe, errors: .ours)
        guard let port = process.nextLine().flatMap({ Int($0) }) else { throw CocoaError(.fileReadUnknown) }
        self.port = port
    }

    var base: String { "http://127.0.0.1:\(port)" }
}
