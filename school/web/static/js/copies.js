/* Copies, in this browser, of what is typed and not yet kept by the server. Each person has their
   own, under a name that says nothing of them; nobody else's is read. */

const OWNER = document.querySelector('meta[name="owner"]')?.content ?? "";
const PREFIX = `draft.${OWNER}.`;
const LONGEST = 7 * 24 * 3600 * 1000;

/* Keep a copy; false when this browser keeps nothing. */
export function put(exercise, copy) {
  try {
    localStorage.setItem(PREFIX + exercise, JSON.stringify({ ...copy, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function forget(exercise) {
  try {
    localStorage.removeItem(PREFIX + exercise);
  } catch {
    /* It keeps nothing. */
  }
}

/* The copies of the person who is signed in, by exercise; those of a week ago are dropped. */
export function all() {
  return names().flatMap((name) => {
    const copy = read(name);
    if (copy && Date.now() - copy.at < LONGEST) return [[name.slice(PREFIX.length), copy]];
    forget(name.slice(PREFIX.length));
    return [];
  });
}

export function purge() {
  for (const name of names()) forget(name.slice(PREFIX.length));
}

function names() {
  try {
    return OWNER ? Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)) : [];
  } catch {
    return [];
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
