// What was added to the first vectors: every section of FORMAT.md that had none.
import * as s from './suite1.mjs';
import { exportPackage } from './export.mjs';
import { isKey, receiptKey, receiptRoot, receiptSecrets, staffKeys, staffPlace, stretched } from './receipt.mjs';
import * as rights from './rights.mjs';
import { sign } from './signing.mjs';

const { f, frame } = s;
const seed = name => s.H(Buffer.from('vector ' + name));
const id = n => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const bytes = n => Buffer.from(Array.from({ length: n }, (_, i) => i % 251));
const flip = (b, at) => { const other = Buffer.from(b); other[at < 0 ? b.length + at : at] ^= 1; return other; };

// §2: what a reader refuses, by the type it reads.
const frames = () => [
  ['byte', frame(Buffer.of(1, 2))], ['byte', frame(Buffer.alloc(0))], ['int', frame(Buffer.alloc(3))], ['int', frame(Buffer.alloc(8))], ['long', frame(Buffer.alloc(4))],
  ['id', frame(Buffer.alloc(15))], ['date', frame(f.int(-1))], ['date', frame(f.int(3652059))], ['date', frame(f.long(1))], ['text', frame(Buffer.of(0xc3))],
  ['text', frame(Buffer.of(0xc0, 0x80))], ['text', frame(Buffer.of(0xed, 0xa0, 0x80))], ['bytes', Buffer.of(0, 0, 0, 2, 1)], ['bytes', Buffer.of(0, 0, 1)],
  ['bytes', Buffer.of(0xff, 0xff, 0xff, 0xff)], ['bytes', Buffer.concat([frame(Buffer.of(1)), Buffer.of(0)])], ['label', frame(f.label('intake/1/other'))],
].map(([type, frame]) => ({ type, frame }));

// §3: one value that opens, and what no longer does.
function values() {
  const key = seed('value key'), good = s.sealValue(key, Buffer.from('place'), Buffer.from('kept'), seed('salt'));
  const other = Buffer.from(good);
  other[0] = 2;
  return { key, good, refused: [other, flip(good, 1), flip(good, 33), flip(good, -1), good.subarray(0, -1), good.subarray(0, 33), Buffer.concat([good, Buffer.of(0)]), Buffer.alloc(0)] };
}

// §4
function fileSecretUses({ fileSecret }) {
  const person = id(2), secret = bytes(20), token = seed('invitation token');
  return {
    totp: s.sealValue(s.F(fileSecret, 'totp'), s.totpPlace(person), secret, seed('salt')), secret, token,
    proposal: s.sealValue(s.F(fileSecret, 'totp'), s.totpProposalPlace(person, token), secret, seed('salt')),
    notice: { topic: 'Ny A\u030A', seconds: 1772539200, hash: s.noticeHash(fileSecret, person, 'Ny A\u030A', 1772539200) },
  };
}

// §6
function staff({ fileSecret, encryption, signing }) {
  const of = (secret, salt) => {
    const a = stretched(secret, salt), { verifierHash, kek } = staffKeys(fileSecret, a);
    const sealed = s.sealValue(kek, staffPlace(id(2), encryption.public, signing.public), frame(encryption.private, signing.private), seed('salt'));
    return { secret: Buffer.from(secret), salt, stretched: a, verifierHash, kek, sealed };
  };
  // The password in NFD, as some keyboards make it.
  return { password: of('bla\u030Aba\u0308rgrod med flode', seed('password salt').subarray(0, 16)), recovery: of('0123456789ABCDEFGHJKMNPQRS', seed('recovery salt').subarray(0, 16)) };
}

// §7
function receiptKeys() {
  const secrets = [Buffer.from([...Array(15).keys()]), seed('receipt key 1').subarray(0, 15), seed('receipt key 2').subarray(0, 15)];
  return secrets.map(secret => {
    const { mistaken, ...key } = receiptKey(secret), { encryption, signing, ...derived } = receiptSecrets(receiptRoot(secret));
    if (!isKey(key.grouped) || isKey(mistaken)) throw new Error('check symbol');
    return { ...key, refused: mistaken, ...derived, encryption: encryption.public, signing: signing.public };
  });
}
// Keys under the weights i + 1 that FORMAT.md once gave; one in 32 would hold under the right ones too, and is left out.
const mistakenOnly = () => Array.from({ length: 40 }, (_, n) => receiptKey(seed('mistaken ' + n).subarray(0, 15)).mistaken).filter(Boolean);

// §11, §12
const padding = () => ({
  texts: [0, 1, 4092, 4093, 8188, 8189, 65532, 65533, 65537, 100000, 1000000].map(n => [n, s.pad(Buffer.alloc(n)).length]),
  files: [0, 1, 2, 3, 9, 31, 33, 255, 4097, 65535, 65537, 1000000, 10485761, 52428800].map(n => [n, s.padme(n)]),
  refused: [flip(s.pad(Buffer.from('x')), -1), Buffer.concat([s.pad(Buffer.from('x')), Buffer.alloc(4096)]), flip(s.pad(Buffer.from('x')), 0), Buffer.alloc(4095), Buffer.alloc(0)].map(b => ({ length: b.length, first: b.subarray(0, 5), last: b.subarray(-1) })),
});
const streams = () => [0, 1, 65535, 65536, 65537, 131072, 200000].map(n => {
  const sealed = s.sealStream(seed('stream'), s.padFile(bytes(n)));
  return { plainLength: n, sealedLength: sealed.length, sealedHash: s.H(sealed), start: sealed.subarray(0, 40), end: sealed.subarray(-24) };
});

// §14, §15
function turns({ fileSecret }) {
  const seal = (act, scheme, carried) => s.base64url(s.sealValue(s.F(fileSecret, 'turn'), s.turnPlace(act, scheme), s.turnPlain(id(71), 1800000000123, Buffer.from(carried)), seed('salt')));
  return { empty: seal(2, id(1), ''), carried: seal(4, '00000000-0000-0000-0000-000000000000', receiptKey(bytes(15)).grouped) };
}
const reply = ({ wrapping }) => s.sealValue(s.replyKey(wrapping), s.replyPlace(id(3), id(6)), s.pad(Buffer.from('[]')), seed('salt'));

// §16
function days({ fileSecret, revocation, record }) {
  const row = (n, ...fields) => s.sealValue(s.F(fileSecret, 'audit'), s.auditPlace(id(n), 3), frame(...fields.map(x => x === undefined ? Buffer.alloc(0) : f.id(x))), seed('salt'));
  const signatures = [{ signer: s.H('b'), signature: Buffer.alloc(64, 2) }, { signer: s.H('a'), signature: Buffer.alloc(64, 1) }];
  const nothing = s.rootRecord('2026-04-02', s.merkle([]), record, 0);
  return {
    rows: [row(52, id(1), id(2), id(3)), row(53, undefined, id(2), undefined)],
    revocationLeaf: s.certificateLeaf(3, revocation, signatures),
    trees: Array.from({ length: 10 }, (_, n) => s.merkle(Array.from({ length: n }, (_, i) => s.leaf(4, seed('leaf ' + i))).toSorted(Buffer.compare))),
    dayWithout: { recordHash: s.H(nothing), signature: sign(s.rootPair(fileSecret), nothing) },
  };
}

export const more = given => ({
  refusedFrames: frames(), values: values(), fileSecretUses: fileSecretUses(given), staff: staff(given), receiptKeys: receiptKeys(), receiptKeysRefused: mistakenOnly(),
  grantRights: rights.grants(), entryRights: rights.entries(), padding: padding(), streams: streams(), turns: turns(given), reply: reply(given), days: days(given),
  exportPackage: exportPackage(given),
});
