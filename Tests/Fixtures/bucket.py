"""A stand-in for an object store: enough of S3's language to be strict about it.

    bucket.py FOLDER KEY SECRET PAGE

keeps objects in FOLDER/objects, checks every signature (version 4, from its description, with nothing but hashlib and hmac), refuses
content that is not what was signed, and lists PAGE keys at a time. It prints its port first. Lines of FOLDER/fail are what goes wrong
with the next requests, one each: a status with a code (`503 SlowDown`), `cut` (half of the body), `close` (no answer), `plain` (cannot put
on condition).
"""
import datetime
import hashlib
import hmac
import os
import pathlib
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

FOLDER, KEY, SECRET, PAGE = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
OBJECTS = FOLDER / "objects"
BUCKET = "berkas"


class Refusal(Exception):
    pass


def coded(text):
    return urllib.parse.quote(text, safe="-_.~")


def check(request, body):
    """Raises unless the request is signed by the one key we know, for this very content, now."""
    kind, _, rest = request.headers.get("Authorization", "").partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
    if kind != "AWS4-HMAC-SHA256" or set(parts) != {"Credential", "SignedHeaders", "Signature"}:
        raise Refusal(403, "AccessDenied")
    key, day, region, service, last = parts["Credential"].split("/")
    if key != KEY:
        raise Refusal(403, "InvalidAccessKeyId")
    names = parts["SignedHeaders"].split(";")
    if names != sorted(names) or not {"host", "x-amz-date", "x-amz-content-sha256"} <= set(names):
        raise Refusal(403, "AccessDenied")
    if any(name.lower().startswith("x-amz-") and name.lower() not in names for name in request.headers):
        raise Refusal(403, "AccessDenied")
    stamp, content = request.headers["x-amz-date"], request.headers["x-amz-content-sha256"]
    address = urllib.parse.urlsplit(request.path)
    query = sorted((coded(name), coded(value)) for name, value in urllib.parse.parse_qsl(address.query, keep_blank_values=True))
    canonical = "\n".join([
        request.command, address.path, "&".join("=".join(pair) for pair in query),
        "".join(f"{name}:{' '.join(request.headers[name].split())}\n" for name in names), ";".join(names), content])
    scope = f"{day}/{region}/{service}/{last}"
    text = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    secret = ("AWS4" + SECRET).encode()
    for part in (day, region, service, last):
        secret = hmac.new(secret, part.encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(hmac.new(secret, text.encode(), hashlib.sha256).hexdigest(), parts["Signature"]):
        raise Refusal(403, "SignatureDoesNotMatch")
    signed_at = datetime.datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
    if abs((datetime.datetime.now(datetime.timezone.utc) - signed_at).total_seconds()) > 900 or not stamp.startswith(day):
        raise Refusal(403, "RequestTimeTooSkewed")
    if hashlib.sha256(body).hexdigest() != content:
        raise Refusal(400, "XAmzContentSHA256Mismatch")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def next_fault(self):
        file = FOLDER / "fail"
        lines = file.read_text().splitlines() if file.exists() else []
        if lines:
            file.write_text("\n".join(lines[1:]))
        return lines[0] if lines else ""

    def answer(self, status, body=b"", cut=False):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            self.close_connection = True

    def refuse(self, status, code):
        self.answer(status, f'<?xml version="1.0"?>\n<Error><Code>{code}</Code><Message>x</Message></Error>'.encode())

    def serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.next_fault()
        if fault == "close":
            self.close_connection = True
            return
        if fault[:1].isdigit():
            status, _, code = fault.partition(" ")
            self.refuse(int(status), code)
            return
        try:
            check(self, body)
            self.act(body, fault)
        except Refusal as refusal:
            self.refuse(*refusal.args)

    do_GET = do_PUT = do_HEAD = do_DELETE = serve

    def act(self, body, fault):
        address = urllib.parse.urlsplit(self.path)
        parts = address.path.split("/", 2)
        if parts[1] != BUCKET:
            raise Refusal(404, "NoSuchBucket")
        if len(parts) == 2:
            return self.answer(200, self.listed(dict(urllib.parse.parse_qsl(address.query))))
        file = OBJECTS / parts[2]
        if self.command == "PUT":
            if self.headers.get("If-None-Match") == "*":
                if fault == "plain":
                    raise Refusal(501, "NotImplemented")
                if file.exists():
                    raise Refusal(412, "PreconditionFailed")
            with open(FOLDER / "puts", "a") as log:
                log.write(f"{parts[2]}\n")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
            return self.answer(200)
        if self.command == "DELETE":
            file.unlink(missing_ok=True)
            return self.answer(204)
        if not file.exists():
            raise Refusal(404, "NoSuchKey")
        with open(FOLDER / "gets", "a") as log:
            log.write(f"{self.command} {parts[2]}\n")
        self.answer(200, file.read_bytes(), cut=fault == "cut")

    def listed(self, query):
        assert query["list-type"] == "2"
        keys = sorted(str(file.relative_to(OBJECTS)) for file in OBJECTS.rglob("*") if file.is_file())
        keys = [key for key in keys if key.startswith(query.get("prefix", ""))]
        token = query.get("continuation-token")
        if token:
            keys = [key for key in keys if key > token.removeprefix("nach/+ &")]
        page = keys[:PAGE]
        more = f"<NextContinuationToken>nach/+ &amp;{page[-1]}</NextContinuationToken>" if len(keys) > PAGE else ""
        contents = "".join(f"<Contents><Key>{escape(key)}</Key><Size>1</Size></Contents>" for key in page)
        truncated = "true" if more else "false"
        return (f'<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
                f"<Name>{BUCKET}</Name>{contents}<IsTruncated>{truncated}</IsTruncated>{more}</ListBucketResult>").encode()


def end_with(parent):
    """A test run that was stopped leaves nobody behind."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
OBJECTS.mkdir(parents=True, exist_ok=True)
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
