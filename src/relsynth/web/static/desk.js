// What every page shares: calling the desk, keys and their sheet, messages, the theme.
const root = document.documentElement;
const token = document.querySelector('meta[name="relsynth-token"]')?.content ?? "";
export const words = JSON.parse(document.getElementById("words").textContent);

/** Values that the page was rendered with: what `{{ value | as_data }}` put into the script element of that id. */
export const dataOf = (id) => JSON.parse(document.getElementById(id).textContent);
export const url = (path) => root.dataset.prefix + path;
/** A text, with {name} filled in. */
export const told = (text, values = {}) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export class Refused extends Error {
  constructor(message, status, body) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

async function asked(path, options) {
  let answer;
  try {
    answer = await fetch(url(path), { credentials: "same-origin", ...options });
  } catch {
    throw new Refused(words["frame.lost"], 0, null);
  }
  const body = answer.headers.get("content-type")?.includes("json") ? await answer.json() : await answer.text();
  if (!answer.ok) throw new Refused(body?.error ?? answer.statusText, answer.status, body);
  return body;
}

export const get = (path) => asked(path, {});
export const post = (path, body = {}) =>
  asked(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-relsynth-token": token },
    body: JSON.stringify(body),
  });
/** Call a verb of `workflow` by its name, as docs/reference of the API has it. */
export const call = (verb, said = {}) => post(`/api/verbs/${verb}`, said);

/** An element: `make("p", { className: "x" }, "text", child)`. Text is never taken as markup. */
export function make(name, properties = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role") made.setAttribute(key, value);
    else if (value !== undefined && value !== null) made[key] = value;
  }
  made.append(...inside.filter((one) => one !== null && one !== undefined));
  return made;
}

/** Say something to whoever looks or listens. */
export function say(message, { error = false } = {}) {
  const line = make("p", { className: error ? "error" : "" }, message);
  const said = document.getElementById("said");
  [...said.children].find((one) => one.textContent === message)?.remove();
  said.append(line);
  setTimeout(() => line.remove(), error ? 12000 : 4000);
}
/** Do something asynchronous; say what was refused, and return undefined then. */
export async function trying(what) {
  try {
    return await what();
  } catch (error) {
    say(error.message, { error: true });
    if (!(error instanceof Refused)) throw error;
    return undefined;
  }
}

// -- keys ---------------------------------------------------------------------------------------
const KEPT = "relsynth.keys";
const actions = new Map(); // name -> { key, label, run }
const changed = () => JSON.parse(localStorage.getItem(KEPT) ?? "{}");
export const keyOf = (name) => changed()[name] ?? actions.get(name)?.key;

/** Tell what keys do on this page: `{ name: { key: "i", label: "Include", run: () => … } }`. */
export function keys(told) {
  for (const [name, action] of Object.entries(told)) actions.set(name, action);
}
/** Have another key do it; "" for none. What had the key before has it no more. */
export function changeKey(name, key) {
  const kept = changed();
  for (const other of actions.keys()) if (key && keyOf(other) === key && other !== name) kept[other] = "";
  kept[name] = key;
  localStorage.setItem(KEPT, JSON.stringify(kept));
}
export const keysTold = () => [...actions].map(([name, one]) => ({ name, key: keyOf(name), label: one.label }));

const typing = (target) => target.closest?.("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]");
const pressed = (event) => (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.key === " " ? "Space" : event.key);
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (typing(event.target) && !event.target.closest("dialog:not([open])")) return; // just closed: the focus leaves it a frame later
  const key = pressed(event);
  const found = [...actions.keys()].find((name) => keyOf(name) === key);
  if (found === undefined || (key === "Enter" && event.target.closest?.("a, button, summary"))) return;
  event.preventDefault();
  actions.get(found).run(event);
});

const sheet = document.getElementById("keys");
function showKeys() {
  const list = sheet.querySelector("dl");
  list.replaceChildren();
  for (const { name, key, label } of keysTold()) {
    const button = make("button", { type: "button", "aria-label": label }, make("kbd", {}, key || "–"));
    button.addEventListener("click", () => catchKey(name, button));
    list.append(make("dt", {}, button), make("dd", {}, label));
  }
  sheet.showModal();
}
function catchKey(name, button) {
  button.replaceChildren("…");
  button.addEventListener(
    "keydown",
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.key !== "Escape") changeKey(name, event.key === "Backspace" ? "" : pressed(event));
      sheet.close();
      showKeys();
    },
    { once: true },
  );
}
document.getElementById("show-keys")?.addEventListener("click", showKeys);
sheet.querySelector(".close").addEventListener("click", () => sheet.close());
keys({ keys: { key: "?", label: words["frame.keys"], run: showKeys } });

// -- leaving ------------------------------------------------------------------------------------
/** Forget what of the review this tab has kept: drafts, places and what was looked for. */
export function forget() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("relsynth.")) sessionStorage.removeItem(key);
}

// -- theme --------------------------------------------------------------------------------------
const THEME = "relsynth.theme";
const theme = localStorage.getItem(THEME);
if (theme) root.dataset.theme = theme;
document.getElementById("theme")?.addEventListener("click", () => {
  const dark = getComputedStyle(root).colorScheme === "dark" || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem(THEME, root.dataset.theme);
});
