"""Photos as phones make them: JPEG with the place, the phone and the moment inside."""

import base64
import struct
from pathlib import Path

DRAW = """
const [seed, done] = [arguments[0], arguments[1]];
const canvas = Object.assign(document.createElement('canvas'), {width: 1200, height: 900});
const pen = canvas.getContext('2d');
for (let i = 0; i < 60; i++) {
  pen.fillStyle = `hsl(${(seed * 67 + i * 23) % 360} 60% ${20 + (i * 7) % 60}%)`;
  pen.fillRect((i * 131 + seed * 17) % 1200, (i * 89) % 900, 240, 150);
}
pen.fillStyle = 'white'; pen.font = '80px sans-serif'; pen.fillText('Foto ' + seed, 80, 140);
done(canvas.toDataURL('image/jpeg', 0.8));
"""
PHONE = b"PonselSiti"


def exif():
    """An APP1 segment that tells the phone's make and a place (GPS), as a careless phone does."""
    make = PHONE + b"\0"
    entries = 2
    first = 8
    after = first + 2 + entries * 12 + 4
    gps = after + len(make)
    degrees = gps + 2 + 4 * 12 + 4
    ifd = struct.pack("<H", entries)
    ifd += struct.pack("<HHII", 0x010F, 2, len(make), after)
    ifd += struct.pack("<HHII", 0x8825, 4, 1, gps)
    ifd += struct.pack("<I", 0) + make
    ifd += struct.pack("<H", 4)
    ifd += struct.pack("<HHI4s", 1, 2, 2, b"S\0\0\0") + struct.pack("<HHII", 2, 5, 3, degrees)
    ifd += struct.pack("<HHI4s", 3, 2, 2, b"E\0\0\0") + struct.pack("<HHII", 4, 5, 3, degrees + 24)
    ifd += struct.pack("<I", 0)
    ifd += struct.pack("<6I", 8, 1, 9, 1, 0, 1) + struct.pack("<6I", 113, 1, 41, 1, 0, 1)
    body = b"Exif\0\0" + b"II*\0" + struct.pack("<I", first) + ifd
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def make(browser, folder, seed=1):
    """Draws a photo in the browser and gives it what phones add. Returns its path."""
    address = browser.driver.execute_async_script(DRAW, seed)
    jpeg = base64.b64decode(address.split(",", 1)[1])
    path = Path(folder) / f"foto-{seed}.jpg"
    path.write_bytes(jpeg[:2] + exif() + jpeg[2:])
    assert PHONE in path.read_bytes()
    return path
