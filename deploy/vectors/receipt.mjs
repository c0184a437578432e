// FORMAT.md §7 and §6: the keys people type. The check symbol by multiplying out, so that Horner's rule is checked too.
import { argon2id } from './argon2id.mjs';
import { Expand, F, H, HKDF, derivePair, deriveSigningPair, f, frame } from './suite1.mjs';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const L = s => f.label('intake/1/' + s);

// GF(2)[x]/(x^5 + x^2 + 1)
function times(a, b) {
  let product = 0;
  for (let bit = 0; bit < 5; bit++) if ((b >> bit) & 1) product ^= a << bit;
  for (let bit = 8; bit >= 5; bit--) if ((product >> bit) & 1) product ^= 0b100101 << (bit - 5);
  return product;
}
const power = (a, n) => n === 0 ? 1 : times(a, power(a, n - 1));
const sum = (symbols, weight) => symbols.reduce((all, symbol, i) => all ^ times(weight(i), symbol), 0);
const weight = i => power(2, 24 - i);
// What an earlier edition of §7 said: a reader built on it would take keys that are none.
const mistaken = i => i + 1;
const check = (data, w) => Array.from({ length: 32 }, (_, c) => c).find(c => sum([...data, c], w) === 0);

const data = secret => {
  const bits = [...secret].map(b => b.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: 24 }, (_, i) => parseInt(bits.slice(5 * i, 5 * i + 5), 2));
};
const grouped = symbols => symbols.map(x => ALPHABET[x]).join('').match(/.{5}/g).join('-');
export const isKey = text => {
  const symbols = [...text.replaceAll('-', '')].map(x => ALPHABET.indexOf(x));
  return symbols.length === 25 && !symbols.includes(-1) && sum(symbols, weight) === 0;
};

export function receiptKey(secret) {
  const symbols = data(secret), c = check(symbols, weight), other = check(symbols, mistaken);
  const all = [...symbols, c];
  return { secret, symbols: all.map(x => ALPHABET[x]).join(''), check: ALPHABET[c], grouped: grouped(all), mistaken: other === c ? undefined : grouped([...symbols, other]) };
}
export const receiptRoot = secret => argon2id(secret, Buffer.from('intake receipt 1'), 19 * 1024, 2, 64);
export function receiptSecrets(root) {
  const of = name => Expand(root, 'intake/1/receipt/' + name, 32);
  const lookup = of('lookup'), encryption = of('encryption'), signing = of('signing');
  return {
    root, lookup, lookupHash: H(lookup), wrapping: of('wrapping'), encryptionSeed: encryption, signingSeed: signing,
    encryption: derivePair(encryption), signing: deriveSigningPair(signing),
  };
}

// §6
export const stretched = (password, salt) => argon2id(Buffer.from(password.normalize('NFC')), salt, 64 * 1024, 3, 32);
export const staffKeys = (fileSecret, a) => {
  const verifier = HKDF(F(fileSecret, 'pepper'), a, 'intake/1/staff/verifier');
  return { verifierHash: H(verifier), kek: HKDF(F(fileSecret, 'pepper'), a, 'intake/1/staff/keys') };
};
export const staffPlace = (person, encryption, signing) => frame(L('staff'), f.id(person), encryption, signing);
