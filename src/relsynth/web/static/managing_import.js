// Bringing in records and papers: one file after the other, each with what became of it.
import { dataOf, make, Refused, say, told, url, words as frame } from "./desk.js";

const words = dataOf("managing-words");
const text = (name, values) => told(words[`managing.${name}`], values);
const token = document.querySelector('meta[name="relsynth-token"]').content;
const came = document.getElementById("came");
const status = document.getElementById("came-status");
const bar = document.getElementById("came-progress");
const list = document.getElementById("came-files");
const MOST_BYTES = 200 * 2 ** 20;
let busy = false;

function send(verb, file, options, progress) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append("files", file);
    form.append("said", JSON.stringify(options));
    const request = new XMLHttpRequest(); // fetch does not tell how much has been sent
    request.open("POST", url(`/api/uploads/${verb}`));
    request.setRequestHeader("x-relsynth-token", token);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("load", () => {
      if (request.status < 400 && request.response) resolve(request.response);
      else reject(new Refused(request.response?.error ?? request.statusText, request.status, request.response));
    });
    request.addEventListener("error", () => reject(new Refused(frame["frame.lost"], 0, null)));
    request.send(form);
  });
}

const reasons = (rows) => (rows ?? []).map((one) => make("li", { className: "error" }, one.reason));
function outcome(verb, answer) {
  if (verb === "import_records") {
    const said = answer.sources.map((one) => make("li", {}, one.again ? text("again") : text("took_records", one)));
    return [...said, ...reasons(answer.failed)];
  }
  const said = [];
  if (answer.read) said.push(make("li", {}, text("took_paper")));
  if (answer.already) said.push(make("li", {}, text("again")));
  if (answer.not_papers?.length) said.push(make("li", { className: "error" }, text("no_paper")));
  return [...said, ...reasons(answer.unread), ...(answer.out_of_scope ?? []).map((one) => make("li", {}, text("out_of_scope", one)))];
}
/** What of a file gave no record, which is kept and shown. */
async function stretches(answer) {
  const unread = (answer.sources ?? []).reduce((sum, one) => sum + one.unread, 0);
  return unread ? [make("li", { className: "error" }, make("a", { href: url("/managing/sources") }, text("stretches_of", { count: unread })))] : [];
}

async function bring(form, files) {
  if (busy) return;
  busy = true;
  came.hidden = false;
  const verb = form.dataset.upload;
  const fields = Object.fromEntries([...new FormData(form)].filter(([name, value]) => name !== "files" && value));
  const button = form.querySelector("button");
  button.disabled = true;
  let failed = 0;
  for (const [number, file] of files.entries()) {
    const what = { number: number + 1, count: files.length, name: file.name };
    status.textContent = text("bringing", what);
    const row = make("li", {}, make("b", {}, file.name), " ");
    list.append(row);
    try {
      if (file.size > MOST_BYTES) throw new Refused(text("too_big"), 413, null);
      const answer = await send(verb, file, fields, (share) => {
        bar.value = (number + share * 0.9) / files.length;
        if (share === 1) status.textContent = text("reading", what);
      });
      row.append(make("ul", {}, ...outcome(verb, answer), ...(await stretches(answer))));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      failed += 1;
      row.append(make("span", { className: "error" }, error.message));
    }
    bar.value = (number + 1) / files.length;
  }
  status.textContent = text(failed ? "brought_but" : "brought", { count: files.length - failed, failed });
  document.getElementById("came-next").hidden = false;
  form.reset();
  button.disabled = false;
  busy = false;
}

for (const form of document.querySelectorAll("form.drop")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    bring(form, [...form.elements.files.files]);
  });
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (busy) say(text("busy"), { error: true });
    else if (event.dataTransfer.files.length) bring(form, [...event.dataTransfer.files]);
  });
}
addEventListener("beforeunload", (event) => busy && event.preventDefault());
