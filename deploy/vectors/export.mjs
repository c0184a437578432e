// FORMAT.md §18: an export package made, and one judged with nothing but the scheme root.
import * as s from './suite1.mjs';
import { book } from './certified.mjs';
import { sign } from './signing.mjs';

const { f } = s;
const id = n => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const base64 = b => b.toString('base64'), unbase64 = t => Buffer.from(t, 'base64');
const signature = (pair, message) => ({ signerKeyId: base64(s.keyId(pair.public)), signature: base64(sign(pair, message)) });

export function exportPackage({ encryption, signing, mailboxEncryption, mailboxSigning, certificate, body: mine, genesis }) {
  const [scheme, report, file, later] = [id(1), id(3), id(61), '2026-04-01'];
  const other = { encryption: s.derivePair(s.H(Buffer.from('vector other encryption'))), signing: s.deriveSigningPair(s.H(Buffer.from('vector other signing'))) };
  const second = s.certificateBody({ scheme, person: id(81), name: 'Bo Bæk', serial: 1, date: '2026-03-02', roles: 1, units: [], encryption: other.encryption.public, signing: other.signing.public });
  const handler = { encryption: s.derivePair(s.H(Buffer.from('vector handler encryption'))), signing: s.deriveSigningPair(s.H(Buffer.from('vector handler signing'))) };
  const third = s.certificateBody({ scheme, person: id(82), name: 'Eva Gone', serial: 1, date: '2026-03-02', roles: 2, units: [id(11)], encryption: handler.encryption.public, signing: handler.signing.public });
  const revocation = s.revocationBody({ scheme, certificate: s.H(third), date: '2026-03-20' });
  const signed = (body, ...pairs) => ({ body: base64(body), signatures: pairs.map(p => signature(p, s.certifiedMessage(s.H(body)))) });
  const readable = {
    version: 1, reference: s.reference(report), unit: 'Århus', examined: 'A "b" & <c>', how: 'Så', bothPartiesHeard: false, bothPartiesWhy: 'Nej', conclusion: 'Æ', actions: 'Ø', feedbackGiven: 'Å',
    learning: '+', track: 'culture',
  };
  const content = Buffer.from(JSON.stringify(readable));
  const statement = {
    referralId: id(62), statementFileId: file, version: 1, signedOn: later, state: 'StatementSent', content: base64(content), readable, certificateId: base64(certificate),
    signature: base64(sign(signing, s.statementMessage({ genesis, file, version: 1, date: later, certificate, content }))),
  };
  const body = JSON.stringify({
    format: 'intake/1/export',
    note: { da: 'Undtaget fra aktindsigt efter lov om beskyttelse af whistleblowere.', en: 'Exempt from access to documents under the Danish Whistleblower Act.' },
    exportedOn: '2026-04-03', schemeId: scheme, reportId: report, reference: s.reference(report), receivedOn: '2026-03-03', mailboxEncryptionKey: base64(mailboxEncryption.public),
    mailboxSigningKey: base64(mailboxSigning.public), genesis: base64(genesis), statements: [statement],
    certificates: [signed(mine, signing, other.signing), signed(second, signing, other.signing), signed(third, signing)],
    revocations: [{ body: base64(revocation), signatures: [signature(signing, s.revokedMessage(s.H(revocation)))] }],
    rootKeyIds: [s.keyId(signing.public), s.keyId(other.signing.public)].map(s.hex).sort(),
  });
  const exporter = { certificateId: base64(certificate), signature: base64(sign(signing, s.exportMessage({ scheme, certificate, date: '2026-04-03', body: Buffer.from(body) }))) };
  return {
    package: Buffer.from(`{"body":${body},"exporter":${JSON.stringify(exporter)}}`).toString('base64'),
    root: [`# two founders`, ...[signing, other.signing].map(p => `${scheme} ${s.hex(s.keyId(p.public))} # a comment`), ''].join('\n'), handler: s.H(third),
  };
}

const text = b => [b.subarray(0, 4), b.subarray(4, 6), b.subarray(6, 8), b.subarray(8, 10), b.subarray(10)].map(s.hex).join('-');
const day = field => new Date(Date.parse('0001-01-01T00:00:00Z') + field.readInt32BE() * 86400000).toISOString().slice(0, 10);
const signers = (all, keys, message) => all.filter(x => keys.has(x.signerKeyId) && s.verify(keys.get(x.signerKeyId), message, unbase64(x.signature))).map(x => s.hex(unbase64(x.signerKeyId)));

// The body's bytes as they stand: from its first brace to the one that closes it.
function rawBody(file) {
  const start = file.indexOf('{', file.indexOf('"body"'));
  for (let at = start, depth = 0, quoted = false; at < file.length; at++) {
    const c = file[at];
    if (quoted) { if (c === '\\') at++; else if (c === '"') quoted = false; } else if (c === '"') quoted = true;
    else if (c === '{') depth++;
    else if (c === '}' && --depth === 0) return file.slice(start, at + 1);
  }
  throw new Error('no body');
}

export function judge(file, rootText) {
  const { body, exporter } = JSON.parse(file), raw = Buffer.from(rawBody(file));
  const founders = new Set(rootText.split('\n').map(l => l.split('#')[0].trim().split(/\s+/)).filter(l => l.length === 2 && l[0] === body.schemeId).map(l => l[1].toLowerCase()));
  const read = body.certificates.map(x => ({ signatures: x.signatures, raw: unbase64(x.body), fields: s.unframe(unbase64(x.body)) }));
  const keys = new Map(read.map(c => [base64(s.keyId(c.fields[10])), c.fields[10]]));
  const certificates = read.map(c => ({
    id: s.hex(s.H(c.raw)), person: text(c.fields[3]), name: c.fields[4].toString(), serial: c.fields[5].readInt32BE(), date: day(c.fields[6]), administrator: !!(c.fields[7][0] & 1), handler: !!(c.fields[7][0] & 2),
    signing: c.fields[10], key: s.hex(s.keyId(c.fields[10])), signers: signers(c.signatures, keys, s.certifiedMessage(s.H(c.raw))),
  }));
  const revocations = body.revocations.map(x => {
    const raw = unbase64(x.body), fields = s.unframe(raw);
    return { id: s.hex(s.H(raw)), of: certificates.find(c => c.id === s.hex(fields[3])), date: day(fields[4]), signers: signers(x.signatures, keys, s.revokedMessage(s.H(raw))) };
  }).filter(r => r.of);
  const held = book(founders, certificates, revocations), find = x => certificates.find(c => c.id === s.hex(unbase64(x)));
  const by = find(exporter.certificateId);
  const genesis = s.genesis({ scheme: body.schemeId, report: body.reportId, encryption: unbase64(body.mailboxEncryptionKey), signing: unbase64(body.mailboxSigningKey) });
  return {
    exporter: !!by && by.administrator && held.heldOn(by, body.exportedOn)
      && s.verify(by.signing, s.exportMessage({ scheme: body.schemeId, certificate: unbase64(exporter.certificateId), date: body.exportedOn, body: raw }), unbase64(exporter.signature)),
    genesis: genesis.equals(unbase64(body.genesis)), reference: s.reference(body.reportId) === body.reference, founders: founders.size,
    statements: body.statements.map(x => {
      const by = find(x.certificateId), message = s.statementMessage({ genesis, file: x.statementFileId, version: x.version, date: x.signedOn, certificate: unbase64(x.certificateId), content: unbase64(x.content) });
      return !!by && by.handler && held.heldOn(by, x.signedOn) && s.verify(by.signing, message, unbase64(x.signature));
    }),
  };
}
