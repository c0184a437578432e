// FORMAT.md §9 and §11: the two tables of rights, each answer written out as 1 or 0 in a fixed order.
const [GATE_CARD, DIALOGUE, WORK_FILE, STATEMENT_FILE] = [1, 2, 3, 4];
const PLACES = [GATE_CARD, DIALOGUE, WORK_FILE, STATEMENT_FILE];

// The mailbox, and staff by roles and unit.
export const PARTIES = {
  mailbox: { mailbox: true },
  administrator: { administrator: true },
  handler: { handler: true, unit: 1 },
  otherHandler: { handler: true, unit: 2 },
  both: { administrator: true, handler: true, unit: 1 },
};

const mayWrite = (who, place) => place === WORK_FILE ? !!who.handler : place === STATEMENT_FILE ? !!(who.handler || who.administrator) : true;

const PURPOSES = {
  1: (granter, to, place, epoch) => granter.mailbox && to.administrator && epoch === 1 && [GATE_CARD, DIALOGUE].includes(place),
  2: (granter, to, place) => granter.administrator && to.administrator && place !== WORK_FILE,
  3: (granter, to, place, epoch) => granter.administrator && to.handler && (place !== WORK_FILE || epoch === 1),
  4: (granter, to, place, epoch, before) => epoch > 1 && before && mayWrite(granter, place) && mayWrite(to, place),
  5: (granter, to) => granter.handler && to.handler && granter.unit === to.unit,
};

// For each granter and holder: by compartment, epoch 1 and 2, purpose 1 to 5, without and with an earlier grant in order.
export function grants() {
  const all = {};
  for (const [granterName, granter] of Object.entries(PARTIES)) for (const [toName, to] of Object.entries(PARTIES)) {
    let bits = '';
    for (const place of PLACES) for (const epoch of [1, 2]) for (const purpose of [1, 2, 3, 4, 5]) for (const before of [false, true])
      bits += PURPOSES[purpose](granter, to, place, epoch, before) ? 1 : 0;
    all[`${granterName} to ${toName}`] = bits;
  }
  return all;
}

const REPORTER = who => who.mailbox, STAFF = who => who.administrator || who.handler, HANDLER = who => who.handler, ADMINISTRATOR = who => who.administrator;
const rows = [
  [[1, 3, 4, 20, 22, 24], [DIALOGUE], REPORTER], [[2], [GATE_CARD], REPORTER], [[5, 6, 15, 18, 21, 23, 25, 26, 40, 41, 54, 66], [DIALOGUE], STAFF],
  [[7, 8, 52, 53, 55, 58], [DIALOGUE], ADMINISTRATOR], [[9], [DIALOGUE], () => true], [[10, 16, 17, 27, 28, 29, 30, 31, 32, 33, 35], [WORK_FILE], HANDLER], [[11, 34, 36, 49, 51], [STATEMENT_FILE], HANDLER],
  [[12, 13, 48, 50, 57, 59], [STATEMENT_FILE], ADMINISTRATOR], [[60, 64], [GATE_CARD], ADMINISTRATOR], [[61, 62, 63], [DIALOGUE, WORK_FILE], STAFF], [[56], [STATEMENT_FILE], STAFF], [[14], [DIALOGUE, WORK_FILE, STATEMENT_FILE], mayWrite], [[19], [WORK_FILE, STATEMENT_FILE], mayWrite],
];

// For each author: by kind of entry from 1 to 66 (some are none), the four compartments.
export const entries = () => Object.fromEntries(Object.entries(PARTIES).map(([name, who]) => [name, Array.from({ length: 66 }, (_, i) => PLACES.map(place =>
  rows.some(([kinds, places, authors]) => kinds.includes(i + 1) && places.includes(place) && authors(who, place)) && mayWrite(who, place) ? 1 : 0).join('')).join('')]));
