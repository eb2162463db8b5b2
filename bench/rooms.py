"""A workshop room: two hundred screens watch, twenty people write once a second.

Every change has a number, given in its own transaction. A screen is told numbers, the newest only when many come at once, and then fetches
its room anew, as `Assets/js/room.js` does. What counts is the time from the moment a writer's answer says that her change is on disk to
the moment a screen knows of it, and whether every screen got to know every change."""
import asyncio
import json
import re
import statistics
import subprocess
import time
import zlib

import harness as bench

GROUPS = ["nature", "structure", "infrastructure", "superstructure", "culture"]


class Line:
    """One connection that is kept open, with just as much of HTTP as is needed here."""

    def __init__(self, port):
        self.port = port
        self.reader = self.writer = None

    async def send(self, method, path, headers=(), body=b""):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Content-Length: {len(body)}", *headers]
        self.writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
        await self.writer.drain()
        status = int((await self.reader.readline()).split()[1])
        known = {}
        while (line := (await self.reader.readline()).strip()):
            name, _, value = line.decode().partition(":")
            known[name.lower()] = value.strip()
        return status, known

    async def body(self, known):
        if "content-length" in known:
            return await self.reader.readexactly(int(known["content-length"]))
        whole = b""
        async for piece in self.pieces():
            whole += piece
        return whole

    async def pieces(self):
        while (size := int(await self.reader.readline(), 16)):
            yield await self.reader.readexactly(size)
            await self.reader.readline()
        await self.reader.readline()

    async def ask(self, method, path, headers=(), body=b""):
        status, known = await self.send(method, path, headers, body)
        return status, known, await self.body(known) if status != 204 else b""

    def close(self):
        if self.writer:
            self.writer.close()


class Machine:
    """Speaks JSON with a key."""

    def __init__(self, port, key):
        self.line = Line(port)
        self.headers = [f"Authorization: Bearer {key}", "Content-Type: application/json"]

    async def ask(self, method, path, body=None):
        status, _, answer = await self.line.ask(method, path, self.headers, json.dumps(body).encode() if body is not None else b"")
        if status >= 300:
            raise SystemExit(f"{method} {path}: {status} {answer[:300].decode()}")
        return json.loads(answer) if answer else None


class Screen:
    """Somebody's phone: hears of changes, and fetches the room when it does."""

    def __init__(self, port, room, group, fetches):
        self.port, self.room, self.group, self.fetches = port, room, group, fetches
        self.heard, self.shown = [], []
        self.waiting = self.again = False
        self.line = Line(port)
        self.work = set()
        self.fetched = 0

    async def watch(self, since, ready):
        """Until it is cancelled; the server ends a stream after a minute, and a browser comes again."""
        known = since
        while True:
            line = Line(self.port)
            # A screen that shows a group is told of it at once; the others, like a projector that goes through them all, of everything.
            group = f"&kelompok={self.group}" if self.fetches else ""
            status, _ = await line.send("GET", f"{self.room}/aliran?sejak={known}{group}", ["Accept: text/event-stream"])
            if status != 200:
                raise SystemExit(f"the stream answered {status}")
            text = b""
            try:
                async for piece in line.pieces():
                    ready(self)
                    text += piece
                    while b"\n\n" in text:
                        event, _, text = text.partition(b"\n\n")
                        if found := re.search(rb"data: (\d+)", event):
                            known = int(found[1])
                            self.heard.append((time.monotonic(), known))
                            self.refresh()
            finally:
                line.close()

    def refresh(self):
        if not self.fetches:
            return
        if self.waiting:
            self.again = True
            return
        self.waiting = True
        task = asyncio.ensure_future(self.fetch())
        self.work.add(task)
        task.add_done_callback(self.work.discard)

    async def fetch(self):
        while True:
            self.again = False
            status, known, page = await self.line.ask(
                "GET", f"{self.room}?kelompok={self.group}", ["Accept: text/html", "Accept-Encoding: gzip"])
            if status != 200:
                raise SystemExit(f"the room answered {status}")
            if known.get("content-encoding") == "gzip":
                page = zlib.decompressobj(31).decompress(page, 1 << 16)
            self.fetched += 1
            found = re.search(rb"sejak=(\d+)", page)
            self.shown.append((time.monotonic(), int(found[1])))
            if not self.again:
                break
        self.waiting = False


async def held(server, key, screens, writers, seconds, fetches):
    """Prepares a workshop, lets people write in it, and says what each screen got to know when."""
    desk = Machine(server.port, key)
    rounds = [{"fromOn": f"2027-0{n}-10", "toOn": f"2027-0{n}-11"} for n in range(1, 5)]
    code = (await desk.ask("POST", "/api/workshops", {"title": "Bimtek ukur", "fromYear": 2027, "toYear": 2031, "rounds": rounds}))["code"]
    await desk.ask("POST", f"/api/workshops/{code}/rounds/1", {"act": "open"})
    cards = f"/api/workshops/{code}/rounds/1/cards"
    written = []
    for number in range(writers):
        fields = {"text": f"Kartu nomor {number}", "quadrant": "strength"}
        written.append(await desk.ask("POST", cards, {"kind": "swot", "group": GROUPS[number % 5], "fields": fields}))
    watching = []
    for number in range(screens):
        guest = await desk.ask(
            "POST", f"/api/workshops/{code}/participants", {"name": f"Layar {number}", "from": "Aula", "institution": "campus"})
        room = re.sub(r"^https?://[^/]+", "", guest["url"])
        watching.append(Screen(server.port, room, GROUPS[number % 5], fetches))
    before = (await desk.ask("GET", cards))["change"]
    ready = set()
    tasks = [asyncio.ensure_future(screen.watch(before, ready.add)) for screen in watching]
    while len(ready) < screens:
        await asyncio.sleep(0.05)
        for task in tasks:
            if task.done():
                task.result()

    acknowledged = []

    async def write(number, card):
        machine = Machine(server.port, key)
        # Not all in the same instant, as people do not write.
        await asyncio.sleep(number / writers)
        version = card["version"]
        until = time.monotonic() + seconds
        turn = 0
        while time.monotonic() < until:
            began = time.monotonic()
            turn += 1
            answer = await machine.ask("PATCH", f"{cards}/{card['id']}", {"version": version, "fields": {"text": f"Kartu {number}, kali {turn}"}})
            acknowledged.append((time.monotonic(), card["group"]))
            version = answer["version"]
            await asyncio.sleep(max(0, 1 - (time.monotonic() - began)))
        machine.line.close()
        return card["id"], f"Kartu {number}, kali {turn}"

    kept = dict(await asyncio.gather(*(write(number, card) for number, card in enumerate(written))))
    last = before + len(acknowledged)
    until = time.monotonic() + 10
    def is_up_to_date(screen):
        told = screen.shown if fetches else screen.heard
        return told and told[-1][1] >= last
    while time.monotonic() < until and not all(map(is_up_to_date, watching)):
        await asyncio.sleep(0.05)
    for task in tasks:
        task.cancel()
    for screen in watching:
        screen.line.close()
    now = await desk.ask("GET", cards)
    lost = sum(1 for card in now["items"] if kept.get(card["id"], card["fields"]["text"]) != card["fields"]["text"])
    if now["change"] != last:
        raise SystemExit(f"{len(acknowledged)} changes were acknowledged, the room counts {now['change'] - before}")
    return before, sorted(acknowledged), watching, lost


def delays(before, acknowledged, told, shows=None):
    """Seconds from each change's acknowledgement until a screen knew of it or of a newer one; `None` for those it never got to know.
    Of all changes, or of those of the group it shows; the others' it must know of too, but not as soon.

    Acknowledgements come in the order of commits but for a thousandth of a second or so, so the first is taken for the first number."""
    found, place = [], 0
    for number, (at, group) in enumerate(acknowledged, before + 1):
        while place < len(told) and told[place][1] < number:
            place += 1
        if place == len(told):
            found.append(None)
        elif shows in (None, group):
            found.append(max(0, told[place][0] - at))
    return found


def rooms(table, folder, screens=200, writers=20, seconds=20):
    for fetches in (False, True):
        data = bench.copy_of_demo(folder, "room")
        made = subprocess.run(
            [bench.BIN / "pendopo", "client", "add", "Ukur", "--allow", "workshops.hold", "--allow", "workshops.join", "--data", data],
            check=True, capture_output=True, text=True).stdout
        key = made.split()[-1]
        # One machine plays two hundred people here; the limits of one address are for one.
        with bench.Server(bench.BIN / "pendopo", "serve", "--demo", "--data", data, ready="/healthz", PENDOPO_LOG_LEVEL="error",
                          PENDOPO_RATE_LIMITS="false") as server:
            used = server.processor()
            before, acknowledged, watching, lost = asyncio.run(held(server, key, screens, writers, seconds, fetches))
            used = server.processor() - used
        all_delays = [
            delay for screen in watching
            for delay in delays(before, acknowledged, screen.shown if fetches else screen.heard, screen.group if fetches else None)]
        missing = sum(1 for delay in all_delays if delay is None) + lost
        known = [delay for delay in all_delays if delay is not None]
        middle = statistics.median(known)
        late = sorted(known)[int(len(known) * 0.95)]
        what = "has fetched the room anew" if fetches else "is told of a change"
        rate = len(acknowledged) / (acknowledged[-1][0] - acknowledged[0][0])
        detail = (f"{len(acknowledged)} changes at {rate:.0f}/s, {len(known):,} arrivals, {missing} missing; 95 of 100 within {late:.2f} s; "
                  f"{used / seconds:.2f} processors")
        if fetches:
            detail += f"; {sum(screen.fetched for screen in watching) / seconds:.0f} pages/s"
        table.add(f"a room with {screens} screens and {writers} people who write once a second: median until a screen {what}", middle, 0.5,
                  detail, " s", at_most=True)
        table.add(f"changes that never came to a screen that {what}, or were lost", missing, 0, f"of {len(all_delays):,}", at_most=True)
