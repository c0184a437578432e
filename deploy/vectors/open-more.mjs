// Opens what the C# sealed at random, section by section; each answer is what was inside, and any fault throws.
import * as s from './suite1.mjs';
import { judge } from './export.mjs';
import { isKey, receiptRoot, receiptSecrets, staffKeys, staffPlace, stretched } from './receipt.mjs';

const { unhex, unframe, F } = s;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const unurl = t => Buffer.from(t, 'base64url');

const openers = {
  // §4
  totp: g => s.openValue(F(unhex(g.fileSecret), 'totp'), s.totpPlace(g.person), unhex(g.sealed)),
  proposal: g => s.openValue(F(unhex(g.fileSecret), 'totp'), s.totpProposalPlace(g.person, unhex(g.token)), unhex(g.sealed)),
  // §6
  staff: g => {
    const { verifierHash, kek } = staffKeys(unhex(g.fileSecret), stretched(unhex(g.secret).toString(), unhex(g.salt)));
    if (!verifierHash.equals(unhex(g.verifierHash))) throw new Error('verifier');
    return Buffer.concat(unframe(s.openValue(kek, staffPlace(g.person, unhex(g.encryption), unhex(g.signing)), unhex(g.sealed))));
  },
  // §7
  receipt: g => {
    if (!isKey(g.key)) throw new Error('check symbol');
    const bits = [...g.key.replaceAll('-', '')].slice(0, 24).map(x => ALPHABET.indexOf(x).toString(2).padStart(5, '0')).join('');
    const secrets = receiptSecrets(receiptRoot(Buffer.from(bits.match(/.{8}/g).map(x => parseInt(x, 2)))));
    return Buffer.concat([secrets.lookupHash, secrets.wrapping, secrets.encryption.public, secrets.signing.public]);
  },
  // §12
  stream: g => s.openStream(unhex(g.key), unhex(g.sealed)).subarray(0, g.length),
  // §13
  ring: g => s.openValue(F(unhex(g.fileSecret), 'ring'), s.ringPlace(g.hour), unhex(g.sealed)),
  staffSession: g => {
    const c = unhex(g.cookie);
    if (!s.sessionId(c).equals(unhex(g.id))) throw new Error('session id');
    return Buffer.concat(unframe(s.openValue(s.staffSessionKey(unhex(g.ring), c), s.staffSessionPlace(c, g.hour, g.person), unhex(g.sealed))));
  },
  // §14
  turn: g => unframe(s.openValue(F(unhex(g.fileSecret), 'turn'), s.turnPlace(g.act, g.scheme), unurl(g.sealed)))[2],
  // §15
  draft: g => {
    const secrets = receiptSecrets(unhex(g.root));
    return Buffer.concat(unframe(s.openValue(s.draftKey(unhex(g.vault), secrets.wrapping), s.draftPlace(g.scheme, g.staging, g.report, secrets.lookupHash), unhex(g.sealed))));
  },
  reply: g => s.unpad(s.openValue(s.replyKey(unhex(g.wrapping)), s.replyPlace(g.report, g.staging), unhex(g.sealed))),
  // §16
  audit: g => s.openValue(F(unhex(g.fileSecret), 'audit'), s.auditPlace(g.row, g.action), unhex(g.sealed)),
  // §18
  export: g => Buffer.from(JSON.stringify(judge(unhex(g.package).toString(), g.root))),
};

export const openMore = given => Object.fromEntries(Object.entries(given).map(([name, g]) => [name, s.hex(openers[name](g))]));
