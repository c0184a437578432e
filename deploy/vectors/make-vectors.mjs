#!/usr/bin/env node
// node make-vectors.mjs             writes the frozen vectors of suite 1 to standard output, always the same
// node make-vectors.mjs open        reads what the C# sealed (JSON on standard input), opens it and writes what was inside
// node make-vectors.mjs open-more   the same for single things, by name
// node certified.mjs [COUNT]        writes the frozen scenarios of who is certified, or with more of them drawn
import * as s from './suite1.mjs';
import { more } from './more-vectors.mjs';
import { openMore } from './open-more.mjs';
import { receiptSecrets } from './receipt.mjs';
import { sign } from './signing.mjs';

const { f, hex, unhex, frame } = s;
const seed = name => s.H(Buffer.from('vector ' + name));
const id = n => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function make() {
  const fileSecret = seed('file secret'), vault = seed('vault'), k1 = seed('k1'), k2 = seed('k2');
  const e = s.derivePair(seed('encryption')), g = s.deriveSigningPair(seed('signing'));
  const me = s.derivePair(seed('mailbox encryption')), mg = s.deriveSigningPair(seed('mailbox signing'));
  const scheme = id(1), person = id(2), report = id(3), gateCard = id(4), dialogue = id(5), day = '2026-03-02', later = '2026-04-01';
  const v = { fileSecret, vault, k1, k2, encryption: e.private, signing: g.private, mailboxEncryption: me.private, mailboxSigning: mg.private, wrapping: seed('wrapping') };

  v.frame = frame(f.label('intake/1/test'), f.byte(7), f.int(-2), f.long(-3), f.id(id(9)), f.date(day), f.text('A\u030Abenrå'), f.bytes(Buffer.of(1, 2)));
  v.key = seed('key');
  v.value = s.sealValue(v.key, Buffer.from('place'), Buffer.from('a name'), seed('salt'));
  v.fileKeys = Object.fromEntries(['pepper', 'ring', 'holder', 'totp', 'ticket', 'ticket-use', 'audit', 'root', 'notice', 'turn'].map(l => [l, s.F(fileSecret, l)]));

  const body = s.certificateBody({ scheme, person, name: 'Åse Østergård', serial: 1, date: day, roles: 3, units: [id(12), id(11)], encryption: e.public, signing: g.public });
  const certificate = s.H(body);
  v.certificate = { body, id: certificate, keyId: s.keyId(g.public), fingerprint: s.fingerprint(e.public, g.public), signature: sign(g, s.certifiedMessage(certificate)) };
  const revocation = s.revocationBody({ scheme, certificate, date: later });
  v.revocation = { body: revocation, id: s.H(revocation), signature: sign(g, s.revokedMessage(s.H(revocation))) };

  const gen = s.genesis({ scheme, report, encryption: me.public, signing: mg.public }), p = s.place(gen, 2, dialogue);
  const c1 = s.commitment(p, 1, k1), c2 = s.commitment(p, 2, k2), none = s.exclusions([]);
  v.report = { genesis: gen, commitment1: c1, commitment2: c2, previous: s.sealValue(k2, s.previousPlace(p, 2, c1), k1, seed('salt')), cut: s.sealValue(k1, s.cutPlace(p, 2, c2), Buffer.alloc(0), seed('salt')), noExclusions: none, twoExclusions: s.exclusions([id(22), id(21)]) };
  const mailbox = { kind: 1, id: s.mailboxId(me.public) }, staff = { kind: 2, id: certificate }, holder = { kind: 2, id: s.staffHolderId(person, e.public) };
  v.holders = { mailbox: mailbox.id, staff: holder.id };
  const grant = (n, key, commit, purpose, granter, hand, ephemeral) => {
    const info = s.grantInfo(p, n, commit, holder, purpose, later);
    const made = s.hpkeSeal(s.derivePair(seed(ephemeral)), e.public, info, frame(key, f.byte(granter.kind), granter.id, none, sign(hand, s.grantedMessage(info, granter, none))));
    return { enc: made.enc, sealed: Buffer.concat([Buffer.of(1), made.box]) };
  };
  v.grants = [grant(1, k1, c1, 1, mailbox, mg, 'ephemeral 1'), grant(2, k2, c2, 4, staff, g, 'ephemeral 2')];
  v.wrap = s.sealValue(v.wrapping, s.mailboxPlace(gen), frame(f.id(gateCard), seed('gate card'), f.id(dialogue), k1, none, f.date(later)), seed('salt'));
  v.pseudonyms = { person: s.pseudonym(fileSecret, report, 2, person), mailbox: s.pseudonym(fileSecret, report, 1, report) };

  let previous = gen;
  v.entries = [[31, 1, 1, mailbox, mg, k1, 'Det skete en tirsdag. 🙂', 'salt 1'], [32, 5, 2, staff, g, k2, 'Hvor?'.repeat(1000), 'salt 2']].map(([n, kind, epoch, author, hand, key, text, salt], i) => {
    const content = Buffer.from(text), pe = s.entryPlace(p, { epoch, position: i + 1, id: id(n), kind, date: later });
    const body = s.entryBody(author, previous, sign(hand, s.authoredMessage(pe, author, previous, content)), content);
    const sealed = s.sealEntry(s.entryKey(vault, key, pe, seed(salt)), pe, body);
    previous = s.entryHash(pe, seed(salt), sealed);
    return { id: id(n), kind, epoch, salt: seed(salt), sealed, hash: previous, content };
  });

  const key = s.fileKey(vault, k1, { report, compartment: dialogue, epoch: 1, attachment: id(41), salt: seed('file salt') });
  const stream = s.sealStream(key, s.padFile(Buffer.alloc(70000, 'file')));
  v.file = { salt: seed('file salt'), key, sealedHash: s.H(stream), sealedLength: stream.length };

  const ring = seed('ring'), cookie = seed('cookie'), hour = 500000;
  v.ring = { key: ring, wrapped: s.sealValue(s.F(fileSecret, 'ring'), s.ringPlace(hour), ring, seed('salt')) };
  v.staffSession = { cookie, id: s.sessionId(cookie), sealed: s.sealValue(s.staffSessionKey(ring, cookie), s.staffSessionPlace(cookie, hour, person), frame(e.private, g.private), seed('salt')) };
  v.mailboxSession = s.base64url(Buffer.concat([f.int(hour), s.sealValue(s.mailboxSessionKey(ring), s.mailboxSessionPlace(hour), frame(f.id(report), f.long(1800000000), v.wrapping, me.private, mg.private), seed('salt'))]));
  const staged = { staging: id(6), stagingKey: seed('staging'), report, gateCard, gateCardKey: seed('gate card'), dialogue, dialogueKey: k1 };
  const ticket = (n, inner) => s.base64url(s.sealValue(s.F(fileSecret, 'ticket'), s.ticketPlace(scheme), s.ticketPlain(id(n), 1800000000, inner), seed('salt')));
  v.ticket = { empty: ticket(7, Buffer.alloc(0)), staged: ticket(8, s.stagedFrame(staged)), use: s.ticketUse(fileSecret, id(7)) };
  const receipt = Buffer.concat([seed('receipt root 1'), seed('receipt root 2')]), derived = receiptSecrets(receipt), lookupHash = s.H(derived.lookup);
  v.draft = {
    root: receipt, lookupHash, use: s.draftUse(fileSecret, id(7)), ticket: ticket(8, s.stagedFrame({ ...staged, receipt })),
    sealed: s.sealValue(s.draftKey(vault, derived.wrapping), s.draftPlace(scheme, id(6), report, lookupHash), s.stagedFrame(staged), seed('salt')),
  };
  v.staging = s.sealValue(seed('staging'), s.stagingPlace(scheme, id(6)), s.pad(Buffer.from('Kladde')), seed('salt'));

  const audit = s.sealValue(s.F(fileSecret, 'audit'), s.auditPlace(id(51), 9), Buffer.from('{}'), seed('salt'));
  const auditHash = s.auditHash(id(51), 9, 1800000000123456n, audit);
  const signatures = [{ signer: s.H('b'), signature: Buffer.alloc(64, 2) }, { signer: s.H('a'), signature: Buffer.alloc(64, 1) }];
  const leaves = [s.leaf(1, auditHash), s.certificateLeaf(2, certificate, signatures), s.leaf(4, previous)];
  const tree = s.merkle(leaves.toSorted(Buffer.compare)), root = s.rootPair(fileSecret);
  const record = s.rootRecord(later, tree, Buffer.alloc(32), leaves.length);
  v.accountability = { audit, auditHash, leaves, tree, rootKey: root.public, recordHash: s.H(record), signature: sign(root, record) };
  v.statement = sign(g, s.statementMessage({ genesis: gen, file: id(61), version: 2, date: later, certificate, content: Buffer.from('{}') }));
  return { ...v, ...more({ fileSecret, vault, k1, encryption: e, signing: g, mailboxEncryption: me, mailboxSigning: mg, wrapping: v.wrapping, certificate, revocation: v.revocation.id, body, genesis: gen, record: s.H(record) }) };
}

function open(given) {
  const b = name => unhex(given[name]);
  const gen = s.genesis({ scheme: given.scheme, report: given.report, encryption: b('mailboxEncryption'), signing: b('mailboxSigning') });
  const p = s.place(gen, 2, given.dialogue), commit = b('commitment');
  const holder = { kind: 2, id: s.staffHolderId(given.person, s.pair(b('encryption')).public) };
  const info = s.grantInfo(p, 1, commit, holder, 1, given.date);
  const [key, kind, granter, exclusions, granted] = s.unframe(s.hpkeOpen(s.pair(b('encryption')), b('enc'), info, b('grant').subarray(1)));
  if (!s.verify(b('mailboxSigning'), s.grantedMessage(info, { kind: kind[0], id: granter }, exclusions), granted)) throw new Error('grant');
  if (!s.commitment(p, 1, key).equals(commit)) throw new Error('commitment');
  const pe = s.entryPlace(p, { epoch: 1, position: 1, id: given.entry, kind: 1, date: given.date });
  const [authorKind, author, previous, signature, content] = s.openEntry(s.entryKey(b('vault'), key, pe, b('salt')), pe, b('sealed'));
  if (!s.verify(b('mailboxSigning'), s.authoredMessage(pe, { kind: authorKind[0], id: author }, previous, content), signature)) throw new Error('entry');
  if (!previous.equals(gen)) throw new Error('previous');
  const cookie = Buffer.from(given.cookie, 'base64url');
  return {
    content: content.toString(), hash: s.entryHash(pe, b('salt'), b('sealed')), noExclusions: exclusions.equals(s.exclusions([])),
    name: s.unframe(b('certificateBody'))[4].toString(), certificate: s.H(b('certificateBody')),
    root: s.verify(s.rootPair(b('fileSecret')).public, s.rootRecord(given.date, b('tree'), Buffer.alloc(32), given.leafCount), b('rootSignature')),
    ticket: s.openValue(s.F(b('fileSecret'), 'ticket'), s.ticketPlace(given.scheme), Buffer.from(given.ticket, 'base64url')).length,
    session: s.unframe(s.openValue(s.mailboxSessionKey(b('ring')), s.mailboxSessionPlace(cookie.readInt32BE(0)), cookie.subarray(4)))[2],
  };
}

const told = (key, value) => value?.type === 'Buffer' ? hex(value.data) : value;
if (process.argv[2]?.startsWith('open')) {
  let input = '';
  for await (const chunk of process.stdin) input += chunk;
  const given = JSON.parse(input);
  console.log(JSON.stringify(process.argv[2] === 'open' ? open(given) : openMore(given), told));
} else {
  console.log(JSON.stringify(make(), told, 2));
}
