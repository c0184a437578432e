// Argon2id of RFC 9106, version 0x13, one lane, without secret and associated data, from the RFC's text. Node has none.
// 64-bit words lie in a Uint32Array as low half, high half.
import crypto from 'node:crypto';

const le32 = n => { const b = Buffer.alloc(4); b.writeUInt32LE(n); return b; };

// H' of §3.3: BLAKE2b of any output length. Node's own BLAKE2b gives 64 bytes only.
function variable(length, ...parts) {
  const input = Buffer.concat([le32(length), ...parts]);
  if (length <= 64) return blake2b(input, length);
  let v = blake2b(input, 64);
  const out = [v.subarray(0, 32)];
  for (let left = length - 32; left > 64; left -= 32) {
    v = blake2b(v, 64);
    out.push(v.subarray(0, 32));
  }
  return Buffer.concat([...out, blake2b(v, length - 32 * out.length)]);
}

// BLAKE2b, RFC 7693, without a key.
const MASK = (1n << 64n) - 1n;
const IV = [0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n, 0x510e527fade682d1n, 0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n];
const SIGMA = ['0123456789abcdef', 'ea489fd61c02b753', 'b8c052fdae367194', '7931dcbe265a40f8', '905724afe1bc683d', '2c6a0b834d75fe19', 'c51fed4a0763928b', 'db7ec13950f4862a', '6fe9b308c2d714a5', 'a2847615fb9e3cd0'].map(r => [...r].map(x => parseInt(x, 16)));
const rotate = (x, n) => ((x >> n) | (x << (64n - n))) & MASK;
function blake2b(input, length) {
  if (length === 64) return crypto.createHash('blake2b512').update(input).digest();
  const h = IV.slice();
  h[0] ^= 0x01010000n ^ BigInt(length);
  const blocks = Math.max(1, Math.ceil(input.length / 128)), padded = Buffer.alloc(blocks * 128);
  input.copy(padded);
  for (let i = 0; i < blocks; i++) {
    const last = i === blocks - 1, m = Array.from({ length: 16 }, (_, w) => padded.readBigUInt64LE(i * 128 + w * 8));
    const v = [...h, ...IV];
    v[12] ^= BigInt(last ? input.length : (i + 1) * 128);
    if (last) v[14] ^= MASK;
    const mix = (a, b, c, d, x, y) => {
      for (const [word, r, s] of [[x, 32n, 24n], [y, 16n, 63n]]) {
        v[a] = (v[a] + v[b] + word) & MASK;
        v[d] = rotate(v[d] ^ v[a], r);
        v[c] = (v[c] + v[d]) & MASK;
        v[b] = rotate(v[b] ^ v[c], s);
      }
    };
    for (let round = 0; round < 12; round++) {
      const s = SIGMA[round % 10];
      for (let k = 0; k < 4; k++) mix(k, 4 + k, 8 + k, 12 + k, m[s[2 * k]], m[s[2 * k + 1]]);
      for (let k = 0; k < 4; k++) mix(k, 4 + (k + 1) % 4, 8 + (k + 2) % 4, 12 + (k + 3) % 4, m[s[8 + 2 * k]], m[s[9 + 2 * k]]);
    }
    for (let w = 0; w < 8; w++) h[w] ^= v[w] ^ v[w + 8];
  }
  const out = Buffer.alloc(64);
  h.forEach((word, w) => out.writeBigUInt64LE(word, w * 8));
  return out.subarray(0, length);
}

// §3.6: x += y + 2 * low(x) * low(y).
function add(v, x, y) {
  const a = v[x], b = v[y], a0 = a & 0xffff, a1 = a >>> 16, b0 = b & 0xffff, b1 = b >>> 16;
  const t = a1 * b0 + (Math.imul(a0, b0) >>> 16), u = a0 * b1 + (t & 0xffff);
  const high = a1 * b1 + (t >>> 16) + (u >>> 16), low = Math.imul(a, b);
  const sum = a + b + ((low << 1) >>> 0);
  v[x] = sum;
  v[x + 1] = v[x + 1] + v[y + 1] + high * 2 + (low >>> 31) + (sum >= 8589934592 ? 2 : sum >= 4294967296 ? 1 : 0);
}
// d = (d ^ a) turned right by the number of bits.
function turn(v, d, a, bits) {
  const low = v[d] ^ v[a], high = v[d + 1] ^ v[a + 1], same = bits < 32, n = bits & 31;
  const l = same ? low : high, h = same ? high : low;
  v[d] = n === 0 ? l : (l >>> n) | (h << (32 - n));
  v[d + 1] = n === 0 ? h : (h >>> n) | (l << (32 - n));
}
function quarter(v, a, b, c, d) {
  add(v, a, b); turn(v, d, a, 32); add(v, c, d); turn(v, b, c, 24);
  add(v, a, b); turn(v, d, a, 16); add(v, c, d); turn(v, b, c, 63);
}
// P on sixteen words, given by their places.
function permute(v, p) {
  for (let k = 0; k < 4; k++) quarter(v, p[k], p[4 + k], p[8 + k], p[12 + k]);
  for (let k = 0; k < 4; k++) quarter(v, p[k], p[4 + ((k + 1) & 3)], p[8 + ((k + 2) & 3)], p[12 + ((k + 3) & 3)]);
}
const words = f => Array.from({ length: 16 }, (_, i) => 2 * f(i));
const ROWS = Array.from({ length: 8 }, (_, r) => words(i => 16 * r + i));
const COLUMNS = Array.from({ length: 8 }, (_, c) => words(i => 2 * c + 16 * (i >> 1) + (i & 1)));

// G of §3.5; onto the old block's content when `over` says so.
const r = new Uint32Array(256), q = new Uint32Array(256);
function compress(out, x, y, over) {
  for (let i = 0; i < 256; i++) q[i] = r[i] = x[i] ^ y[i];
  for (const p of ROWS) permute(q, p);
  for (const p of COLUMNS) permute(q, p);
  if (over) for (let i = 0; i < 256; i++) out[i] ^= r[i] ^ q[i];
  else for (let i = 0; i < 256; i++) out[i] = r[i] ^ q[i];
}

export function argon2id(password, salt, kib, passes, length) {
  const h0 = blake2b(Buffer.concat([le32(1), le32(length), le32(kib), le32(passes), le32(0x13), le32(2), le32(password.length), password,
    le32(salt.length), salt, le32(0), le32(0)]), 64);
  const segment = Math.floor(kib / 4), blocks = segment * 4, memory = new Uint32Array(blocks * 256);
  const block = i => memory.subarray(i * 256, (i + 1) * 256);
  for (const i of [0, 1]) {
    const first = variable(1024, h0, le32(i), le32(0));
    for (let w = 0; w < 256; w++) block(i)[w] = first.readUInt32LE(w * 4);
  }
  const zero = new Uint32Array(256), input = new Uint32Array(256), addresses = new Uint32Array(256);
  for (let pass = 0; pass < passes; pass++) for (let slice = 0; slice < 4; slice++) {
    const independent = pass === 0 && slice < 2;
    input.fill(0);
    [pass, 0, slice, blocks, passes, 2].forEach((n, i) => { input[2 * i] = n; });
    for (let i = 0; i < segment; i++) {
      if (independent && i % 128 === 0) {
        input[12]++;
        compress(addresses, zero, input);
        compress(addresses, zero, addresses.slice());
      }
      const at = slice * segment + i;
      if (pass === 0 && at < 2) continue;
      const before = block((at + blocks - 1) % blocks), j1 = independent ? addresses[2 * (i % 128)] : before[0];
      // §3.4.2: all blocks made in this pass or still standing from the last, but the one just before.
      const area = (pass === 0 ? slice * segment : blocks - segment) + i - 1, start = pass === 0 ? 0 : (slice + 1) % 4 * segment;
      const x = (BigInt(j1) * BigInt(j1)) >> 32n, back = Number((BigInt(area) * x) >> 32n);
      compress(block(at), before, block((start + area - 1 - back) % blocks), pass > 0);
    }
  }
  const last = Buffer.alloc(1024);
  block(blocks - 1).forEach((w, i) => last.writeUInt32LE(w, i * 4));
  return variable(length, last);
}
