import Foundation
import Kernel

/// A web server (Python's own) on a port of this machine, which behaves as badly as it is asked to.
final class WebServer {
    private static let program = """
        import http.server, socketserver, sys, threading, time
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments): pass
            def answer(self, status, headers, body):
                self.send_response(status)
                for name, value in headers: self.send_header(name, value)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def do_GET(self):
                try: self.get()
                except (BrokenPipeError, ConnectionResetError): pass
            def get(self):
                path = self.path.split('?')[0]
                if path == '/data.csv':
                    if self.headers.get('If-None-Match') == '"v1"': return self.answer(304, [('ETag', '"v1"')], b'')
                    return self.answer(200, [('Content-Type', 'text/csv'), ('ETag', '"v1"'),
                        ('Content-Disposition', 'attachment; filename="../harga pangan.csv"')], b'a,b\\n1,2\\n')
                if path == '/agent': return self.answer(200, [], (self.headers.get('Authorization') or 'none').encode())
                if path == '/moved': return self.answer(302, [('Location', '/data.csv')], b'')
                if path == '/loop': return self.answer(302, [('Location', '/loop')], b'')
                if path == '/inside': return self.answer(302, [('Location', 'http://localhost:%d/data.csv' % port)], b'')
                if path == '/file': return self.answer(302, [('Location', 'file:///etc/passwd')], b'')
                if path == '/broken': return self.answer(503, [], b'busy')
                if path == '/endless':
                    self.send_response(200); self.end_headers()
                    while True: self.wfile.write(b'x' * 65536)
                if path == '/slow':
                    self.send_response(200); self.end_headers()
                    while True: self.wfile.write(b'x'); self.wfile.flush(); time.sleep(0.2)
                self.answer(404, [], b'nothing')
        class Server(socketserver.ThreadingMixIn, http.server.HTTPServer): daemon_threads = True
        server = Server(('127.0.0.1', 0), Handler)
        port = server.server_address[1]
        print(port, flush=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()
        """

    let port: Int
    private let process: ChildProcess

    init() throws {
        process = try ChildProcess(ChildCommand("python3", ["-c", WebServer.program]), input: .pipe, errors: .ours)
        guard let port = process.nextLine().flatMap({ Int($0) }) else { throw CocoaError(.fileReadUnknown) }
        self.port = port
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }
}
