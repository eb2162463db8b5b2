// Ed25519 (RFC 8032), SHA-512 and canonical JSON in plain numbers, because a page opened from a disk may not have the browser's own.
const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (a, m = P) => { const r = a % m; return r < 0n ? r + m : r; };
function power(base, exponent) { let r = 1n; for (base = mod(base); exponent > 0n; exponent >>= 1n, base = base * base % P) if (exponent & 1n) r = r * base % P; return r; }
const inverse = a => power(a, P - 2n);
const D = mod(-121665n * inverse(121666n)), I = power(2n, (P - 1n) / 4n);
const little = bytes => bytes.reduceRight((n, b) => (n << 8n) | BigInt(b), 0n);
function decompress(bytes) {
  const all = little(bytes), y = all & ((1n << 255n) - 1n), sign = all >> 255n;
  if (y >= P) return null;
  const u = mod(y * y - 1n), v = mod(D * y * y + 1n);
  let x = mod(u * power(v, 3n) * power(mod(u * power(v, 7n)), (P - 5n) / 8n));
  if (mod(v * x * x) !== u) { if (mod(v * x * x) !== mod(-u)) return null; x = mod(x * I); }
  if (x === 0n && sign === 1n) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}
function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2)), c = mod(2n * t1 * t2 * D), d = mod(2n * z1 * z2);
  const e = b - a, f = d - c, g = d + c, h = b + a;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}
function times(point, n) { let r = [0n, 1n, 1n, 0n]; for (; n > 0n; n >>= 1n, point = add(point, point)) if (n & 1n) r = add(r, point); return r; }
const same = (p, q) => mod(p[0] * q[2] - q[0] * p[2]) === 0n && mod(p[1] * q[2] - q[1] * p[2]) === 0n;
const BASE = (() => { const y = mod(4n * inverse(5n)); const b = []; for (let n = y, i = 0; i < 32; i++, n >>= 8n) b.push(Number(n & 255n)); return decompress(b); })();
const M64 = (1n << 64n) - 1n;
function primes(count) { const found = []; for (let n = 2; found.length < count; n++) if (found.every(p => n % p)) found.push(n); return found; }
function root(n, k) { let low = 0n, high = n + 1n; while (low + 1n < high) { const middle = (low + high) >> 1n; if (middle ** k <= n) low = middle; else high = middle; } return low; }
// The constants are the first 64 bits of the fractions of square and cube roots of primes (FIPS 180-4).
const H0 = primes(8).map(p => root(BigInt(p) << 128n, 2n) & M64), K = primes(80).map(p => root(BigInt(p) << 192n, 3n) & M64);
const turn = (x, n) => ((x >> n) | (x << (64n - n))) & M64;
function sha512(bytes) {
  const text = [...bytes, 128]; while (text.length % 128 !== 112) text.push(0);
  for (let i = 15; i >= 0; i--) text.push(Number((BigInt(bytes.length) * 8n >> BigInt(8 * i)) & 255n));
  let h = [...H0];
  for (let at = 0; at < text.length; at += 128) {
    const w = [];
    for (let i = 0; i < 16; i++) w.push(text.slice(at + i * 8, at + i * 8 + 8).reduce((n, b) => (n << 8n) | BigInt(b), 0n));
    for (let i = 16; i < 80; i++) {
      const s0 = turn(w[i - 15], 1n) ^ turn(w[i - 15], 8n) ^ (w[i - 15] >> 7n), s1 = turn(w[i - 2], 19n) ^ turn(w[i - 2], 61n) ^ (w[i - 2] >> 6n);
      w.push((w[i - 16] + s0 + w[i - 7] + s1) & M64);
    }
    let [a, b, c, d, e, f, g, j] = h;
    for (let i = 0; i < 80; i++) {
      const t1 = j + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & M64 & g)) + K[i] + w[i];
      const t2 = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      [j, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & M64, c, b, a, (t1 + t2) & M64];
    }
    h = [a, b, c, d, e, f, g, j].map((x, i) => (x + h[i]) & M64);
  }
  return h.flatMap(x => { const out = []; for (let i = 7n; i >= 0n; i--) out.push(Number((x >> (8n * i)) & 255n)); return out; });
}
function isSignature(key, signature, message) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const a = decompress(key), r = decompress(signature.slice(0, 32)), s = little(signature.slice(32));
  if (!a || !r || s >= L) return false;
  const k = mod(little(sha512([...signature.slice(0, 32), ...key, ...message])), L);
  return same(times(BASE, s), add(r, times(a, k)));
}
// The one text of a value (RFC 8785, without fractions).
function canonical(v) {
  if (v === null || typeof v === "boolean" || typeof v === "string") return JSON.stringify(v);
  if (typeof v === "number") { if (!Number.isSafeInteger(v)) throw new Error("fraction"); return String(v); }
  if (Array.isArray(v)) return "[" + v.map(canonical).join(",") + "]";
  return "{" + Object.keys(v).sort().map(k => JSON.stringify(k) + ":" + canonical(v[k])).join(",") + "}";
}
const unbase = text => Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
const M32 = (1n << 32n) - 1n, H32 = primes(8).map(p => root(BigInt(p) << 64n, 2n) & M32), K32 = primes(64).map(p => root(BigInt(p) << 96n, 3n) & M32);
// SHA-256 (FIPS 180-4) of bytes, in hexadecimal.
function sha256(bytes) {
  const text = [...bytes, 128]; while (text.length % 64 !== 56) text.push(0);
  for (let i = 7; i >= 0; i--) text.push(Number((BigInt(bytes.length) * 8n >> BigInt(8 * i)) & 255n));
  const turn = (x, n) => ((x >>> n) | (x << (32 - n))) >>> 0, k = K32.map(Number);
  let h = H32.map(Number);
  for (let at = 0; at < text.length; at += 64) {
    const w = [];
    for (let i = 0; i < 16; i++) w.push(((text[at + i * 4] << 24) | (text[at + i * 4 + 1] << 16) | (text[at + i * 4 + 2] << 8) | text[at + i * 4 + 3]) >>> 0);
    for (let i = 16; i < 64; i++) {
      const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3), s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w.push((w[i - 16] + s0 + w[i - 7] + s1) >>> 0);
    }
    let [a, b, c, d, e, f, g, j] = h;
    for (let i = 0; i < 64; i++) {
      const t1 = (j + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i]) >>> 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) >>> 0;
      [j, g, f, e, d, c, b, a] = [g, f, e, (d + t1) >>> 0, c, b, a, (t1 + t2) >>> 0];
    }
    h = [a, b, c, d, e, f, g, j].map((x, i) => (x + h[i]) >>> 0);
  }
  return h.map(x => x.toString(16).padStart(8, "0")).join("");
}
