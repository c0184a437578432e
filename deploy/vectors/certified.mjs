// FORMAT.md §5, "Who is certified", with a state for each certificate, and scenarios of it.
import { certificateBody, derivePair, deriveSigningPair, f, H, hex, keyId, revocationBody } from './suite1.mjs';

// certificates: { id, person, date, serial, administrator, key, signers }, revocations: { id, of: certificate, date, signers }; keys
// and signers are key ids, the signers those whose signatures are valid; dates compare as they are.
export function book(founders, certificates, revocations) {
  const held = [], revoked = new Map(), ended = new Map();
  const founderOf = key => new Set(founders.has(key) ? certificates.filter(c => c.key === key && c.signers.includes(key)).map(c => c.person) : []);
  const newer = (a, b) => a.date !== b.date ? a.date > b.date : a.serial !== b.serial ? a.serial > b.serial : a.id > b.id;
  const replacedOn = c => held.filter(other => other.person === c.person && newer(other, c)).map(other => other.date).sort()[0];
  const newest = person => held.filter(c => c.person === person).reduce((a, b) => a && newer(a, b) ? a : b, undefined);
  const current = person => { const c = newest(person); return c && !revoked.has(c) ? c : undefined; };
  const certifier = (key, day) => {
    if (ended.has(key) && ended.get(key) < day) return undefined;
    const persons = founderOf(key), founder = persons.size > 0;
    for (const c of held) if (c.administrator && c.key === key && (founder || !(replacedOn(c) < day))) persons.add(c.person);
    return persons.size > 0 ? { persons, founder } : undefined;
  };
  const enough = (signers, day, needed, person) => {
    const counted = [...new Set(signers)].map(key => certifier(key, day)).filter(x => x && !(x.persons.has(person) && !(x.founder && needed === 2)));
    return needed === 1 ? counted.length > 0 : counted.some(a => counted.some(b => ![...a.persons].some(p => b.persons.has(p))));
  };
  for (const day of [...new Set([...certificates, ...revocations].map(x => x.date))].sort()) {
    const waiting = certificates.filter(c => c.date === day && !revoked.has(c));
    for (let grew = true; grew;) {
      const found = waiting.find(c => c.administrator && !held.includes(c) && enough(c.signers, day, 2, c.person));
      if (found) held.push(found);
      grew = !!found;
    }
    const others = waiting.filter(c => !c.administrator).map(c => [c, current(c.person)?.administrator ? 2 : 1]);
    for (const [c, needed] of others) if (enough(c.signers, day, needed, c.person)) held.push(c);
    for (const r of revocations.filter(r => r.date === day).sort((a, b) => a.id < b.id ? -1 : 1)) {
      if (revoked.has(r.of) || (r.of.date <= day && !held.includes(r.of)) || !enough(r.signers, day, r.of.administrator ? 2 : 1, undefined)) continue;
      const certified = certifier(r.of.key, day) || held.some(c => c.administrator && c.key === r.of.key);
      revoked.set(r.of, day);
      if (r.of.administrator && certified && !ended.has(r.of.key)) ended.set(r.of.key, day);
    }
  }
  return {
    current: c => current(c.person) === c,
    heldOn: (c, day) => held.includes(c) && c.date <= day && !(revoked.get(c) < day) && !(replacedOn(c) < day),
  };
}

// A scenario in small: persons by number, keys by name, days from 1 March 2026.
const DAYS = 6, DAY = n => `2026-03-0${n + 1}`, ID = n => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const made = new Map();
const keyOf = name => {
  if (!made.has(name)) made.set(name, deriveSigningPair(H(Buffer.from('vector key ' + name))).public);
  return made.get(name);
};
const idOf = name => hex(keyId(keyOf(name)));
const encryption = derivePair(H(Buffer.from('vector encryption'))).public;

export function judged(scenario) {
  const certificates = scenario.certificates.map(c => ({
    id: hex(H(certificateBody({ scheme: ID(1), person: ID(100 + c.person), name: 'Person ' + c.person, serial: c.serial, date: DAY(c.day), roles: c.roles, units: c.roles & 2 ? [ID(11)] : [], encryption, signing: keyOf(c.key) }))),
    person: c.person, date: DAY(c.day), serial: c.serial, administrator: !!(c.roles & 1), key: idOf(c.key), signers: c.signers.map(idOf),
  }));
  const revocations = scenario.revocations.map(r => ({
    id: hex(H(revocationBody({ scheme: ID(1), certificate: Buffer.from(certificates[r.of].id, 'hex'), date: DAY(r.day) }))), of: certificates[r.of], date: DAY(r.day), signers: r.signers.map(idOf),
  }));
  const b = book(new Set(scenario.founders.map(idOf)), certificates, revocations);
  const numbers = certificates.map((_, i) => i);
  return { ...scenario, current: numbers.filter(i => b.current(certificates[i])), held: certificates.map(c => Array.from({ length: DAYS }, (_, d) => b.heldOn(c, DAY(d)) ? 1 : 0).join('')) };
}

const c = (person, day, roles, key, signers, serial = 1) => ({ person, serial, day, roles, key, signers });
const two = [c(1, 0, 1, '1a', ['1a', '2a']), c(2, 0, 1, '2a', ['1a', '2a'])];
const told = (why, certificates, revocations = [], founders = ['1a', '2a']) => ({ why, founders, certificates, revocations });
const designed = [
  told('two founders certify each other, a third administrator and a handler', [...two, c(3, 0, 1, '3a', ['1a', '2a']), c(4, 0, 2, '4a', ['3a'])]),
  told('one founder is not enough for an administrator', [two[0], c(3, 0, 1, '3a', ['1a'])]),
  told('the same person twice is one', [...two, c(1, 0, 1, '1b', ['1a', '2a'], 2), c(3, 1, 1, '3a', ['1a', '1b'])]),
  told('a founder key in two persons\' certificates counts once', [...two, c(3, 0, 1, '2a', ['2a']), c(4, 0, 1, '4a', ['2a', '1a']), c(5, 0, 1, '5a', ['2a'])]),
  told('a founder key nobody carries counts for nothing', [two[0], c(3, 0, 1, '3a', ['1a', '2a'])]),
  told('a person\'s own hand does not count, unless a founder\'s', [...two, c(3, 0, 1, '3a', ['3a', '1a']), c(4, 0, 2, '4a', ['4a'])]),
  told('one administrator alone puts no other out', [...two, c(3, 0, 1, '3a', ['1a', '2a']), c(3, 1, 2, '3b', ['1a'], 2)]),
  told('two do', [...two, c(3, 0, 1, '3a', ['1a', '2a']), c(3, 1, 2, '3b', ['1a', '2a'], 2)]),
  told('a founder\'s own hand counts among the two for a handler\'s certificate in place of an administrator\'s', [...two, c(1, 1, 2, '1b', ['1a', '2a'], 2), c(2, 1, 2, '2a', ['2a'], 2)]),
  told('what two certificates of one day need is judged before either holds', [...two, c(3, 0, 1, '3a', ['1a', '2a']), c(3, 1, 2, '3b', ['1a', '2a'], 2), c(3, 1, 2, '3c', ['1a'], 3)]),
  told('of one day\'s certificates the higher serial stands', [...two, c(3, 0, 2, '3a', ['1a'], 2), c(3, 0, 2, '3b', ['1a'], 1)]),
  told('a revoked key signs nothing dated later, and what it signed that day stands', [...two, c(3, 0, 1, '3a', ['1a', '2a']), c(4, 1, 2, '4a', ['3a']), c(5, 2, 2, '5a', ['3a'])], [{ of: 2, day: 1, signers: ['1a', '2a'] }]),
  told('a revoked founder\'s key certifies no more', [...two, c(3, 0, 1, '3a', ['1a', '2a']), c(4, 2, 1, '4a', ['1a', '3a']), c(5, 2, 1, '5a', ['2a', '3a'])], [{ of: 0, day: 1, signers: ['2a', '3a'] }]),
  told('a founder\'s key is not ended by a new certificate', [...two, c(1, 1, 1, '1b', ['1a', '2a'], 2), c(4, 2, 1, '4a', ['1a', '2a'])]),
  told('an administrator\'s is', [...two, c(3, 0, 1, '3a', ['1a', '2a']), c(3, 1, 1, '3b', ['1a', '2a'], 2), c(4, 1, 2, '4a', ['3a']), c(5, 2, 2, '5a', ['3a']), c(6, 2, 2, '6a', ['3b'])]),
  told('a handler\'s revocation ends no certifier, whatever key it carries', [...two, c(1, 1, 2, '1a', ['1a', '2a'], 2), c(4, 3, 1, '4a', ['1a', '2a'])], [{ of: 2, day: 2, signers: ['2a'] }]),
  told('a revocation dated before its certificate ends it before it began', [...two, c(4, 3, 2, '4a', ['1a'])], [{ of: 2, day: 1, signers: ['2a'] }]),
  told('a revocation may carry the hand of the one it puts out', [...two, c(3, 0, 1, '3a', ['1a', '2a']), c(4, 0, 2, '4a', ['3a'])], [{ of: 2, day: 1, signers: ['3a', '1a'] }, { of: 3, day: 1, signers: ['4a'] }]),
  told('an administrator needs two to be revoked', [...two, c(3, 0, 1, '3a', ['1a', '2a'])], [{ of: 2, day: 1, signers: ['1a'] }]),
  told('after a revocation a new certificate needs one again', [...two, c(3, 0, 1, '3a', ['1a', '2a']), c(3, 2, 2, '3b', ['1a'], 2)], [{ of: 2, day: 1, signers: ['1a', '2a'] }]),
  told('where the newest is revoked the person has none', [...two, c(3, 0, 2, '3a', ['1a']), c(3, 1, 2, '3b', ['1a'], 2)], [{ of: 3, day: 2, signers: ['1a'] }]),
  told('a key revoked before it certified may come with a later certificate', [...two, c(3, 3, 1, '3a', ['1a', '2a']), c(3, 4, 1, '3a', ['1a', '2a'], 2), c(4, 5, 2, '4a', ['3a'])], [{ of: 2, day: 1, signers: ['1a', '2a'] }]),
];

// Scenarios nobody thought of, the same each time.
function drawn(n) {
  let state = H(Buffer.from('vector scenario ' + n)), at = 0;
  const draw = most => {
    if (at === 32) [state, at] = [H(state), 0];
    return state[at++] % most;
  };
  const keys = ['1a', '2a', '3a', '3b', '4a', '4b'], signers = () => keys.filter(() => draw(5) < 3);
  const certificates = [...two];
  for (let i = 0; i < 3 + draw(4); i++) {
    const person = 1 + draw(4), own = person < 3 && draw(2) ? `${person}a` : `${person}${'ab'[draw(2)]}`;
    certificates.push(c(person, draw(DAYS), 1 + draw(3), own, [...new Set([...signers(), ...(draw(2) ? [own] : [])])], 2 + draw(3)));
  }
  const revocations = Array.from({ length: draw(4) }, () => ({ of: draw(certificates.length), day: draw(DAYS), signers: signers() }));
  // The same body twice is one certificate or revocation, with one row for its signatures.
  const bodies = [...certificates.map(c => [c.person, c.serial, c.day, c.roles, c.key].join()), ...revocations.map(r => `${r.of} ${r.day}`)];
  return new Set(bodies).size < bodies.length ? undefined : { why: 'drawn ' + n, founders: ['1a', '2a'], certificates, revocations };
}

export const scenarios = (count = 40) => [...designed, ...Array.from({ length: count }, (_, n) => drawn(n)).filter(Boolean)].map(judged);
if (process.argv[1].endsWith('certified.mjs')) console.log('[\n' + scenarios(process.argv[2] ? Number(process.argv[2]) : undefined).map(x => JSON.stringify(x)).join(',\n') + '\n]');
