// ECDSA whose signatures come out alike each time (RFC 6979), so that the frozen file can be made again byte for byte.
// Readers can't tell: any valid signature will do. The suite's own signatures are random (FORMAT.md §1).
import { H, HMAC, hex, pair, unhex, verify } from './suite1.mjs';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const number = b => BigInt('0x' + hex(b));
const bytes = n => unhex(n.toString(16).padStart(64, '0'));
const modulo = n => ((n % ORDER) + ORDER) % ORDER;
function inverse(n) {
  let [a, b, x, y] = [modulo(n), ORDER, 1n, 0n];
  while (a > 0n) [a, b, x, y] = [b % a, a, y - (b / a) * x, x];
  return modulo(y);
}

// RFC 6979 §3.2 for SHA-256 and P-256, where hash and order have 256 bits.
function derived(p, message) {
  const hash = H(message), seed = Buffer.concat([p.private, bytes(modulo(number(hash)))]);
  let k = Buffer.alloc(32), v = Buffer.alloc(32, 1);
  for (const round of [0, 1]) {
    k = HMAC(k, Buffer.concat([v, Buffer.of(round), seed]));
    v = HMAC(k, v);
  }
  for (;;) {
    v = HMAC(k, v);
    const nonce = number(v);
    if (nonce > 0n && nonce < ORDER) {
      const r = modulo(number(pair(v).public.subarray(1, 33))), s = modulo(inverse(nonce) * (number(hash) + r * number(p.private)));
      if (r !== 0n && s !== 0n) return Buffer.concat([bytes(r), bytes(s)]);
    }
    k = HMAC(k, Buffer.concat([v, Buffer.of(0)]));
    v = HMAC(k, v);
  }
}

// The first vectors were signed with random nonces. They are frozen, so these stand here, under H(public key ‖ message).
const FROZEN = {
  '36fffde5bacaab93802e6b8fc44b80bd586e6055a47b7e5273565f7bd3483925':
    'ae33eed164b2800e9b81ffa9e7f48fe33a7d1a08716f801bb9eae91d4512c75fc2fe3e3ccbcfe8730d3fac15fa7c42e4f359e1446bbdccb0d6a711fc37fa1f61',
  'edb621b3fed76a283516a8e429ed3ff90ca4965000b9dfa81aa016933cb2962c':
    'c337223e172f1e9aa6ff981f315f0682dc827d8e09ddad99a5fced81ac7dba67e6727c40a4b1e9a3a31c5f50943ea37811ac0ffc74c40629718a2a579d4bec0b',
  '723621817079f542039d593082c890bb48e8f850682b2ad89ec3c831eb61d909':
    '3109d0c11c8d0b5e941e3c0e714110bc5bc2b0135ce4693769012a913152858002f174fc2e68248ee29f5e2f2eabc77a2ffe5314bf82c43e89926cb58c7f7b97',
  'bf70d26abf59929b5faedee9aee38c2155bd3c5e4e5520b5ec8e3f7c9d6ddfee':
    'fc4eecf890231203b990da9429b01907bf52da24291cabba7ebb2ed11e86abbf72dad43d1ec15844295e3c5520bb340a6f61f983ae55f13ffcc78fe72dd1461c',
  '2d81e6b029682862e2e06cc2401a43aa2df976b4ea6893ebb9b8e1ea6cccd7b0':
    'f892b6e2dd0bb358094688708d2b050a0f7211570b36a8e228214b969c51c66c522a68d05f65f928c5c82fcd4df920c6baba359fde3093480cd357cf6ac8248c',
  'd3a5bbe2ca2a0489d25f80132cfc35ecfd2edb83ad740e1ef8273acf2b29832f':
    'ed51f9ee53ad0adb47cfb450b590ec50eca02c7f12448d249780d28e247e3bea22e7708964013732ff0b2fd07a8d5f85383c4c557ff4034430cc51cc92ca983c',
  '708f277c14f15bfbaa146351f5d08f18e0fbbba41a32c811fd3e298b30aa4eb5':
    '5808d24ebe438b30f9b1a263f6249fc13db5fa247e7bb6c203218724e65ca0d565d89851b7f1efd5a1284f39a0b432d9845bfa4abcdb21bebea52b24b095a3d2',
  '4cfa65fb1965baa65a3bcb323fa762e30186cdfe5a5718f1b405abfe1ca55de9':
    'f20fb59fafbddaaea23deb6804453e4d93cecaa69eccde3d3246e4c2f0d7690cae1ee596df0b03ceac4f46873ae3bbeb2b2f7c7ac8dda7ba87a3d9ed2e32cc30',
};

export function sign(p, message) {
  const frozen = FROZEN[hex(H(Buffer.concat([p.public, message])))], made = frozen ? unhex(frozen) : derived(p, message);
  if (!verify(p.public, message, made)) throw new Error('signature');
  return made;
}
