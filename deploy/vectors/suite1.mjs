// FORMAT.md written a second time, in another language and on another library's primitives, from the page and not from
// the C#. make-vectors.mjs seals with it, and the tests' C# opens; the tests seal, and it opens.
import crypto from 'node:crypto';

export const hex = b => Buffer.from(b).toString('hex');
export const unhex = s => Buffer.from(s, 'hex');
export const H = x => crypto.createHash('sha256').update(x).digest();
export const HMAC = (k, x) => crypto.createHmac('sha256', k).update(x).digest();
const EMPTY = Buffer.alloc(0);
const cat = (...parts) => Buffer.concat(parts.map(p => typeof p === 'string' ? Buffer.from(p, 'latin1') : Buffer.from(p)));

// §1
export function Expand(prk, info, length) {
  let out = EMPTY, block = EMPTY;
  for (let i = 1; out.length < length; i++) {
    block = HMAC(prk, cat(block, info, [i]));
    out = cat(out, block);
  }
  return out.subarray(0, length);
}
export const Extract = (salt, ikm) => HMAC(salt.length ? salt : Buffer.alloc(32), ikm);
export const HKDF = (salt, ikm, info, length = 32) => Expand(Extract(salt, ikm), info, length);

const ZERO_NONCE = Buffer.alloc(12);
export function aeadSeal(key, nonce, aad, plain) {
  const c = crypto.createCipheriv('aes-256-gcm', key, nonce);
  c.setAAD(aad);
  return cat(c.update(plain), c.final(), c.getAuthTag());
}
export function aeadOpen(key, nonce, aad, box) {
  const d = crypto.createDecipheriv('aes-256-gcm', key, nonce);
  d.setAAD(aad);
  d.setAuthTag(box.subarray(box.length - 16));
  return cat(d.update(box.subarray(0, box.length - 16)), d.final());
}

// §2
const int = n => { const b = Buffer.alloc(4); b.writeInt32BE(n); return b; };
const u32 = n => { const b = Buffer.alloc(4); b.writeUInt32BE(n); return b; };
export const f = {
  label: s => Buffer.from(s, 'latin1'), byte: n => Buffer.from([n]), int,
  long: n => { const b = Buffer.alloc(8); b.writeBigInt64BE(BigInt(n)); return b; },
  id: s => unhex(s.replaceAll('-', '')),
  date: s => int(Math.round((Date.parse(s + 'T00:00:00Z') - Date.parse('0001-01-01T00:00:00Z')) / 86400000)),
  text: s => Buffer.from(s.normalize('NFC'), 'utf8'), bytes: b => Buffer.from(b),
};
export const frame = (...fields) => cat(...fields.flatMap(x => [u32(x.length), x]));
export function unframe(bytes) {
  const fields = [];
  for (let at = 0; at < bytes.length;) {
    const n = bytes.readUInt32BE(at);
    if (at + 4 + n > bytes.length) throw new Error('field too long');
    fields.push(bytes.subarray(at + 4, at + 4 + n));
    at += 4 + n;
  }
  return fields;
}
const L = s => f.label('intake/1/' + s);
const SUITE = f.byte(1);

// Keys
export function pair(scalar) {
  const e = crypto.createECDH('prime256v1');
  e.setPrivateKey(scalar);
  return { private: Buffer.from(scalar), public: e.getPublicKey(null, 'uncompressed') };
}
const url = b => Buffer.from(b).toString('base64url');
const jwk = (pub, d) => ({ kty: 'EC', crv: 'P-256', x: url(pub.subarray(1, 33)), y: url(pub.subarray(33)), ...(d ? { d: url(d) } : {}) });
export const sign = (p, x) => crypto.sign('sha256', x, { key: crypto.createPrivateKey({ key: jwk(p.public, p.private), format: 'jwk' }), dsaEncoding: 'ieee-p1363' });
export const verify = (pub, x, s) => crypto.verify('sha256', x, { key: crypto.createPublicKey({ key: jwk(pub), format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, s);

// RFC 9180
const KEM = cat('KEM', [0, 0x10]), SIG = cat('SIG', [0, 0x10]), SUITE_ID = cat('HPKE', [0, 0x10, 0, 1, 0, 2]);
const lExtract = (id, salt, label, ikm) => Extract(salt, cat('HPKE-v1', id, label, ikm));
const lExpand = (id, prk, label, info, n) => Expand(prk, cat([n >> 8, n & 255], 'HPKE-v1', id, label, info), n);
export function derivePair(ikm, id = KEM) {
  const prk = lExtract(id, EMPTY, 'dkp_prk', ikm);
  return pair(lExpand(id, prk, 'candidate', [0], 32));
}
export const deriveSigningPair = seed => derivePair(seed, SIG);
function hpkeKey(mine, theirs, enc, recipient, info) {
  const e = crypto.createECDH('prime256v1');
  e.setPrivateKey(mine);
  const eae = lExtract(KEM, EMPTY, 'eae_prk', e.computeSecret(theirs));
  const shared = lExpand(KEM, eae, 'shared_secret', cat(enc, recipient), 32);
  const context = cat([0], lExtract(SUITE_ID, EMPTY, 'psk_id_hash', EMPTY), lExtract(SUITE_ID, EMPTY, 'info_hash', info));
  const secret = lExtract(SUITE_ID, shared, 'secret', EMPTY);
  return { key: lExpand(SUITE_ID, secret, 'key', context, 32), nonce: lExpand(SUITE_ID, secret, 'base_nonce', context, 12) };
}
export function hpkeSeal(ephemeral, to, info, plain) {
  const { key, nonce } = hpkeKey(ephemeral.private, to, ephemeral.public, to, info);
  return { enc: ephemeral.public, box: aeadSeal(key, nonce, EMPTY, plain) };
}
export function hpkeOpen(own, enc, info, box) {
  const { key, nonce } = hpkeKey(own.private, enc, enc, own.public, info);
  return aeadOpen(key, nonce, EMPTY, box);
}

// §3, §4
export const sealValue = (key, aad, plain, salt) => cat([1], salt, aeadSeal(HKDF(salt, key, 'intake/1/value'), ZERO_NONCE, aad, plain));
export const openValue = (key, aad, v) => aeadOpen(HKDF(v.subarray(1, 33), key, 'intake/1/value'), ZERO_NONCE, aad, v.subarray(33));
export const F = (fileSecret, label) => HKDF(EMPTY, fileSecret, 'intake/1/file/' + label);
export const totpPlace = person => frame(L('totp'), f.id(person));
export const totpProposalPlace = (person, token) => frame(L('totp-proposal'), f.id(person), H(token));
export const noticeHash = (fileSecret, recipient, topic, seconds) => HMAC(F(fileSecret, 'notice'), frame(L('notice'), f.id(recipient), f.text(topic), f.long(seconds)));

// §5
export const certificateBody = c => frame(L('certificate'), SUITE, f.id(c.scheme), f.id(c.person), f.text(c.name), f.int(c.serial), f.date(c.date),
  f.byte(c.roles), cat(...c.units.map(f.id).sort(Buffer.compare)), c.encryption, c.signing);
export const keyId = pub => H(frame(L('key'), pub));
export const certifiedMessage = id => frame(L('certified'), id);
export const revocationBody = r => frame(L('revocation'), SUITE, f.id(r.scheme), r.certificate, f.date(r.date));
export const revokedMessage = id => frame(L('revoked'), id);
export function fingerprint(encryption, signing) {
  const bits = [...H(frame(L('fingerprint'), encryption, signing))].map(b => b.toString(2).padStart(8, '0')).join('');
  const symbols = Array.from({ length: 20 }, (_, i) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[parseInt(bits.slice(i * 5, i * 5 + 5), 2)]).join('');
  return symbols.match(/.{4}/g).join('-');
}

// §8
export const genesis = r => H(frame(L('report'), SUITE, f.id(r.scheme), f.id(r.report), r.encryption, r.signing));
export const place = (g, kind, id) => frame(L('compartment'), SUITE, g, f.byte(kind), f.id(id));
export const commitment = (p, n, key) => H(frame(L('commitment'), p, f.int(n), key));
export const previousPlace = (p, n, before) => frame(L('previous'), p, f.int(n), before);
export const cutPlace = (p, n, commitment) => frame(L('cut'), p, f.int(n), commitment);
export const exclusions = persons => H(frame(L('exclusions'), ...persons.map(f.id).sort(Buffer.compare)));

// §9
export const mailboxId = encryption => H(frame(L('mailbox-key'), encryption));
export const staffHolderId = (person, encryption) => H(frame(L('holder-key'), f.id(person), encryption));
export const grantInfo = (p, n, commit, holder, purpose, date) =>
  frame(L('grant'), SUITE, p, f.int(n), commit, f.byte(holder.kind), holder.id, f.byte(purpose), f.date(date));
export const grantedMessage = (info, granter, excl) => frame(L('granted'), H(info), f.byte(granter.kind), granter.id, excl);
export const mailboxPlace = g => frame(L('mailbox'), g);

// §10
export const pseudonym = (fileSecret, report, kind, person) => HMAC(F(fileSecret, 'holder'), frame(L('holder'), f.id(report), f.byte(kind), f.id(person)));

// §11
export function padme(n) {
  if (n < 2) return n;
  const e = Math.floor(Math.log2(n)), s = Math.floor(Math.log2(e)) + 1, m = 2 ** (e - s);
  return Math.ceil(n / m) * m;
}
export function pad(text) {
  const n = text.length + 4;
  let size = 4096;
  while (size < n && size < 65536) size *= 2;
  if (n > 65536) size = padme(n);
  return cat(u32(text.length), text, Buffer.alloc(size - n));
}
export function unpad(padded) {
  const text = padded.subarray(4, 4 + padded.readUInt32BE(0));
  if (!pad(text).equals(padded)) throw new Error('padding');
  return text;
}
export const entryPlace = (p, e) => frame(L('entry'), p, f.int(e.epoch), f.int(e.position), f.id(e.id), f.byte(e.kind), f.date(e.date));
export const entryKey = (vault, key, pe, salt) => HKDF(vault, key, frame(L('entry-key'), pe, salt));
export const authoredMessage = (pe, author, previous, content) => frame(L('authored'), H(pe), f.byte(author.kind), author.id, previous, H(content));
export const entryBody = (author, previous, signature, content) => frame(f.byte(author.kind), author.id, previous, signature, content);
export const sealEntry = (key, pe, body) => cat([1], aeadSeal(key, ZERO_NONCE, pe, pad(body)));
export const openEntry = (key, pe, sealed) => unframe(unpad(aeadOpen(key, ZERO_NONCE, pe, sealed.subarray(1))));
export const entryHash = (pe, salt, sealed) => H(frame(L('entry-hash'), pe, salt, sealed));

// §12
export const fileKey = (vault, key, a) => HKDF(vault, key, frame(L('file'), SUITE, f.id(a.report), f.id(a.compartment), f.int(a.epoch), f.id(a.attachment), a.salt));
export function sealStream(key, plain) {
  const size = 65536, chunks = [];
  for (let i = 0; i === 0 || i * size < plain.length; i++) {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(i, 7);
    nonce[11] = (i + 1) * size >= plain.length ? 1 : 0;
    chunks.push(aeadSeal(key, nonce, EMPTY, plain.subarray(i * size, (i + 1) * size)));
  }
  return cat(...chunks);
}
export function openStream(key, sealed) {
  const size = 65536 + 16, chunks = [];
  for (let i = 0; i === 0 || i * size < sealed.length; i++) {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(i, 7);
    nonce[11] = (i + 1) * size >= sealed.length ? 1 : 0;
    chunks.push(aeadOpen(key, nonce, EMPTY, sealed.subarray(i * size, (i + 1) * size)));
  }
  return cat(...chunks);
}
export const padFile = b => cat(b, Buffer.alloc(padme(b.length) - b.length));

// §13 to §15
export const ringPlace = hour => frame(L('ring'), f.int(hour));
export const sessionId = c => H(frame(L('session-id'), c));
export const staffSessionKey = (ring, c) => HKDF(ring, c, 'intake/1/staff-session');
export const staffSessionPlace = (c, hour, person) => frame(L('staff-session'), sessionId(c), f.int(hour), f.id(person));
export const mailboxSessionKey = ring => HKDF(EMPTY, ring, 'intake/1/mailbox-session');
export const mailboxSessionPlace = hour => frame(L('mailbox-session'), f.int(hour));
export const ticketPlace = scheme => frame(L('ticket'), f.id(scheme));
export const ticketUse = (fileSecret, id) => HMAC(F(fileSecret, 'ticket-use'), frame(L('ticket-use'), f.id(id)));
export const stagedFrame = s => frame(f.id(s.staging), s.stagingKey, f.id(s.report), f.id(s.gateCard), s.gateCardKey, f.id(s.dialogue), s.dialogueKey, ...(s.receipt ? [s.receipt] : []));
export function ticketPlain(id, issued, staged) {
  const inner = frame(f.id(id), f.long(issued), staged);
  return cat(u32(inner.length), inner, Buffer.alloc(512 - 4 - inner.length));
}
export const stagingPlace = (scheme, staging) => frame(L('staging'), f.id(scheme), f.id(staging));
export const draftUse = (fileSecret, id) => HMAC(F(fileSecret, 'ticket-use'), frame(L('draft-use'), f.id(id)));
export const draftPlace = (scheme, staging, report, lookupHash) => frame(L('draft'), f.id(scheme), f.id(staging), f.id(report), lookupHash);
export const draftKey = (vault, wrapping) => HKDF(vault, wrapping, 'intake/1/draft');
export const turnPlace = (act, scheme) => frame(L('turn'), f.int(act), f.id(scheme));
export const turnPlain = (id, milliseconds, carried) => frame(f.id(id), f.long(milliseconds), carried);
export const replyKey = wrapping => HKDF(EMPTY, wrapping, 'intake/1/reply');
export const replyPlace = (report, staging) => frame(L('reply'), f.id(report), f.id(staging));
export const base64url = url;

// §16 to §18
export const auditPlace = (row, action) => frame(L('audit'), f.id(row), f.int(action));
export const auditHash = (row, action, micros, sealed) => H(frame(L('audit-hash'), f.id(row), f.int(action), f.long(micros), sealed));
export const leaf = (subject, hash) => H(cat([0], frame(L('leaf'), f.byte(subject), hash)));
export const certificateLeaf = (subject, id, signatures) =>
  leaf(subject, H(frame(L('leaf-certificate'), id, ...signatures.toSorted((a, b) => Buffer.compare(a.signer, b.signer)).flatMap(s => [s.signer, s.signature]))));
export function merkle(leaves) {
  if (leaves.length === 0) return H(EMPTY);
  if (leaves.length === 1) return leaves[0];
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return H(cat([1], merkle(leaves.slice(0, k)), merkle(leaves.slice(k))));
}
export const rootRecord = (day, tree, previous, count) => frame(L('root'), SUITE, f.date(day), tree, previous, f.int(count));
export const rootPair = fileSecret => deriveSigningPair(F(fileSecret, 'root'));
export const statementMessage = s => frame(L('statement'), SUITE, s.genesis, f.id(s.file), f.int(s.version), f.date(s.date), s.certificate, H(s.content));
export const exportMessage = e => frame(L('export'), SUITE, f.id(e.scheme), e.certificate, f.date(e.date), H(e.body));
export const reference = report => {
  const bits = [...H(cat('intake/1/case-reference', f.id(report)))].slice(0, 5).map(b => b.toString(2).padStart(8, '0')).join('');
  return bits.match(/.{5}/g).map(x => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[parseInt(x, 2)]).join('').replace(/^(.{4})/, '$1-');
};
